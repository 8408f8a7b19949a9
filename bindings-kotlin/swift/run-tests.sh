#!/bin/sh
# Runs the tests of the Swift package: run-tests.sh LIBRARY_DIRECTORY EMULATOR
# LIBRARY_DIRECTORY holds libgenauth_uniffi.so (or .dylib), EMULATOR is the genauth-emulator binary.
set -eu
[ $# -eq 2 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }
library=$(cd "$1" && pwd)
emulator=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
cd "$(dirname "$0")"
GENAUTH_EMULATOR=$emulator exec swift test \
    -Xlinker "-L$library" -Xlinker -rpath -Xlinker "$library"
