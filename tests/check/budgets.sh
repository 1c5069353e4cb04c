#!/bin/bash
# How long functions and files are. Printed always; above the budget it fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
median_most=15 p90_most=45 function_most=80 file_most=600
failed=0

# Lines "length file function".
functions() {
	ctags -x --languages=C --kinds-C=f --_xformat='%{line} %{end} %F %N' -R "$@" --exclude=node_modules |
		awk '{ print $2 - $1 + 1, $3, $4 }' | sort -n
}

functions server badges schedule | awk -v median_most=$median_most -v p90_most=$p90_most -v most=$function_most '
	{ len[NR] = $1; if ($1 > most) { print $2 ": " $3 " is " $1 " lines long"; bad = 1 } }
	END {
		median = len[int((NR + 1) / 2)]; p90 = len[int(NR * 0.9)]
		printf "%d functions: median %d lines (at most %d), p90 %d (%d), longest %d (%d)\n",
			NR, median, median_most, p90, p90_most, len[NR], most
		exit bad || NR < 100 || median > median_most || p90 > p90_most
	}' || failed=1
functions tests | awk -v most=$function_most '
	$1 > most { print $2 ": " $3 " is " $1 " lines long"; bad = 1 }
	END { exit bad }' || failed=1

find server badges schedule kiosk tests \( -name node_modules -o -name out \) -prune -o -type f \
	-regex '.*\.\(c\|h\|ts\|tsx\|mjs\|css\|sh\|sql\|mk\)' -print0 | xargs -0 wc -l | awk -v most=$file_most '
	$2 == "total" { next }
	{ n++ }
	$1 > most { print $2 " is " $1 " lines long, at most " most; bad = 1 }
	END { printf "%d files of at most %d lines\n", n, most; exit bad }' || failed=1
exit $failed
