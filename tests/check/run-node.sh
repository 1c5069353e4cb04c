#!/bin/bash
# Runs files of node's own test runner, as many at once as there are processors: run-node.sh RESULT FILE… The reporter counts.
# LIMIT: seconds for all of them.
set -uo pipefail
result=$1
shift
limit=${LIMIT:-900}
mkdir -p "$(dirname "$result")"
rm -f "$result"
if [ ! -e "$1" ]; then
	echo "there is no $1"
	exit 1
fi

# By itself the runner leaves one processor alone.
P2C_RESULT=$result timeout "$limit" node --test --test-concurrency="$(nproc)" --test-reporter=./tests/check/reporter.mjs "$@" </dev/null
status=$?
if [ $status = 124 ]; then echo "not done within $limit s"; fi
# The runner failed although no test did, or nothing ran.
read -r passed failed skipped 2>/dev/null <"$result" || passed=0 failed=0 skipped=0
if [ "$failed" = 0 ] && { [ $status != 0 ] || [ "$passed" = 0 ]; }; then
	failed=1
	echo "$passed $failed $skipped" >"$result"
fi
[ "$failed" = 0 ]
