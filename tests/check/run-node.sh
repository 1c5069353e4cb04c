#!/bin/bash
# Runs files of node's own test runner, as many at once as there are processors, each in a process of its own with LIMIT seconds:
# run-node.sh RESULT FILE… The reporter counts; RESULT.failed names the files that failed, with their counts before the name.
set -uo pipefail
result=$1
shift
mkdir -p "$(dirname "$result")"
rm -f "$result" "$result.failed"
if [ ! -e "$1" ]; then
	echo "there is no $1"
	exit 1
fi
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT
export parts LIMIT=${LIMIT:-600}

# One file; what it said is printed when it is over, in one piece.
one() {
	local file=$1 part=$parts/${1//\//_} passed=0 failed=0 skipped=0 status
	P2C_RESULT=$part.counts timeout "$LIMIT" node --test --test-reporter=./tests/check/reporter.mjs "$file" >"$part.log" 2>&1 </dev/null
	status=$?
	[ -s "$part.counts" ] && read -r passed failed skipped <"$part.counts"
	# The runner failed although no test did, or nothing ran.
	if [ "$failed" = 0 ] && { [ $status != 0 ] || [ "$passed" = 0 ]; }; then
		failed=1
		echo "FAILED $file: status $status$([ $status = 124 ] && echo ", not done within $LIMIT s")" >>"$part.log"
	fi
	echo "$passed $failed $skipped $file" >"$part.counts"
	flock "$parts/printing" cat "$part.log"
}
export -f one
# shellcheck disable=SC2016
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" bash -c 'one "$0"'

cat "$parts"/*.counts | awk '$2' >"$result.failed"
cat "$parts"/*.counts | awk '{ p += $1; f += $2; s += $3 } END { print p, f, s }' >"$result"
read -r passed failed _ <"$result"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
