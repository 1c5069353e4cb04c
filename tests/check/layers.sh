#!/bin/bash
# Who may include whom. The table below is the architecture: every #include of the program is held against it, our own
# headers and the foreign ones. Tests may include what they like; the screens have their walls in kiosk/build/walls.mjs.
set -euo pipefail
cd "$(dirname "$0")/../.."

table='
# room : own rooms and single headers it may include besides itself and base/
base     :
badges   :
schedule :
store    :
domain   : store badges schedule
live     : store/read.h store/journal.h store/topic.h
find     : domain badges/code.h store/read.h store/journal.h
print    : domain store badges
http     : domain find live badges schedule store/read.h store/people.h store/device.h store/ceremony.h store/photo.h store/print.h store/journal.h store/topic.h store/store.h store/tx.h store/setting.h store/door.h store/told.h store/groups.h store/venue_plan.h store/plan.h store/screen.h store/shelf.h store/video.h store/draft.h store/privacy.h
main     : http domain find live print store badges schedule main

# foreign header : the rooms and files that may include it
sqlite3.h libpq-fe.h            : server/store/ server/libraries.c
event2/                         : server/http/ server/live/ server/print/ server/base/ server/app.c server/caretaker.c server/libraries.c
jansson.h                       : server/http/ schedule/ server/commands server/domain/journalled.c badges/template_read.c server/libraries.c
cairo pango/ qrencode.h         : badges/ server/libraries.c
libdeflate.h                    : badges/ server/http/
librsvg/                        : badges/logo.c
jpeglib.h jerror.h png.h         : badges/photo_codec.c server/libraries.c
cups/                           : server/print/
libical/ libxml/                : schedule/
xlsxwriter.h                    : schedule/xlsx_write.c
csv.h unicode/                  : server/domain/
ini.h                           : server/options.c
malloc.h                        : server/base/mem.c server/demo_day.c
openssl/                        : server/http/tls server/print/secure server/authority.c server/libraries.c
seccomp.h                       : server/sandbox.c
sodium.h                        : server/base/id server/store/seal.c server/domain/access.c server/domain/act.c server/domain/badge_issue.c server/domain/device.c server/domain/photo.c server/domain/video.c server/domain/venue_plan.c server/main.c server/commands_data.c server/domain/door_list.c server/domain/event_mark.c server/domain/epoch.c server/domain/personal_link.c server/domain/person_export.c server/domain/plan.c server/http/rate.c server/libraries.c
'

# C17 and POSIX: everybody.
c_headers='assert ctype dirent endian errno fcntl float ftw getopt ifaddrs inttypes limits locale math netdb poll pthread pwd regex sched search
	setjmp signal spawn stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings
	syslog termios time unistd wchar'

# Lines file:#include …, spaces taken out.
includes() { grep -rE '^[[:space:]]*#[[:space:]]*include' --include='*.[ch]' server badges schedule | tr -d ' \t'; }

includes | awk -F'[:<>"]' -v table="$table" -v c_headers="${c_headers//$'\n'/ }" '
	function room_of(path) {
		if (path ~ /^server\/[^\/]*$/) return "main"
		sub(/^server\//, "", path)
		return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : "main"
	}
	function refuse(what) { print file " must not include " what; bad = 1 }
	function check_own(header,    from, to, n, i, may) {
		from = room_of(file)
		to = header ~ /\// ? room_of(header) : from
		if (!(from in ALLOWED)) return refuse(header ": the room " from " is not in the table")
		if (to == from || to == "base") return
		n = split(ALLOWED[from], may, " ")
		for (i = 1; i <= n; i++)
			if (may[i] == to || may[i] == header) return
		refuse(header)
	}
	function check_foreign(header,    name, n, i, may) {
		for (name in PLACES) {
			if (index(header, name) != 1) continue
			n = split(PLACES[name], may, " ")
			for (i = 1; i <= n; i++)
				if (index(file, may[i]) == 1) return
			return refuse("<" header ">")
		}
		if (header in SYSTEM || header ~ /^(arpa|linux|net|netinet|sys)\/[a-z_]+\.h$/) return
		refuse("<" header ">: not in the table")
	}
	BEGIN {
		n = split(c_headers, line, " ")
		for (i = 1; i <= n; i++) SYSTEM[line[i] ".h"] = 1
		n = split(table, line, "\n")
		for (i = 1; i <= n; i++) {
			if (line[i] ~ /^#/ || !split(line[i], half, ":")) continue
			m = split(half[1], name, " ")
			for (k = 1; k <= m; k++) {
				if (++row[name[k]] > 1) { print "twice in the table: " name[k]; bad = 1 }
				if (half[1] ~ /[.\/]|cairo/) PLACES[name[k]] = half[2]
				else ALLOWED[name[k]] = half[2]
			}
		}
	}
	{ file = $1; seen++ }
	/#include"/ { check_own($3) }
	/#include</ { check_foreign($3) }
	END {
		if (seen < 100) { print "only " seen + 0 " includes were found: the script is blind"; bad = 1 }
		exit bad
	}'
