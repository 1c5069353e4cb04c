#!/bin/bash
# Lets libFuzzer look for new inputs for a bounded time a target: fuzz.sh SECONDS BUILD. What breaks a target is kept as
# BUILD/found/X-… and belongs, made small, into tests/fuzz/corpus/X; what is merely new stays in BUILD/corpus/X.
set -uo pipefail
seconds=$1
build=$2
failed=0
mkdir -p "$build/found"
for program in "$build"/fuzzer/fuzz_*; do
	name=${program##*/fuzz_}
	log=$build/found/$name.log
	mkdir -p "$build/corpus/$name"
	if "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -artifact_prefix="$build/found/$name-" \
		"$build/corpus/$name" "tests/fuzz/corpus/$name" >"$log" 2>&1 </dev/null; then
		printf 'ok     %-12s %s\n' "$name" "$(grep '^Done' "$log")"
	else
		printf 'FAILED %-12s %s\n' "$name" "$log"
		grep -vE '^#[0-9]+.*(NEW|REDUCE|pulse|RELOAD)' "$log" | tail -40
		failed=$((failed + 1))
	fi
done
[ "$failed" = 0 ]
