#!/bin/bash
# testssl.sh against a server of its own with the certificate of `p2c tls init`: fails on what is worse than LOW. testssl.sh PROGRAM
# Two findings are known and no fault: the venue's own authority says nowhere what it took back (it signs one server); and gzip is
# offered, but no answer that is packed repeats what its request said, and no other site can make a browser ask as somebody.
set -euo pipefail
known='cert_revocation BREACH'

folder=$(mktemp -d)
server=
finish() { [ -z "$server" ] || { kill "$server" && wait "$server"; }; rm -rf "$folder"; }
trap finish EXIT

"$1" init --data "$folder/data" --title testssl >/dev/null
"$1" tls init --hosts localhost,127.0.0.1 --data "$folder/data" >/dev/null
mkfifo "$folder/said"
"$1" serve --data "$folder/data" --listen 127.0.0.1:0 --listen-tls 127.0.0.1:0 >"$folder/said" 2>&1 &
server=$!
exec 3<"$folder/said"
port=
while [ -z "$port" ] && read -r line <&3; do
	port=$(sed -n 's/.*"listening-tls".*"port":"\([0-9]*\)".*/\1/p' <<<"$line")
done
[ -n "$port" ] || { echo "the server did not begin"; exit 1; }
cat <&3 >/dev/null &

timeout 600 testssl --warnings off --quiet --color 0 --connect-timeout 5 --openssl-timeout 5 --nodns none \
	--add-ca "$folder/data/tls/ca.crt" --severity LOW --jsonfile "$folder/found.json" "https://127.0.0.1:$port/" >"$folder/log" 2>&1 || true
grep -q ' Done ' "$folder/log" || { tail -20 "$folder/log"; echo "testssl.sh did not come to its end"; exit 1; }

# One object a finding, a field a line.
awk -F'"' -v known=" $known " '
	$2 == "id" { id = $4 }
	$2 == "severity" { severity = $4 }
	$2 == "finding" {
		is_known = index(known, " " id " ") > 0
		printf "  %-8s %-20s %s%s\n", severity, id, $4, is_known ? " (known)" : ""
		if (severity ~ /MEDIUM|HIGH|CRITICAL|WARN|FATAL/ && !is_known) bad = 1
	}
	END { exit bad }' "$folder/found.json"
