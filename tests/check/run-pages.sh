#!/bin/bash
# Runs files of browser tests: run-pages.sh RESULT FILE… Chromium shares the processors with everything else, so a page may be slow
# once: a file that fails is told and looked at a second time, alone, and that counts.
set -uo pipefail
result=$1
shift
tests/check/run-node.sh "$result" "$@" && exit
read -r passed failed skipped <"$result"
mapfile -t again <"$result.failed"
for row in "${again[@]}"; do
	read -r was_passed was_failed was_skipped file <<<"$row"
	echo "A SECOND LOOK: $file"
	tests/check/run-node.sh "$result.again" "$file"
	read -r is_passed is_failed is_skipped <"$result.again"
	passed=$((passed - was_passed + is_passed)) failed=$((failed - was_failed + is_failed)) skipped=$((skipped - was_skipped + is_skipped))
done
rm -f "$result.again" "$result.again.failed"
echo "$passed $failed $skipped" >"$result"
[ "$failed" = 0 ]
