#!/bin/bash
# Seeded faults. Each patch of tests/mutants takes one safety mechanism out of a copy of the sources; the test that the
# patch names must then go red. A fault that nobody notices is a test that is missing.
#   mutants.sh BUILD [NAME…]   all, or these: applies, builds, runs; fails when one survives
#   mutants.sh --look          only: does each patch still apply, and is the test it names there?
# A patch begins with two lines: "Breaks: what no longer holds" and "Caught-by: SUITE FILE" (SUITE: unit, fault, http, web, chaos).
set -uo pipefail
limit=90 # seconds a test may take; one that hangs is red, too

words() { sed -n "s/^$1: //p" "tests/mutants/$2.patch"; }

file_of() { # SUITE FILE
	case $1 in
	unit) echo "tests/unit/$2_test.c" ;;
	fault) echo "tests/fault/$2_test.c" ;;
	http | web | chaos) echo "tests/$1/$2.test.mjs" ;;
	esac
}

look() { # NAME
	local suite file
	read -r suite file <<<"$(words Caught-by "$1")"
	[ -n "$(words Breaks "$1")" ] || { echo "$1: does not say what it breaks" && return 1; }
	[ -f "$(file_of "$suite" "$file")" ] || { echo "$1: there is no test \"$suite $file\"" && return 1; }
	git apply --check "tests/mutants/$1.patch" 2>&1 || { echo "$1: does not apply any more: write it anew" && return 1; }
}

# Only what differs is copied, and is newer then than what was built from it: also after a run that was cut short.
copy_tree() { # DIR
	find Makefile server kiosk badges schedule tests \( -name node_modules -o -name out \) -prune -o -type f -print |
		while read -r file; do cmp -s "$file" "$1/$file" || { mkdir -p "$1/$(dirname "$file")" && cp "$file" "$1/$file"; }; done
	for room in kiosk tests; do ln -sfn "$PWD/$room/node_modules" "$1/$room/node_modules"; done
}

build() { # SUITE FILE, in the copy
	local target=build/p2c
	case $1 in unit | fault) target=build/tests/$1/$2_test ;; esac
	make -s -j"$(nproc)" NO_SETUP=1 BUILD=build "$target" >build.log 2>&1
}

run() { # SUITE FILE, in the copy
	case $1 in
	unit | fault) timeout $limit "build/tests/$1/$2_test" ;;
	*) P2C=$PWD/build/p2c timeout $limit node --test "$(file_of "$1" "$2")" ;;
	esac >run.log 2>&1 </dev/null
}

if [ "$1" = --look ]; then
	status=0
	for patch in tests/mutants/*.patch; do look "$(basename "$patch" .patch)" || status=1; done
	exit $status
fi

copy=$1/mutants
shift
source=$PWD
if [ $# = 0 ]; then
	for patch in tests/mutants/*.patch; do set -- "$@" "$(basename "$patch" .patch)"; done
fi
copy_tree "$copy" || exit 1
cd "$copy" || exit 1

declare -A sound
is_sound() { # SUITE FILE: green without a fault? Asked once.
	if [ -z "${sound[$*]:-}" ]; then
		if build "$@" && run "$@"; then sound[$*]=yes; else sound[$*]=no; fi
	fi
	[ "${sound[$*]}" = yes ]
}

caught=0 survived=() useless=()
for name in "$@"; do
	read -r suite file <<<"$(words Caught-by "$name")"
	patch=$source/tests/mutants/$name.patch
	start=$SECONDS
	if ! is_sound "$suite" "$file"; then
		verdict="$suite $file IS RED WITHOUT IT"
		useless+=("$name")
	elif ! patch -s -p1 --no-backup-if-mismatch <"$patch" >build.log 2>&1 || ! build "$suite" "$file"; then
		verdict="DOES NOT BUILD: $(grep -m1 -E 'error|FAILED' build.log)"
		useless+=("$name")
	elif run "$suite" "$file"; then
		verdict="SURVIVED $suite $file"
		survived+=("$name")
	else
		verdict="caught by $suite $file"
		caught=$((caught + 1))
	fi
	# Copied back and touched, so that what was built from the fault is built again.
	sed -n 's,^+++ b/,,p' "$patch" | while read -r changed; do cp "$source/$changed" "$changed" && touch "$changed"; done
	printf '%-34s %s (%d s)\n' "$name" "$verdict" $((SECONDS - start))
done
printf '%d caught, %d survived, %d could not be tried\n' "$caught" ${#survived[@]} ${#useless[@]}
[ ${#survived[@]} = 0 ] && [ ${#useless[@]} = 0 ]
