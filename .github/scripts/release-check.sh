#!/usr/bin/env bash
# release-check.sh TAG COMMIT: red unless the tag may become a release.
set -euo pipefail
tag=${1:?} commit=${2:?}

fail() { printf 'release-check: %s\n' "$1" >&2; exit 1; }

# No `v1`, no `v1.2`: a tag that moves would change what runs in the workflows of others without their doing.
[[ $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "a tag is vX.Y.Z: $tag"
version=$(jq -er .version package.json)
[ "$tag" = "v$version" ] || fail "the tag is $tag, package.json says $version"
grep -qF "## [$version] - " CHANGELOG.md || fail "CHANGELOG.md has no section [$version] with a date"
git merge-base --is-ancestor "$commit" origin/main || fail "$commit is not on main"
printf '%s is ready.\n' "$tag"
