#!/bin/bash
# The house rules that a pattern can hold: words, headers, purposes, paths of one machine, what tests must not do.
# Not for calls and variables (symbols.sh reads those from the objects), lengths (budgets.sh) or the pages' style sheets
# (kiosk/build/styles.mjs, at every build).
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
failed=0

refuse() {
	printf '%s:\n  %s\n' "$1" "${2//$'\n'/$'\n'  }"
	failed=1
}

# files PATTERN… : names of our own files.
files() {
	local names=() pattern
	for pattern in "$@"; do names+=(-o -name "$pattern"); done
	find server badges schedule kiosk tests Makefile .ci README.md \( -name node_modules -o -name out \) -prune \
		-o -type f \( "${names[@]:1}" \) -print 2>/dev/null | grep -v '^tests/check/style\.sh$'
}

# ban WHY REGEXP FILE… ; the files come by name.
ban() {
	local why=$1 what=$2 found
	shift 2
	found=$(printf '%s\n' "$@" | xargs -d '\n' grep -nHP -- "$what") && refuse "$why" "$found"
}

mapfile -t c < <(files '*.c' '*.h' '*.def')
mapfile -t headers < <(files '*.h')
mapfile -t rules < <(printf '%s\n' "${c[@]}" | grep -E '^(server/(http|domain|live)|badges|schedule)/')
mapfile -t pages < <(files '*.ts' '*.tsx' | grep ^kiosk/)
mapfile -t scripts < <(files '*.mjs' '*.sh')
mapfile -t tests < <(files '*_test.c' '*.test.mjs' 'rig.*' 'fixture.h' 'tools.h')
mapfile -t written < <(files '*.c' '*.h' '*.def' '*.ts' '*.tsx' '*.mjs' '*.sh' '*.css' '*.sql' '*.mk' Makefile README.md run)
[ $((${#c[@]} + ${#pages[@]})) -gt 200 ] || refuse "this script is blind" "no sources were found"

ban 'unfinished work' '\b(TODO|FIXME|HACK|[Ss]tubs?|not implemented)\b|(?<![\w"-])XXX\b(?![-"])' "${written[@]}"
ban 'unfinished work' '\b[Pp]laceholder\b' "${c[@]}"
ban 'a struct is called struct' '\btypedef (struct|union|enum)\s+\w*\s*(\{|\w+;)' "${c[@]}"
ban 'a path of one machine' '(?<![\w.])/(work|home|root|Users)/[a-z]|/tmp/(?!p2c-[a-z]+-XXXXXX")[a-z]' "${written[@]}"
ban 'markup out of text' '\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write)\b|\beval\(|new Function\(' "${pages[@]}"
ban 'trailing space' '[ \t]+$' "${written[@]}"
ban 'carriage return' '\r$' "${written[@]}"
ban 'SQL outside the store' '"(SELECT|INSERT INTO|UPDATE|DELETE FROM) ' "${rules[@]}"
mapfile -t others < <(printf '%s\n' "${c[@]}" | grep -vE '^(tests/|server/store/db_sqlite_wal\.c)')
ban 'a checkpoint beside the one connection that writes' '_checkpoint_v2|wal_checkpoint\b' "${others[@]}"
mapfile -t rules < <(printf '%s\n' "${rules[@]}" | grep -v '^server/http/')
ban 'a log line below the edge' '#include "base/log.h"' "${rules[@]}"
ban 'a test that is not run' '\b(test|it|describe)\.(skip|only|todo)\b|\{ *(skip|only|todo):|\bskip\(\);(?! /\*)' "${tests[@]}" "${scripts[@]}"
# A bench and the chaos pace their load as people, devices and trouble do; any other test must never wait for time.
mapfile -t patient < <(printf '%s\n' "${tests[@]}" "${scripts[@]}" | grep -vE '^tests/(bench|chaos)/')
ban 'a test that sleeps' "\b(waitForTimeout|timers/promises)\b|await sleep\b|setTimeout\((resolve|r|done|ok)\b" "${patient[@]}"
ban 'a fixed port' "listen[\"', =]+[\w.]*:[1-9]\d{1,3}\b|\bport\b[\"']?[:=]\s*[1-9]" "${tests[@]}"

for header in "${headers[@]}"; do
	grep -qE '^#ifndef P2C_[A-Z0-9_]+_H$' "$header" || refuse "no include guard P2C_…_H" "$header"
done
for file in "${written[@]}"; do
	case $(head -n 2 "$file") in
	'/*'* | '//'* | '--'* | '# '* | '#!'*$'\n#'* | '#!'*$'\n//'* | '#!'*$'\n/*'*) ;;
	*) refuse "does not open with its purpose" "$file" ;;
	esac
	[ -z "$(tail -c 1 "$file")" ] || refuse "no newline at the end" "$file"
done

expected='.ci .clang-format .clang-tidy .editorconfig .gitignore LICENSE Makefile README.md SECURITY.md badges kiosk schedule server tests'
found=$(git ls-files --cached --others --exclude-standard 2>/dev/null | cut -d/ -f1 | LC_ALL=C sort -u | tr '\n' ' ')
[ -z "$found" ] || [ "${found% }" = "$expected" ] || refuse "the top level is not as agreed" "$found"
exit $failed
