#!/usr/bin/env bash
# tests/soak/run.sh [CALLS] [c|python]: see README.md.
set -eu
cd "$(dirname "$0")/../.."
calls=${1:-100000}
language=${2:-all}

coproc SERVER { exec python3 tests/soak/server.py; }
read -r url <&"${SERVER[0]}"

if [ "$language" != python ]; then
    mkdir -p target/soak
    cc -std=c11 -O2 -Wall -Wextra -Werror -pthread -Itarget/stage/include tests/soak/soak.c \
        -Ltarget/stage/lib -Wl,-rpath,"$PWD/target/stage/lib" -lgenauth -o target/soak/soak
    target/soak/soak "$url" "$calls"
fi
if [ "$language" != c ]; then
    target/venv/bin/python tests/soak/soak.py "$url" "$calls"
fi
