#!/usr/bin/env bash
# Observe, write and verify signed beforehand and sent by one curl over one connection. Fast, but blind: it writes
# without having looked at what the first read said, so it does less than the others.
set -euo pipefail
source "${BASH_SOURCE%/*}/ncp.sh"
read_target="$base/usage-plans?offset=0&limit=100"
write_target="$base/disassociate-usage-plan"
arguments=()
add() {
  sign "$1" "$2"
  arguments+=(${arguments[@]:+--next} --silent --show-error --fail --cacert "$CA_FILE" --request "$1"
    --header "x-ncp-apigw-timestamp: $stamp" --header "x-ncp-iam-access-key: $ACCESS_KEY"
    --header "x-ncp-apigw-signature-v2: $signature" --header 'content-type: application/json'
    ${3:+--data "$3"} "$URL$2")
}
add GET "$read_target"
add POST "$write_target" "{\"usagePlanId\":\"$PLAN\"}"
add GET "$read_target"
curl "${arguments[@]}" | jq --exit-status --slurp --arg plan "$PLAN" \
  'map([.content[]?.usagePlanId]) | (first | index($plan)) != null and (last | index($plan)) == null' >/dev/null
