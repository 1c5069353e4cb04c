#!/bin/bash
# Installs the Debian packages of one group that are missing, after saying which: setup.sh build|test|check|fuzz|bench.
# Called by make, once a group. Not for npm packages: those come by their lockfiles.
set -euo pipefail
cd "$(dirname "$0")/../.."

group=$1
# The first Debian release of libevent 2.1.12 with its security fixes.
libevent_least=2.1.12-stable-8+deb12u1

say() { printf 'set-up (%s): %s\n' "$group" "$*" >&2; }

has_node() {
	command -v npm >/dev/null && node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)' 2>/dev/null
}

is_installed() { [ "$(dpkg-query -Wf '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

wanted() { sed -n "s/#.*//; s/^$group://p" tests/check/packages.txt | tr -s ' ' '\n' | sed '/^$/d' | sort -u; }

is_libevent_old() {
	local version
	version=$(dpkg-query -Wf '${Version}' libevent-dev 2>/dev/null) || return 1
	[ -n "$version" ] && dpkg --compare-versions "$version" lt "$libevent_least"
}

missing() {
	local name
	for name in $(wanted); do
		case $name in nodejs | npm) has_node && continue ;; esac
		is_installed "$name" || echo "$name"
	done
	if [ "$group" = build ] && is_libevent_old; then echo libevent-dev; fi
}

# Packages that bring a service must not start it here.
without_services() {
	local policy=/usr/sbin/policy-rc.d
	if [ -e $policy ]; then
		"$@"
		return
	fi
	printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
	$as_root chmod 755 $policy
	local status=0
	"$@" || status=$?
	$as_root rm -f $policy
	return $status
}

install_all() {
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@"
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	say "this is not Debian, so nothing is installed by itself. Needed, by their names in Debian 12:"
	wanted | sed 's/^/  /' >&2
	say "install what they are called here, then run make with NO_SETUP=1."
	exit 1
fi

mapfile -t packages < <(missing)
if [ ${#packages[@]} -gt 0 ]; then
	as_root=
	if [ "$(id -u)" != 0 ]; then
		if ! command -v sudo >/dev/null; then
			say "these packages are missing, and there is neither root nor sudo to install them:"
			say "apt-get install --no-install-recommends ${packages[*]}"
			exit 1
		fi
		as_root=sudo
	fi
	say "installing from Debian: ${packages[*]}"
	$as_root apt-get update -qq
	without_services install_all -qq "${packages[@]}"
fi

if [ "$group" = build ]; then
	if is_libevent_old; then
		say "libevent $(dpkg-query -Wf '${Version}' libevent-dev) is older than $libevent_least, which closes security holes."
		say "is bookworm-security among the sources of apt?"
		exit 1
	fi
	has_node || { say "node 18 or newer and npm are needed; found: $(node --version 2>/dev/null || echo none)"; exit 1; }
fi
