#!/bin/bash
# Runs suites one after another, whatever happens in each, and ends with the line that counts:
# test.sh RESULTS make … -- SUITE…
set -uo pipefail
results=$1
shift
make=()
while [ "$1" != -- ]; do make+=("$1") && shift; done
shift

rm -rf "$results"
mkdir -p "$results"
"${make[@]}" --no-print-directory -j"$(nproc)" -k programs >"$results/build.log" 2>&1 || grep -v '^  ' "$results/build.log"
for suite in "$@"; do
	printf '\n== %s\n' "$suite"
	"${make[@]}" --no-print-directory "$suite" || true
	# A suite that did not get as far as running has failed.
	[ -s "$results/$suite" ] || echo "0 1 0" >"$results/$suite"
done

printf '\n'
passed=0 failed=0
for suite in "$@"; do
	read -r p f s <"$results/$suite"
	printf '%-14s %5d passed %3d failed%s\n' "$suite" "$p" "$f" "$([ "$s" = 0 ] || echo " ($s skipped)")"
	passed=$((passed + p)) failed=$((failed + f))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
