#!/usr/bin/env bash
# Observe, write, verify: three runs of openssl and curl, jq to read.
set -euo pipefail
source "${BASH_SOURCE%/*}/ncp.sh"
has_plan "$PLAN" || exit 2
write "$PLAN"
if has_plan "$PLAN"; then exit 1; fi
