#!/bin/sh
# Usage: mkdocs_check.sh HOWDUNIT FOLDER
# Builds a site of every sample's documents with `mkdocs build --strict`. Exits with 77, which CTest
# calls skipped, without MkDocs and its material theme.
set -eu
howdunit=$1
folder=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdocs=
for candidate in /usr/bin/mkdocs mkdocs; do
  command -v "$candidate" >/dev/null 2>&1 && mkdocs=$candidate && break
done
if [ -z "$mkdocs" ] || [ ! -d /usr/share/doc/mkdocs-material ]; then
  echo "skipped: mkdocs and mkdocs-material are not installed"
  exit 77
fi
rm -rf "$folder"
mkdir -p "$folder/docs"
for sample in "$root"/samples/*/; do
  name=$(basename "$sample")
  "$howdunit" -q analyze "$sample" -o "$folder/$name" --format md --front-matter \
    --template howie.md --template runbook.md --template ticket.md || [ $? = 3 ]
  mkdir -p "$folder/docs/$name"
  mv "$folder/$name"/*.md "$folder/docs/$name"
done
echo '# Reviews' >"$folder/docs/index.md"
cat >"$folder/mkdocs.yml" <<'END'
site_name: Reviews
theme:
  name: material
  font: false
plugins:
  - tags
markdown_extensions:
  - tables
  - admonition
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
END
cd "$folder"
"$mkdocs" build --strict --quiet
pages=$(find site -name index.html | wc -l)
[ "$pages" -gt 30 ] || { echo "only $pages pages were built"; exit 1; }
echo "$pages pages"
