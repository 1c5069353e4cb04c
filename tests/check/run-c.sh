#!/bin/bash
# Runs cmocka programs from the top of the tree, a line each, and the whole output of those that fail:
# run-c.sh RESULT PROGRAM…
set -uo pipefail
result=$1
shift
limit=300
mkdir -p "$(dirname "$result")"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# The number that cmocka prints behind a word such as PASSED.
count() { sed -n "s/^\[ *$1 *\] \([0-9]*\) test(s).*/\1/p" "$log" | tail -1 | grep . || echo 0; }

passed=0 failed=0 skipped=0
for program in "$@"; do
	start=$(date +%s%N)
	timeout $limit "$program" >"$log" 2>&1 </dev/null
	status=$?
	p=$(count PASSED) f=$(count FAILED) s=$(count SKIPPED)
	# Crashed, timed out, reported by a sanitizer, or empty.
	if [ $status != 0 ] && [ "$f" = 0 ]; then f=1; fi
	if [ $status = 0 ] && [ "$p" = 0 ]; then f=1; fi
	printf '%s %-42s %3d tests %6d ms\n' "$([ "$f" = 0 ] && echo 'ok    ' || echo FAILED)" "${program#*/tests/}" \
		$((p + f)) $((($(date +%s%N) - start) / 1000000))
	if [ "$f" != 0 ]; then
		cat "$log"
		echo "($program ended with status $status)"
	fi
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
echo "$passed $failed $skipped" >"$result"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
