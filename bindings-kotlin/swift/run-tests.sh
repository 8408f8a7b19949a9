#!/bin/sh
# Tests the Swift package in the language modes 6 and 5, then builds and runs the example:
# run-tests.sh LIBRARY_DIRECTORY EMULATOR [OPTION...]
# LIBRARY_DIRECTORY holds libgenauth_uniffi.so (or .dylib or .a), EMULATOR is the genauth-emulator binary, and the options
# are for `swift`, such as `-c release`.
set -eu
[ $# -ge 2 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
library=$(cd "$1" && pwd)
emulator=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
shift 2
cd "$(dirname "$0")"
set -- -Xlinker "-L$library" -Xlinker -rpath -Xlinker "$library" "$@"

for mode in 6 5; do
    echo "Swift language mode $mode"
    GENAUTH_EMULATOR=$emulator swift test --scratch-path ".build/mode-$mode" \
        -Xswiftc -swift-version -Xswiftc "$mode" "$@"
done

echo "the example"
cd ../../examples/swift/GetProfile
swift build "$@"
log=$(mktemp)
"$emulator" --port 0 >"$log" &
trap 'kill $!; rm -f "$log"' EXIT
until grep -q '^listening on ' "$log"; do
    kill -0 $!
    sleep 0.1
done
export GENAUTH_APP_ID=app GENAUTH_ACCESS_TOKEN=documented-user-token
GENAUTH_HOST=$(sed -n 's/^listening on //p' "$log") swift run "$@" GetProfile | grep '"userId":"6229ffaxxxxxxxxcade3e3d9"'
