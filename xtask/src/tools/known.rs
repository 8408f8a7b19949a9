//! Every tool, in the groups of the README's table.

use super::{Probe, Source, Tool};

/// A program that Debian packages.
const fn program(name: &'static str, packages: &'static [&'static str]) -> Tool {
    Tool { name, probe: Probe::Program(name), source: Source::Debian(packages) }
}

/// A component of the Rust toolchain that adds a command to Cargo.
const fn component(name: &'static str, arguments: &'static [&'static str]) -> Tool {
    Tool { name, probe: Probe::Works("cargo", arguments), source: Source::Rustup(name) }
}

pub const CC: Tool = program("gcc", &["gcc"]);
pub const CXX: Tool = program("g++", &["g++"]);
pub const CMAKE: Tool = program("cmake", &["cmake"]);
pub const ABIGAIL: Tool = program("abidiff", &["abigail-tools"]);
const VALGRIND: Tool = program("valgrind", &["valgrind"]);
const NGINX: Tool = program("nginx", &["nginx-light"]);
const OPENSSL: Tool = program("openssl", &["openssl"]);

/// A module that lets a response take its time.
pub const NGINX_ECHO: &str = "/usr/lib/nginx/modules/ngx_http_echo_module.so";

/// What compiles and links, and checks the style of Rust.
pub const RUST: &[Tool] =
    &[CC, component("rustfmt", &["fmt", "--version"]), component("clippy", &["clippy", "--version"])];

/// The C library as it is installed.
pub const C: &[Tool] = &[
    CC,
    CXX,
    CMAKE,
    program("make", &["make"]),
    program("pkg-config", &["pkg-config"]),
    program("ld", &["binutils"]),
];

/// What the C library is checked with.
pub const C_CHECKS: &[Tool] = &[ABIGAIL, program("doxygen", &["doxygen"]), VALGRIND];

/// The packages of the C library, and what its examples use.
pub const C_PACKAGES: &[Tool] = &[
    program("dpkg-deb", &["dpkg"]),
    program("file", &["file"]),
    Tool { name: "libuv", probe: Probe::Library("uv"), source: Source::Debian(&["libuv1-dev"]) },
];

/// Builds for Linux on aarch64, and runs programs of it.
pub const AARCH64: &[Tool] = &[
    program("aarch64-linux-gnu-gcc", &["gcc-aarch64-linux-gnu"]),
    program("aarch64-linux-gnu-g++", &["g++-aarch64-linux-gnu"]),
    program("qemu-aarch64", &["qemu-user"]),
];

/// Builds for Windows, and runs programs of it.
pub const WINDOWS: &[Tool] = &[
    program("x86_64-w64-mingw32-gcc", &["gcc-mingw-w64-x86-64"]),
    // The other one has no `std::future`.
    program("x86_64-w64-mingw32-g++-posix", &["g++-mingw-w64-x86-64-posix"]),
    program("wine", &["wine", "wine64"]),
];

/// JSON for the scenario runners in C and C++.
pub const C_RUNNERS: &[Tool] = &[
    Tool { name: "json-c", probe: Probe::Library("json-c"), source: Source::Debian(&["libjson-c-dev"]) },
    Tool {
        name: "nlohmann-json",
        probe: Probe::Header("nlohmann/json.hpp"),
        source: Source::Debian(&["nlohmann-json3-dev"]),
    },
];

pub const PYTHON: &[Tool] = &[Tool {
    name: "python 3.9 with venv",
    // Debian splits `ensurepip` off, without which no environment has a pip.
    probe: Probe::Works("python3", &["-c", "import ensurepip, sys; assert sys.version_info >= (3, 9)"]),
    source: Source::Debian(&["python3", "python3-venv"]),
}];

/// A program that no package of Debian brings as it is needed.
const fn by_hand(name: &'static str, how: &'static str) -> Tool {
    Tool { name, probe: Probe::Program(name), source: Source::ByHand(how) }
}

const RUSTUP: Tool = by_hand("rustup", "https://rustup.rs, for the standard libraries of other systems");

/// What packs the AAR, besides an SDK and an NDK, which their own tools look for.
pub const ANDROID: &[Tool] = &[RUSTUP, by_hand("gradle", "Gradle 8.13 or newer: docs/android.md")];

/// What packs the XCFramework.
pub const APPLE: &[Tool] = &[RUSTUP, by_hand("xcodebuild", "Xcode, on a Mac")];

/// What checks and collects a release.
pub const RELEASE: &[Tool] = &[CC, ABIGAIL, program("git", &["git"]), program("sha256sum", &["coreutils"])];

/// For what needs no packages.
pub const PYTHON_ALONE: &[Tool] = &[Tool {
    name: "python 3.9",
    probe: Probe::Works("python3", &["-c", "import sys; assert sys.version_info >= (3, 9)"]),
    source: Source::Debian(&["python3"]),
}];

const JDK: Tool = Tool {
    name: "JDK 17",
    probe: Probe::Version("javac", "-version", "javac ", 17),
    source: Source::Debian(&["default-jdk-headless"]),
};

pub const JVM: &[Tool] = &[JDK, program("mvn", &["maven"])];

/// What the demo fetches and compiles Kotlin with.
pub const JVM_DEMO: &[Tool] = &[
    JDK,
    Tool {
        name: "python 3.10 with venv",
        probe: Probe::Works("python3", &["-c", "import ensurepip, sys; assert sys.version_info >= (3, 10)"]),
        source: Source::Debian(&["python3", "python3-venv"]),
    },
];

/// Where Swift is on the path.
pub const SWIFT: &[Tool] = &[Tool {
    name: "Swift 6.0",
    probe: Probe::Version("swift", "--version", "Swift version ", 6),
    source: Source::ByHand(
        "put `swift` on the path, or run the test as root: it then installs Swift under target/",
    ),
}];

/// Where Swift is installed under `target/`.
pub const SWIFT_ROOT: &[Tool] = &[
    program("debootstrap", &["debootstrap", "debian-archive-keyring"]),
    program("unshare", &["util-linux"]),
];

/// A keyring of the system, on a message bus of its own.
pub const KEYRING: &[Tool] =
    &[program("dbus-run-session", &["dbus"]), program("gnome-keyring-daemon", &["gnome-keyring"])];

pub const SERVERS: &[Tool] = &[
    NGINX,
    OPENSSL,
    program("tinyproxy", &["tinyproxy-bin"]),
    Tool {
        name: "nss_wrapper",
        probe: Probe::Library("nss_wrapper"),
        source: Source::Debian(&["libnss-wrapper"]),
    },
];

pub const NODE: &[Tool] = &[
    Tool {
        name: "Node 20",
        probe: Probe::Version("node", "--version", "v", 20),
        source: Source::Debian(&["nodejs"]),
    },
    program("npm", &["npm"]),
];

/// A real browser, and what drives it.
pub const BROWSER: &[Tool] = &[NODE[0], NODE[1], program("chromium", &["chromium"])];

/// What counts a call, and the server that it is made to.
pub const LEDGER: &[Tool] =
    &[VALGRIND, program("strace", &["strace"]), NGINX, OPENSSL, program("taskset", &["util-linux"])];

/// What measurements need besides that.
pub const BENCH: &[Tool] = &[
    Tool {
        name: "nginx's echo module",
        probe: Probe::Works("test", &["-f", NGINX_ECHO]),
        source: Source::Debian(&["libnginx-mod-http-echo"]),
    },
    Tool {
        name: "libcurl",
        probe: Probe::Library("curl"),
        source: Source::Debian(&["libcurl4-openssl-dev"]),
    },
    Tool { name: "cJSON", probe: Probe::Library("cjson"), source: Source::Debian(&["libcjson-dev"]) },
];
