//! Writes the generated half of the Kotlin and Swift packages.
//!
//! `uniffi-bindgen LIBRARY [ROOT]`, run inside the workspace. `LIBRARY` is a build of this crate that still has its
//! symbols; `ROOT` is the directory that holds `kotlin/` and `swift/`, this crate's own unless told otherwise.

#[path = "uniffi-bindgen/kotlin.rs"]
mod kotlin;
#[path = "uniffi-bindgen/swift.rs"]
mod swift;

use std::ffi::OsStr;
use std::path::Path;
use std::{env, fs};

use uniffi::deps::anyhow::{Context, Result};
use uniffi::{GenerateOptions, SwiftBindingsOptions, TargetLanguage, generate, generate_swift_bindings};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let library = arguments.next().context("usage: uniffi-bindgen LIBRARY [ROOT]")?;
    let root = arguments.next().unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").to_owned());
    generate_kotlin(&library, &format!("{root}/kotlin/src/main/kotlin-generated"))?;
    generate_swift(&library, &format!("{root}/swift/Sources"))
}

fn generate_kotlin(library: &str, directory: &str) -> Result<()> {
    generate(GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: library.into(),
        out_dir: directory.into(),
        metadata_no_deps: true,
        ..GenerateOptions::default()
    })?;
    let file = Path::new(directory).join("ai/genauth/genauth.kt");
    fs::write(&file, kotlin::finish(fs::read_to_string(&file)?)?)?;
    Ok(())
}

fn generate_swift(library: &str, directory: &str) -> Result<()> {
    let options = |kind: &str| SwiftBindingsOptions {
        generate_swift_sources: kind == "GenAuth",
        generate_headers: kind == swift::C_MODULE,
        generate_modulemap: false,
        source: library.into(),
        out_dir: format!("{directory}/{kind}").into(),
        xcframework: false,
        module_name: None,
        modulemap_filename: None,
        metadata_no_deps: true,
        link_frameworks: Vec::new(),
        config: None,
    };
    generate_swift_bindings(options("GenAuth"))?;
    generate_swift_bindings(options(swift::C_MODULE))?;
    let file = Path::new(directory).join("GenAuth/GenAuth.swift");
    fs::write(&file, swift::finish(fs::read_to_string(&file)?)?)?;

    let folder = Path::new(directory).join(swift::C_MODULE);
    let name = Path::new(library).file_stem().and_then(OsStr::to_str).context("the library has no name")?;
    let map = swift::module_map("genauthFFI.h", name.trim_start_matches("lib"));
    fs::write(folder.join("module.modulemap"), map)?;
    Ok(())
}
