#!/bin/sh
# Builds the native library for Android into build/jniLibs, where Gradle looks for it: build.sh [ABI...]
# Needs Rust from rustup, and ANDROID_NDK_HOME, the folder of an NDK (r26 or newer).
set -eu
api=26 # minSdk in build.gradle.kts
here=$(cd "$(dirname "$0")" && pwd)
tools=$(echo "${ANDROID_NDK_HOME:?must name the folder of an NDK}"/toolchains/llvm/prebuilt/*/bin)
cd "$here/../.."
[ $# -gt 0 ] || set -- arm64-v8a armeabi-v7a x86_64

for abi in "$@"; do
    case $abi in
    arm64-v8a) target=aarch64-linux-android clang=aarch64-linux-android ;;
    armeabi-v7a) target=armv7-linux-androideabi clang=armv7a-linux-androideabi ;;
    x86_64) target=x86_64-linux-android clang=x86_64-linux-android ;;
    *) echo "$abi is none of arm64-v8a, armeabi-v7a, x86_64" >&2; exit 2 ;;
    esac
    rustup target add "$target"
    name=$(echo "$target" | tr - _)
    env "CARGO_TARGET_$(echo "$name" | tr a-z A-Z)_LINKER=$tools/$clang$api-clang" \
        "CC_$name=$tools/$clang$api-clang" "AR_$name=$tools/llvm-ar" \
        cargo rustc --locked --release --package genauth-uniffi --lib --crate-type cdylib --target "$target"
    library=${CARGO_TARGET_DIR:-target}/$target/release/libgenauth_uniffi.so
    if "$tools/llvm-readelf" --program-headers --wide "$library" | grep '^ *LOAD' | grep -v '0x4000$'; then
        echo "$library: a segment is not aligned to 16 KB" >&2
        exit 1
    fi
    mkdir -p "$here/build/jniLibs/$abi"
    cp "$library" "$here/build/jniLibs/$abi/"
done
