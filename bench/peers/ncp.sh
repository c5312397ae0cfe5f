# What the bash peers share: one signed request with openssl and curl, the way NCP's own guide does it.
# Environment: URL, ACCESS_KEY, SECRET_KEY, PRODUCT, API, STAGE, CA_FILE. To be sourced.

base=/api/v1/products/$PRODUCT/apis/$API/stages/$STAGE

# sign METHOD TARGET: sets `stamp` and `signature`.
sign() {
  stamp=${EPOCHREALTIME/./}
  stamp=${stamp:0:13}
  signature=$(printf '%s %s\n%s\n%s' "$1" "$2" "$stamp" "$ACCESS_KEY" | openssl dgst -sha256 -hmac "$SECRET_KEY" -binary | openssl base64)
}

# request METHOD TARGET [BODY]: prints the reply; fails for any status over 399.
request() {
  sign "$1" "$2"
  curl --silent --show-error --fail --cacert "$CA_FILE" --request "$1" \
    --header "x-ncp-apigw-timestamp: $stamp" --header "x-ncp-iam-access-key: $ACCESS_KEY" \
    --header "x-ncp-apigw-signature-v2: $signature" --header 'content-type: application/json' \
    ${3:+--data "$3"} "$URL$2"
}

# has_plan ID: whether the stage has the plan, by a read.
has_plan() {
  request GET "$base/usage-plans?offset=0&limit=100" | jq --exit-status --arg plan "$1" 'any(.content[]; .usagePlanId == $plan)' >/dev/null
}

write() {
  request POST "$base/disassociate-usage-plan" "{\"usagePlanId\":\"$1\"}"
}
