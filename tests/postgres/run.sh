#!/bin/sh
# Usage: run.sh HOWDUNIT_TESTS
# Starts a PostgreSQL of its own, without a port, in a folder that is gone at the end, and runs the
# tests tagged [postgres] against it. Exits with 77, which CTest calls skipped, where it is missing.
set -eu
tests=$1
for bin in /usr/lib/postgresql/*/bin "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
  [ ! -x "$bin/initdb" ] || [ ! -x "$bin/pg_ctl" ] || found=$bin
done
if [ -z "${found:-}" ]; then
  echo "skipped: PostgreSQL is not installed (apt-get install postgresql)"
  exit 77
fi
# It does not run as root.
as=
if [ "$(id -u)" = 0 ]; then
  owner=nobody
  ! id postgres >/dev/null 2>&1 || owner=postgres
  if ! command -v runuser >/dev/null 2>&1; then
    echo "skipped: PostgreSQL does not run as root, and there is no runuser"
    exit 77
  fi
  as="runuser -u $owner --"
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/howdunit-postgres-XXXXXX")
[ -z "$as" ] || chown "$owner" "$folder"
# shellcheck disable=SC2086  # $as is words, or nothing
stop() {
  (cd / && $as "$found/pg_ctl" -D "$folder/data" -s -m immediate stop) 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' INT TERM
# Sorted as people do, so that a text that is not compared byte by byte is noticed. A password is
# asked of one user only.
# shellcheck disable=SC2086
(cd / && umask 077 &&
  $as "$found/initdb" -D "$folder/data" -U howdunit -A trust -E UTF8 --locale=C.UTF-8 \
    --locale-provider=icu --icu-locale=en-US --no-sync >/dev/null)
{ echo "local all suspect scram-sha-256"; echo "local all all trust"; } >"$folder/data/pg_hba.conf"
# shellcheck disable=SC2086
(cd / && $as "$found/pg_ctl" -D "$folder/data" -s -w -l "$folder/log" \
  -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off" start)
HOWDUNIT_TEST_POSTGRES="postgresql://howdunit@$(printf %s "$folder" | sed 's|/|%2F|g')" \
  "$tests" "[postgres]"
