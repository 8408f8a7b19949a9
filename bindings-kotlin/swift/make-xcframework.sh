#!/bin/sh
# Makes a Swift package that brings the native library along, for macOS, iOS and its simulator:
# make-xcframework.sh NEW_DIRECTORY
# Needs macOS with Xcode, and Rust from rustup.
set -eu
[ $# -eq 1 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
mkdir "$1"
package=$(cd "$1" && pwd)
sources=$(cd "$(dirname "$0")" && pwd)
cd "$sources/../.."
built=${CARGO_TARGET_DIR:-target}

# As in Package.swift.
export MACOSX_DEPLOYMENT_TARGET=12.0 IPHONEOS_DEPLOYMENT_TARGET=15.0
for target in aarch64-apple-darwin x86_64-apple-darwin aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios; do
    rustup target add "$target"
    cargo rustc --locked --release --package genauth-uniffi --lib --crate-type staticlib --target "$target"
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
join() { # NAME TARGET...: one library of several architectures
    name=$1
    shift
    mkdir "$scratch/$name"
    for target in "$@"; do
        shift
        set -- "$@" "$built/$target/release/libgenauth_uniffi.a"
    done
    lipo -create "$@" -output "$scratch/$name/libgenauth_uniffi.a"
}
join macos aarch64-apple-darwin x86_64-apple-darwin
join ios aarch64-apple-ios
join simulator aarch64-apple-ios-sim x86_64-apple-ios

# In a folder of their own: two frameworks with a module map at the top cannot live in one application. The framework
# itself names the library, so the module map must not.
mkdir -p "$scratch/headers/CGenAuth"
cp "$sources/Sources/CGenAuth/genauthFFI.h" "$scratch/headers/CGenAuth/"
sed '/^ *link /d' "$sources/Sources/CGenAuth/module.modulemap" >"$scratch/headers/CGenAuth/module.modulemap"
xcodebuild -create-xcframework \
    -library "$scratch/macos/libgenauth_uniffi.a" -headers "$scratch/headers" \
    -library "$scratch/ios/libgenauth_uniffi.a" -headers "$scratch/headers" \
    -library "$scratch/simulator/libgenauth_uniffi.a" -headers "$scratch/headers" \
    -output "$package/CGenAuth.xcframework"

mkdir "$package/Sources"
cp -R "$sources/Sources/GenAuth" "$sources/Sources/GenAuthFFI" "$package/Sources/"
sed -e '/The C declarations/d' -e '/\.testTarget/d' \
    -e 's|\.systemLibrary(name: "CGenAuth")|.binaryTarget(name: "CGenAuth", path: "CGenAuth.xcframework")|' \
    "$sources/Package.swift" >"$package/Package.swift"
echo "$package"
