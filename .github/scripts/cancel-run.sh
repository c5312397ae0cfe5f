#!/usr/bin/env bash
# cancel-run.sh WORKFLOW REF MARK STEP JOB…: starts a workflow, cancels it by the API once every job is at STEP, and looks
# whether the plans are back. MARK is in the run's name.
set -euo pipefail
workflow=${1:?} ref=${2:?} mark=${3:?} step=${4:?}
shift 4
PAUSE=${PAUSE:-5}

fail() { printf 'cancel-run: %s\n' "$1" >&2; exit 1; }

gh workflow run "$workflow" --ref "$ref" --field "mark=$mark"
run=
for _ in $(seq 60); do
  run=$(gh api "repos/$GH_REPO/actions/workflows/$workflow/runs?per_page=20" --jq '.workflow_runs[] | "\(.id) \(.display_title)"' |
    awk -v mark="$mark" 'index($0, mark) { print $1; exit }')
  [ -z "$run" ] || break
  sleep "$PAUSE"
done
[ -n "$run" ] || fail "the run does not show"

jobs="repos/$GH_REPO/actions/runs/$run/jobs?per_page=100"
waiting=0
for _ in $(seq 120); do
  waiting=$(gh api "$jobs" --jq ".jobs[].steps[] | select(.name == \"$step\" and .status == \"in_progress\") | .name" | wc -l)
  [ "$waiting" -lt $# ] || break
  sleep "$PAUSE"
done
[ "$waiting" -ge $# ] || fail "only $waiting of $# jobs came to “$step”"

gh api --method POST --silent "repos/$GH_REPO/actions/runs/$run/cancel"
for _ in $(seq 60); do
  status=$(gh api "repos/$GH_REPO/actions/runs/$run" --jq .status)
  [ "$status" != completed ] || break
  sleep "$PAUSE"
done
[ "$status" = completed ] || fail "the run does not end"
"$(dirname "$0")/rolled-back.sh" "$run" 1 "off on" "$@"
