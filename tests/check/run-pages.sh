#!/bin/bash
# Runs files of browser tests, one after the other: run-pages.sh RESULT FILE… Chromium shares two CPUs with everything else, so a
# page may be slow once: a file that fails is told and looked at a second time, and that counts.
set -uo pipefail
result=$1
shift
rm -f "$result"
sum_passed=0 sum_failed=0 sum_skipped=0
for file in "$@"; do
	if ! tests/check/run-node.sh "$result.file" "$file"; then
		echo "A SECOND LOOK: $file"
		tests/check/run-node.sh "$result.file" "$file"
	fi
	read -r passed failed skipped <"$result.file"
	sum_passed=$((sum_passed + passed)) sum_failed=$((sum_failed + failed)) sum_skipped=$((sum_skipped + skipped))
done
rm -f "$result.file"
echo "$sum_passed $sum_failed $sum_skipped" >"$result"
[ "$sum_failed" = 0 ]
