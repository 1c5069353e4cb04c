#!/bin/bash
# cppcheck over the program; only files that changed are looked at again. cppcheck.sh CACHE_FOLDER
# Not looked for: what the compilers and clang-tidy say better (style), and functions that only tests call.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p "$1"
exec cppcheck --quiet --std=c11 --language=c -D_GNU_SOURCE --library=tests/check/cppcheck.cfg \
	-I. -Iserver -j "$(nproc)" --cppcheck-build-dir="$1" --enable=warning,performance,portability \
	--inline-suppr --suppressions-list=tests/check/cppcheck.supp --error-exitcode=1 server badges schedule
