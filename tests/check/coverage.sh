#!/bin/bash
# Which lines and branches the tests reach, a room a row, against the bars of coverage.txt: coverage.sh BUILD.
# Counted are our own sources; a server that a test kills leaves no counts, so the truth is a little higher. The other branch of
# an assertion is not counted: it ends the program. Beside the short suites each act of tests/torture runs while questions to
# the database fail, one after the other: what the store, the domain and the handlers do then is half of their branches.
set -uo pipefail
folder=$1/coverage
bars=tests/check/coverage.txt
mkdir -p "$folder"

measure() {
	make -j"$(nproc)" NO_SETUP=1 BUILD="$folder" OPT="-O0 --coverage" LDFLAGS=--coverage programs >"$folder/build.log" 2>&1 ||
		{ tail -20 "$folder/build.log" && exit 1; }
	find "$folder" -name '*.gcda' -delete
	for suite in unit test-fault test-corpus test-http; do
		make -s NO_SETUP=1 BUILD="$folder" OPT="-O0 --coverage" LDFLAGS=--coverage $suite >"$folder/$suite.log" 2>&1 ||
			echo "$suite: not all passed, see $folder/$suite.log"
	done
	P2C=$folder/p2c P2C_KINDS=questions P2C_MOST=30 node --test tests/torture/torture.test.mjs >"$folder/questions.log" 2>&1 ||
		echo "questions that fail: not all passed, see $folder/questions.log"
	gcovr --root . --object-directory "$folder/obj" --filter 'server/|badges/|schedule/' --exclude-unreachable-branches \
		--exclude-branches-by-pattern '\s*assert\(.*' --gcov-ignore-parse-errors -j "$(nproc)" --json-summary "$folder/files.json" >/dev/null || exit 1
}

# A room is a folder; the program's own files are "server"; what must not be wrong at all is counted once more by itself.
# A row: room, lines and branches reached and in all.
rooms() {
	node -e '
		const CAREFUL = {
			"pledge-path": /domain\/(pledge|pledge_form|pledge_words|pledge_rules|pledge_history|hearing|hearing_compare|read_back)\.c|store\/(pledges|record)\.c/,
			pledges: /domain\/(pledge|tally|hearing|record|read_back)/,
			access: /domain\/(access|device|epoch|event_mark|personal_link)|store\/(access|device|seal|keyring)|http\/(guard|patience|throttle|sign_in|rate|peers)/,
			wire: /http\/wire/,
			writing: /store\/(writer|settler|tx|journal|chain|wal_vfs)/,
		};
		const rooms = new Map();
		for (const file of JSON.parse(require("fs").readFileSync(process.argv[1])).files) {
			const parts = file.filename.split("/");
			const room = parts[0] === "server" && parts.length > 2 ? parts[1] : parts[0];
			const careful = Object.keys(CAREFUL).filter((name) => CAREFUL[name].test(file.filename));
			for (const name of [room, "all", ...careful]) {
				const row = rooms.get(name) ?? [0, 0, 0, 0];
				[file.line_covered, file.line_total, file.branch_covered, file.branch_total].forEach((n, i) => { row[i] += n; });
				rooms.set(name, row);
			}
		}
		for (const [room, row] of [...rooms].sort()) console.log(room, ...row);' "$folder/files.json"
}

bar() { awk -v room="$1" -v column="$2" '$1 == room { print $column }' "$bars"; }

[ "${2:-}" = --again ] || measure
status=0
printf '%-11s %8s %8s   %s\n' room lines branches 'bars'
while read -r room lines all_lines branches all_branches; do
	line=$((lines * 1000 / all_lines)) branch=$((branches * 1000 / all_branches))
	least_line=$(bar "$room" 2) least_branch=$(bar "$room" 3) verdict=
	if [ -z "$least_line" ]; then
		verdict="HAS NO BAR" status=1
	elif [ $line -lt $((least_line * 10)) ] || [ $branch -lt $((least_branch * 10)) ]; then
		verdict="BELOW" status=1
	fi
	printf '%-11s %6d.%d %6d.%d   %s %s %s\n' "$room" $((line / 10)) $((line % 10)) $((branch / 10)) $((branch % 10)) \
		"${least_line:--}" "${least_branch:--}" "$verdict"
done < <(rooms)
exit $status
