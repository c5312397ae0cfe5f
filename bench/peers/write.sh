#!/usr/bin/env bash
# One signed POST, and hope.
set -euo pipefail
source "${BASH_SOURCE%/*}/ncp.sh"
write "$PLAN"
