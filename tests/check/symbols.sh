#!/bin/bash
# What the objects say: no call that we do not make, no variable that outlives a request; and what the program says: the compiler
# and the linker guard it. symbols.sh OBJECTS_FOLDER PROGRAM
# Read from the compiled code, where neither a comment nor a macro can mislead.
set -euo pipefail

guarded() { # WHAT PATTERN: is it in what readelf says of the program?
	grep -qE "$2" <<<"$said" || { echo "the program is not guarded: $1"; return 1; }
}
said=$(readelf -hlsdW "$2")
guarded 'its place in memory is known (PIE)' 'FLAGS_1.*PIE'
guarded 'its tables can be written (RELRO)' '^ *GNU_RELRO'
guarded 'its tables can be written (BIND_NOW)' 'BIND_NOW'
guarded 'its stack can be run' '^ *GNU_STACK .* RW +0x'
guarded 'a stack that was overwritten is used (-fstack-protector-strong)' '__stack_chk_fail'
guarded 'no call knows how large a buffer is (_FORTIFY_SOURCE)' '__(memcpy|snprintf|vsnprintf)_chk'
cd "$1"

banned='alloca atof gets getpwnam gmtime localtime nanosleep popen rand random sleep sprintf srand srandom strcat strcpy
	strtok system tmpnam usleep vfork vsprintf evbuffer_add_buffer_reference'
banned=${banned//$'\n'/ }
# Mutable data: the log's sink, two tables made at the first use, what SQLite is given once a process, and whose turn it is to draw
# with cairo's fonts, which are the process's too.
mutable='badges/turn.o server/base/log.o server/domain/country.o server/domain/fold.o server/store/db_sqlite.o server/store/wal_vfs.o'

mapfile -t objects < <(find . -name '*.o' -printf '%P\n' | sort)
mapfile -t ours < <(printf '%s\n' "${objects[@]}" | grep -v '^tests/')
[ ${#ours[@]} -gt 50 ] || { echo "only ${#ours[@]} objects in $1"; exit 1; }

{
	nm -A -u "${objects[@]}" | awk -v banned="$banned" '
		BEGIN { n = split(banned, b, " "); for (i = 1; i <= n; i++) no[b[i]] = 1 }
		{
			file = $1; sub(/\.o:$/, ".c", file)
			name = $NF; sub(/@.*/, "", name); sub(/^__(isoc99_)?/, "", name); sub(/_chk$/, "", name)
			if (file ~ /^tests\/bench\// && name ~ /sleep$/) next # a disk made slow
			if (name in no || name ~ /^evhttp_/) print file " calls " name
		}'
	nm -A -S "${ours[@]}" | awk -v mutable="$mutable" '
		BEGIN { n = split(mutable, m, " "); for (i = 1; i <= n; i++) may[m[i]] = 1 }
		{ file = $1; sub(/:.*/, "", file) }
		$(NF - 1) ~ /^[bBC]$/ && !(file in may) { sub(/\.o$/, ".c", file); print file " has the variable " $NF }'
	for object in "${ours[@]}"; do
		case " $mutable " in *" $object "*) continue ;; esac
		size -A "$object" | awk -v file="${object%.o}.c" '
			/^\.data[ .]/ && $1 !~ /^\.data\.rel\.ro/ && $2 > 0 { print file " has variables (" $1 ", " $2 " bytes)" }'
	done
} | awk '{ print } END { exit NR > 0 }'
