#!/bin/bash
# Runs files of browser tests: run-pages.sh RESULT FILE… Chromium shares the processors with everything else, so a page may be slow
# once: a file that fails is told and looked at a second time, alone, and that counts.
set -uo pipefail
result=$1
shift
LIMIT=1500 tests/check/run-node.sh "$result" "$@" && exit
{
	read -r passed failed skipped
	mapfile -t again
} <"$result"
for row in "${again[@]}"; do
	read -r was_passed was_failed was_skipped file <<<"$row"
	echo "A SECOND LOOK: $file"
	tests/check/run-node.sh "$result.file" "$file"
	read -r is_passed is_failed is_skipped <"$result.file"
	passed=$((passed - was_passed + is_passed)) failed=$((failed - was_failed + is_failed)) skipped=$((skipped - was_skipped + is_skipped))
done
rm -f "$result.file"
echo "$passed $failed $skipped" >"$result"
[ "$failed" = 0 ]
