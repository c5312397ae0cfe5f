#!/usr/bin/env bash
# One stage of many: observe, write plan by plan (arguments), verify.
set -euo pipefail
STAGE=$1
shift
source "${BASH_SOURCE%/*}/ncp.sh"
read_plans() { request GET "$base/usage-plans?offset=0&limit=100" | jq --raw-output '.content[].usagePlanId'; }
before=$(read_plans)
for plan in "$@"; do
  [[ $'\n'$before$'\n' == *$'\n'"$plan"$'\n'* ]] || exit 2
  write "$plan"
done
after=$(read_plans)
for plan in "$@"; do
  if [[ $'\n'$after$'\n' == *$'\n'"$plan"$'\n'* ]]; then exit 1; fi
done
