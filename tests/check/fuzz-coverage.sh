#!/bin/bash
# How much of each parser its corpus reaches, by gcov: fuzz-coverage.sh BUILD (built with --coverage). Fails below 90 % of the
# lines of a parser. A line stands for what no input can reach only when it says so: memory that is out, a read that fails.
set -uo pipefail
build=$1
least=90
failed=0
# target : the parsers whose bytes it feeds
table='
caption      : server/domain/caption.c server/domain/caption_text.c
code         : badges/code.c badges/text.c
container    : server/domain/container.c server/domain/container_mp4.c server/domain/container_webm.c
csv          : server/domain/import_csv.c
drawing      : badges/logo.c badges/venue_plan.c
fields       : server/http/fields.c
frab_json    : schedule/frab_json.c schedule/frab_json_parts.c schedule/extension.c schedule/room_json.c
frab_json2   : schedule/frab_json2_read.c
frab_xml     : schedule/frab_xml.c schedule/xml_scan.c
headers      : server/http/etag.c server/http/files_range.c
ics          : schedule/ics_read.c schedule/ics_scan.c
medium       : server/print/medium.c
photo        : badges/photo.c badges/photo_codec.c badges/photo_exif.c
question     : server/find/terms.c
session      : schedule/session_json.c
talk         : server/print/answer.c server/print/talk.c
template     : badges/template_read.c badges/template_check.c
values       : server/domain/money.c server/domain/printer_uri.c server/domain/ceremony_text.c server/base/utf8.c
wire         : server/http/wire.c server/http/wire_char.c server/http/wire_host.c server/http/wire_query.c server/http/wire_target.c
'

# The lines of a file that ran, as "percent lines", from what gcov says in words.
reached() {
	gcov -n -r -o "$build/obj/${1%/*}" "$build/obj/${1%.c}.o" 2>/dev/null |
		awk -v file="$1" '$0 == "File \047" file "\047" { found = 1; next } found { sub(/Lines executed:/, ""); sub(/% of/, ""); print; exit }'
}

while IFS=' :' read -r target files; do
	[ "$target" ] || continue
	find "$build/obj" -name '*.gcda' -delete
	"$build/replay/fuzz_$target" tests/fuzz/corpus/"$target"/* >/dev/null || failed=1
	for file in $files; do
		read -r percent lines < <(reached "$file") || percent=0 lines=0
		mark=ok
		[ "${percent%.*}" -ge $least ] || mark=BELOW failed=1
		printf '%-6s %-12s %6s %% of %4s lines  %s\n' "$mark" "$target" "$percent" "$lines" "$file"
	done
done <<<"$table"
exit $failed
