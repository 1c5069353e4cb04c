#!/bin/bash
# Runs files of node's own test runner and counts what they say: run-node.sh RESULT FILE…
set -uo pipefail
result=$1
shift
limit=600
mkdir -p "$(dirname "$result")"
if [ ! -e "$1" ]; then
	echo "there is no $1"
	exit 1
fi

tap=$(mktemp)
trap 'rm -f "$tap"' EXIT
timeout $limit node --test --test-reporter=spec --test-reporter-destination=stdout \
	--test-reporter=tap --test-reporter-destination="$tap" "$@" </dev/null
status=$?

count() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$tap" | tail -1 | grep . || echo 0; }
passed=$(count pass) failed=$(($(count fail) + $(count cancelled))) skipped=$(($(count skipped) + $(count todo)))
if [ $status != 0 ] && [ $failed = 0 ]; then
	echo "node ended with status $status"
	failed=1
fi
if [ $status = 0 ] && [ "$passed" = 0 ]; then failed=1; fi
echo "$passed $failed $skipped" >"$result"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
