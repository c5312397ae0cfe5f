#!/usr/bin/env bash
# release-draft.sh TAG FOLDER BUNDLE: makes the draft of a release out of what release-pack.sh wrote and the signed
# provenance, and says the digests of its assets as the step's output `sums`.
set -euo pipefail
tag=${1:?} folder=${2:?} bundle=${3:?}

# By this ending OpenSSF Scorecard and slsa-verifier know it; one attestation a line is what `gh --bundle` reads.
jq -c . "$bundle" >"$folder/action.tar.gz.intoto.jsonl"

assets=(action.tar.gz action.tar.gz.intoto.jsonl dist.sha256 sbom.cdx.json)
(cd "$folder" && sha256sum "${assets[@]}") >"$folder.sums"
gh release create "$tag" "${assets[@]/#/$folder/}" --draft --verify-tag --title "$tag" --notes-file "$folder/notes.md"
{
  echo 'sums<<END_OF_SUMS'
  cat "$folder.sums"
  echo END_OF_SUMS
} >>"$GITHUB_OUTPUT"
