#!/bin/bash
# Runs cmocka programs from the top of the tree, as many at once as there are processors, a line each, and the whole output of
# those that fail: run-c.sh RESULT PROGRAM…
set -uo pipefail
result=$1
shift
mkdir -p "$(dirname "$result")"
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT
export parts LIMIT=${LIMIT:-300}

# The number that cmocka prints behind a word such as PASSED.
count() { sed -n "s/^\[ *$1 *\] \([0-9]*\) test(s).*/\1/p" "$2" | tail -1 | grep . || echo 0; }

one() {
	local program=$1 log=$parts/${1//\//_}.log start status p f s
	start=$(date +%s%N)
	timeout "$LIMIT" "$program" >"$log" 2>&1 </dev/null
	status=$?
	p=$(count PASSED "$log") f=$(count FAILED "$log") s=$(count SKIPPED "$log")
	# Crashed, timed out, reported by a sanitizer, or empty.
	if [ $status != 0 ] && [ "$f" = 0 ]; then f=1; fi
	if [ $status = 0 ] && [ "$p" = 0 ]; then f=1; fi
	echo "$p $f $s" >"$log.counts"
	{
		printf '%s %-42s %3d tests %6d ms\n' "$([ "$f" = 0 ] && echo 'ok    ' || echo FAILED)" "${program#*/tests/}" \
			$((p + f)) $((($(date +%s%N) - start) / 1000000))
		if [ "$f" != 0 ]; then
			cat "$log"
			echo "($program ended with status $status)"
		fi
	} >"$log.said"
	flock "$parts/printing" cat "$log.said"
}
export -f one count
# shellcheck disable=SC2016
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" bash -c 'one "$0"'

cat "$parts"/*.counts | awk '{ p += $1; f += $2; s += $3 } END { print p, f, s }' >"$result"
read -r passed failed _ <"$result"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
