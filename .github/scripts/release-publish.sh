#!/usr/bin/env bash
# release-publish.sh TAG SUMS: publishes a draft, if its assets are still those that were attested, and looks whether it
# can no longer be changed. SUMS: lines of sha256sum, one for each asset.
set -euo pipefail
tag=${1:?} sums=${2:?}

fail() { printf 'release-publish: %s\n' "$1" >&2; exit 1; }

assets=$(mktemp -d)
trap 'rm -rf "$assets"' EXIT
gh release download "$tag" --dir "$assets"
(cd "$assets" && sha256sum --strict --check) <<<"$sums" || fail "the draft's assets are not those that were attested"
[ "$(find "$assets" -mindepth 1 | wc -l)" -eq "$(wc -l <<<"$sums")" ] || fail "the draft has other assets as well"

gh release edit "$tag" --draft=false --latest
immutable=$(gh release view "$tag" --json isImmutable --jq .isImmutable)
[ "$immutable" = true ] ||
  fail "it is published, but not immutable: switch that on under Settings > General > Releases, and release the next version"
