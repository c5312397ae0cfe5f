#!/usr/bin/env bash
# take-dist.sh FROM TO: copies a built dist/ and docs/bundle.md out of an artifact into a checkout.
#
# What is in FROM was made by a job that ran foreign code. So nothing of it is run, nothing is followed, and nothing gets
# through but regular files with the names that a build writes: no `.git/config`, no workflow, no link.
set -euo pipefail
from=${1:?} to=${2:?}
MAX_KB=8192

fail() { printf 'take-dist: %s\n' "$1" >&2; exit 1; }

[ -d "$from" ] && [ ! -L "$from" ] || fail "no folder: $from"
[ "$(du -sk "$from" | cut -f1)" -le "$MAX_KB" ] || fail "more than $MAX_KB KB"

files=()
while IFS= read -r -d '' name; do
  if [ -L "$from/$name" ]; then fail "a link: $(printf %q "$name")"; fi
  if [[ $name == dist || $name == docs ]]; then
    [ -d "$from/$name" ] || fail "not a folder: $name"
  elif [[ $name =~ ^dist/((index|post|program|[0-9]{1,6}\.program)\.js|licenses\.txt|package\.json)$ || $name == docs/bundle.md ]]; then
    [ -f "$from/$name" ] || fail "not a file: $name"
    files+=("$name")
  else
    fail "not of a build: $(printf %q "$name")"
  fi
done < <(cd "$from" && find . -mindepth 1 -printf '%P\0')

for name in dist/index.js dist/post.js docs/bundle.md; do
  [ -f "$from/$name" ] || fail "missing: $name"
done

rm -rf "${to:?}/dist"
mkdir "$to/dist"
for name in "${files[@]}"; do
  rm -f "$to/$name"
  install -m 644 "$from/$name" "$to/$name"
done
printf 'Took %s files.\n' "${#files[@]}"
