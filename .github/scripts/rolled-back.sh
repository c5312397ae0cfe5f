#!/usr/bin/env bash
# rolled-back.sh RUN ATTEMPT EXPECTED JOB…: reads the logs of jobs of a run, and is red unless in each of them the witness
# saw the plan off and then, after the action's post step, back (EXPECTED `off on`), or never off (`on on`).
set -euo pipefail
run=${1:?} attempt=${2:?} expected=${3:?}
shift 3

jobs=$(gh api --paginate "repos/$GH_REPO/actions/runs/$run/attempts/$attempt/jobs?per_page=100" --jq '.jobs[] | "\(.id) \(.name)"')
red=0
for job in "$@"; do
  id=$(awk -v name="$job" '{ id = $1; sub(/^[0-9]+ /, "") } $0 == name { print id; exit }' <<<"$jobs")
  if [ -z "$id" ]; then
    printf '%s: there is no such job\n' "$job"
    red=1
    continue
  fi
  # Written by .github/actions/witness alone: at the beginning of a line, behind the time.
  seen=$(gh api "repos/$GH_REPO/actions/jobs/$id/logs" | sed -nE 's/^[0-9TZ:.-]+ WITNESS (on|off)\r?$/\1/p' | paste -sd ' ' -)
  printf '%s: %s\n' "$job" "${seen:-nothing seen}"
  [ "$seen" = "$expected" ] || red=1
done
exit "$red"
