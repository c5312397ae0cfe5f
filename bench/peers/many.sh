#!/usr/bin/env bash
# Many stages side by side. Environment: STAGES and PLANS (with spaces between), PARALLEL.
set -euo pipefail
# shellcheck disable=SC2086
printf '%s\n' $STAGES | xargs -P "$PARALLEL" -I{} bash "${BASH_SOURCE%/*}/stage.sh" {} $PLANS
