#!/usr/bin/env bash
# release-pack.sh TAG REPOSITORY COMMIT OUT: the files of a release, from a checkout alone: no package is installed.
#
#   action.tar.gz   what a runner runs
#   dist.sha256     digests of the same, file by file: for a checkout
#   sbom.cdx.json   CycloneDX: the packages whose code is in dist/
#   notes.md        the changelog's section, and how to pin
set -euo pipefail
tag=${1:?} repository=${2:?} commit=${3:?} out=${4:?}
mkdir "$out"

tar --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --mtime=@0 -cf - action.yml dist LICENSE |
  gzip -9n >"$out/action.tar.gz"
sha256sum action.yml LICENSE dist/* >"$out/dist.sha256"

# dist/licenses.txt is written by the build: `name version` of each package of which code got in.
jq -Rn '[inputs | capture("^(?<name>(@[a-z0-9._-]+/)?[a-z0-9._-]+) (?<version>[0-9]+\\.[0-9]+\\.[0-9]+\\S*)$")]' \
  dist/licenses.txt >"$out/packages.json"
# Not with `--omit dev`: npm then leaves out what a tool needs as well (tunnel).
npm sbom --package-lock-only --sbom-format cyclonedx |
  jq --slurpfile packages "$out/packages.json" --slurpfile manifest package.json '
    [$packages[0][] | "\(.name)@\(.version)"] as $kept
    | .components |= map(select("\(.name)@\(.version)" as $it | $kept | index($it)))
    | ($kept - [.components[] | "\(.name)@\(.version)"]) as $lost
    | if ($kept | length) == 0 or ($lost | length) > 0 then error("not in the lock file: \($lost)") else . end
    | ([.components[]."bom-ref"] + [.metadata.component."bom-ref"]) as $refs
    | .dependencies |= map(select(.ref as $it | $refs | index($it)) | .dependsOn |= map(select(. as $it | $refs | index($it))))
    | .metadata.component.name = $manifest[0].name
    | .metadata.component.type = "application"
    # Two runs are alike.
    | del(.serialNumber, .metadata.timestamp)' >"$out/sbom.cdx.json"
rm "$out/packages.json"

{
  # The section of this version, up to the next one.
  awk -v head="## [${tag#v}]" 'index($0, "## ") == 1 { on = index($0, head) == 1; next } on' CHANGELOG.md
  # shellcheck disable=SC2016 # backticks of Markdown
  printf '\nPin it by its commit: `uses: %s@%s # %s`\n' "$repository" "$commit" "$tag"
  printf '\nHow to check what you pin: SECURITY.md, "Check a release".\n'
} >"$out/notes.md"
