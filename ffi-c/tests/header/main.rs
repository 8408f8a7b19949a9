//! `include/genauth.h` and `include/genauth/profile.hpp` are generated from the sources and committed; they must not drift
//! from them.

mod profile;

use std::path::Path;
use std::{env, fs};

#[test]
fn the_header_is_up_to_date() {
    compare("include/genauth.h", &generate(Path::new(env!("CARGO_MANIFEST_DIR"))));
}

#[test]
fn the_profile_of_cpp_is_up_to_date() {
    compare("include/genauth/profile.hpp", &profile::header());
}

/// Compares a committed header with what was generated, or writes it first.
fn compare(header: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(header);
    if env::var_os("GENAUTH_WRITE_HEADER").is_some() {
        fs::write(&path, generated).expect("a folder of headers");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == generated, "{header} is stale: run `cargo xtask header` and commit it");
}

fn generate(manifest: &Path) -> String {
    let mut config = cbindgen::Config::from_file(manifest.join("cbindgen.toml")).expect("a configuration");
    config.after_includes = Some(version_macros());
    let bindings = cbindgen::generate_with_config(manifest, config).expect("sources that can be read");
    let mut header = Vec::new();
    bindings.write(&mut header);
    String::from_utf8(header).expect("a header is text")
}

fn version_macros() -> String {
    format!(
        "\n/** The version of this header; genauth_version() has the library's. */\n#define GENAUTH_VERSION \"{}\"\n\
         /** The first number of GENAUTH_VERSION. */\n#define GENAUTH_VERSION_MAJOR {}\n\
         /** The second number of GENAUTH_VERSION. */\n#define GENAUTH_VERSION_MINOR {}\n\
         /** The third number of GENAUTH_VERSION. */\n#define GENAUTH_VERSION_PATCH {}",
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_VERSION_MAJOR"),
        env!("CARGO_PKG_VERSION_MINOR"),
        env!("CARGO_PKG_VERSION_PATCH"),
    )
}

#[test]
fn one_abi_version_everywhere() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| fs::read_to_string(manifest.join(file)).unwrap();
    let header = read("../include/genauth.h");
    let (_, rest) = header.split_once("#define GENAUTH_ABI_VERSION ").expect("an ABI version");
    let abi = rest.lines().next().unwrap();
    assert!(
        read("build.rs").contains(&format!("-soname,libgenauth.so.{abi}\"")),
        "build.rs has another soname"
    );
    assert!(
        read("Cargo.toml").contains(&format!("\nversion = \"{abi}.0.0\"\n")),
        "cargo-c has another version"
    );
}
