#!/bin/bash
# Gives each fuzz target its corpus once: replay.sh RESULT PROGRAM… A target is one test; fuzz_X reads tests/fuzz/corpus/X.
set -uo pipefail
result=$1
shift
mkdir -p "$(dirname "$result")"
passed=0 failed=0
for program in "$@"; do
	name=${program##*/fuzz_}
	if timeout 10 "$program" tests/fuzz/corpus/"$name"/*; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED $name"
	fi
done
echo "$passed $failed 0" >"$result"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
