#!/bin/bash
# Runs the files of suites out of one queue, the longest first, so that all processors are busy until the end:
#   run.sh RESULTS SUITE [NAME=value…] FILE… [-- SUITE …]
# A file is a process of its own, with LIMIT seconds: for node's test runner (X.test.mjs), a cmocka program (X_test), or a fuzz target
# that reads its corpus once (fuzz_X). A line says how it ended and how long it took; what failed is said whole, in one piece.
# RESULTS/SUITE becomes "passed failed skipped"; the last line adds them up. Pages of those suites that LOOK_AGAIN names share the
# processors with everything else and may be slow once: a file that fails is told, looked at a second time, alone, and that counts.
set -uo pipefail
results=$1
shift
mkdir -p "$results"
parts=$(mktemp -d)
export parts LIMIT=${LIMIT:-600}
LOOK_AGAIN=${LOOK_AGAIN:-test-browser test-day}
# Some files wait more than they work: half as many again as there are processors.
JOBS=${JOBS:-$(($(nproc) * 3 / 2))}
# ImageMagick's threads turn round waiting for each other, on processors that others want.
export OMP_NUM_THREADS=1
# The folders of C tests lie in memory where there is plenty (program.mjs does the same): disks that lose something are acted.
memory=/dev/shm
if [ -z "${TMPDIR:-}" ] && [ -w $memory ] && [ "$(df --output=avail -k $memory | tail -1)" -gt 1048576 ]; then export PLACE=$memory; fi
# The demonstration day is made by the first file that wants it, and copied by the others (server.mjs).
P2C_DAYS=$(mktemp -d -p "${PLACE:-${TMPDIR:-/tmp}}")
export P2C_DAYS
trap 'rm -rf "$parts" "$P2C_DAYS"' EXIT

# The number that cmocka prints behind a word such as PASSED.
count() { sed -n "s/^\[ *$1 *\] \([0-9]*\) test(s).*/\1/p" "$2" | tail -1 | grep . || echo 0; }

# Each leaves what was said in $part.log and "passed failed skipped" in $part.counts, and answers the status.
run_node() {
	P2C_RESULT=$part.counts timeout "$LIMIT" node --test --test-reporter=./tests/check/reporter.mjs "$1" >"$part.log" 2>&1 </dev/null
}

run_cmocka() {
	TMPDIR=${PLACE:-${TMPDIR:-/tmp}} timeout "$LIMIT" "$1" >"$part.log" 2>&1 </dev/null
	local status=$?
	echo "$(count PASSED "$part.log") $(count FAILED "$part.log") $(count SKIPPED "$part.log")" >"$part.counts"
	return $status
}

run_corpus() {
	timeout 10 "$1" tests/fuzz/corpus/"${1##*/fuzz_}"/* >"$part.log" 2>&1 </dev/null && echo "1 0 0" >"$part.counts"
}

one() { # SUITE NAME=value… FILE
	local suite=$1 file=${*: -1} verdict=ok part passed=0 failed=0 skipped=0 status start ms
	part=$parts/$suite.${file//\//_}
	[ $# = 2 ] || export "${@:2:$#-2}"
	start=$(date +%s%N)
	: >"$part.counts"
	case $file in
	*.test.mjs) run_node "$file" ;;
	*_test) run_cmocka "$file" ;;
	*) run_corpus "$file" ;;
	esac
	status=$? ms=$((($(date +%s%N) - start) / 1000000))
	read -r passed failed skipped <"$part.counts"
	# Crashed, timed out, reported by a sanitizer, did not build, or empty.
	if [ "${failed:-0}" = 0 ] && { [ $status != 0 ] || [ "${passed:-0}" = 0 ]; }; then
		failed=1
		echo "($file ended with status $status$([ $status = 124 ] && echo ", not within $LIMIT s"))" >>"$part.log"
	fi
	[ "$failed" = 0 ] || verdict=FAILED
	echo "${passed:=0} $failed ${skipped:=0} $ms $*" >"$part.counts"
	{
		if [ "$failed" != 0 ]; then cat "$part.log"; else grep '^skipped' "$part.log"; fi
		printf '%-6s %-46s %4d tests %7d ms\n' $verdict "${file#"${BUILD:-build}/"}" $((passed + failed)) $ms
	} >"$part.said"
	flock "$parts/printing" cat "$part.said"
}
export -f one count run_node run_cmocka run_corpus

# A job a line: its place in longest.txt, then what one() is called with.
jobs() {
	local suite='' env=() word
	for word in "$@" --; do
		case $word in
		--) suite='' env=() ;;
		*) if [ -z "$suite" ]; then suite=$word; elif [[ $word =~ ^[A-Z0-9_]+= ]]; then env+=("$word"); else
			echo "$(grep -nxF "${word#"${BUILD:-build}"/}" tests/check/longest.txt | cut -d: -f1 | grep . || echo 999) $suite ${env[*]} $word"
		fi ;;
		esac
	done | sort -snk1,1 | cut -d' ' -f2-
}

add_up() { cat "$parts/$1".*.counts 2>/dev/null | awk '{ p += $1; f += $2; s += $3; ms += $4 } END { print p + 0, f + 0, s + 0, ms + 0 }'; }

jobs "$@" >"$parts/jobs"
mapfile -t suites < <(printf '%s\n' -- "$@" | grep -xA1 -e -- | grep -vx -e --)
# shellcheck disable=SC2016
xargs -d '\n' -P "$JOBS" -I{} bash -c 'one $0' {} <"$parts/jobs"

again=()
for suite in $LOOK_AGAIN; do
	mapfile -t -O ${#again[@]} again < <(cat "$parts/$suite".*.counts 2>/dev/null | awk '$2' | cut -d' ' -f5-)
done
for job in "${again[@]}"; do
	echo "A SECOND LOOK: ${job##* }"
	# shellcheck disable=SC2086
	(one $job)
done

printf '\n'
passed=0 failed=0
for suite in "${suites[@]}"; do
	read -r p f s ms < <(add_up "$suite")
	# A suite of which nothing ran has failed.
	[ $((p + f)) != 0 ] || f=1
	echo "$p $f $s" >"$results/$suite"
	printf '%-14s %5d passed %3d failed %7d s%s\n' "$suite" "$p" "$f" $((ms / 1000)) "$([ "$s" = 0 ] || echo " ($s skipped)")"
	passed=$((passed + p)) failed=$((failed + f))
done
cat "$parts"/*.counts | awk '{ printf "%d %s %s\n", $4, $5, $NF }' | sort -rn >"$results/milliseconds"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
