#!/bin/sh
# Usage: run.sh HOWDUNIT FOLDER
# Reads reviews with a browser and with parsers that are not ours. The packages are installed into
# FOLDER. Exits with 77, which CTest calls skipped, where npm or its registry cannot be reached.
set -eu
howdunit=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$folder"
cp "$here"/package.json "$here"/package-lock.json "$here"/*.mjs "$folder"
cd "$folder"
if ! command -v npm >/dev/null 2>&1; then
  echo "skipped: npm is not installed"
  exit 77
fi
if ! cmp -s package-lock.json node_modules/.installed 2>/dev/null; then
  if ! npm ci --no-audit --no-fund --loglevel=error >/dev/null; then
    echo "skipped: npm cannot install packages here"
    exit 77
  fi
  cp package-lock.json node_modules/.installed
fi
HOWDUNIT="$howdunit" ROOT="$root" exec node --test --test-concurrency=1 .
