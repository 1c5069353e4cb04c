#!/bin/bash
# Runs files of node's own test runner: run-node.sh RESULT FILE… The reporter counts.
set -uo pipefail
result=$1
shift
limit=600
mkdir -p "$(dirname "$result")"
rm -f "$result"
if [ ! -e "$1" ]; then
	echo "there is no $1"
	exit 1
fi

P2C_RESULT=$result timeout $limit node --test --test-reporter=./tests/check/reporter.mjs "$@" </dev/null
status=$?
if [ $status = 124 ]; then echo "not done within $limit s"; fi
# The runner failed although no test did, or nothing ran.
read -r passed failed skipped <"$result" 2>/dev/null || passed=0 failed=0 skipped=0
if [ "$failed" = 0 ] && { [ $status != 0 ] || [ "$passed" = 0 ]; }; then failed=1; fi
echo "$passed $failed $skipped" >"$result"
[ "$failed" = 0 ]
