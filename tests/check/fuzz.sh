#!/bin/bash
# Lets libFuzzer look for new inputs for a bounded time a target: fuzz.sh SECONDS BUILD. What breaks a target is kept as
# BUILD/found/X-…; what is new and interesting in BUILD/corpus/X.
set -uo pipefail
seconds=$1
build=$2
failed=0
mkdir -p "$build/found"
for program in "$build"/fuzzer/fuzz_*; do
	name=${program##*/fuzz_}
	mkdir -p "$build/corpus/$name"
	echo "== $name"
	"$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=0 \
		-artifact_prefix="$build/found/$name-" "$build/corpus/$name" "tests/fuzz/corpus/$name" 2>&1 </dev/null |
		tail -25 | grep -vE '^#[0-9]+.*(NEW|REDUCE|pulse)' || true
	[ "${PIPESTATUS[0]}" = 0 ] || failed=$((failed + 1))
done
[ "$failed" = 0 ] || { echo "$failed targets found something: $build/found"; exit 1; }
