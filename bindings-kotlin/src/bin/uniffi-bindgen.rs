//! Writes the generated half of the Kotlin and Swift packages.
//!
//! `uniffi-bindgen LIBRARY [ROOT]`, run inside the workspace. `LIBRARY` is a build of this crate that still has its
//! symbols; `ROOT` is the directory that holds `kotlin/` and `swift/`, this crate's own unless told otherwise.

use std::path::Path;
use std::{env, fs};

use genauth::ErrorKind;
use uniffi::deps::anyhow::{Context, Result, ensure};
use uniffi::{GenerateOptions, SwiftBindingsOptions, TargetLanguage, generate, generate_swift_bindings};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let library = arguments.next().context("usage: uniffi-bindgen LIBRARY [ROOT]")?;
    let root = arguments.next().unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").to_owned());
    kotlin(&library, &format!("{root}/kotlin/src/main/kotlin-generated"))?;
    swift(&library, &format!("{root}/swift/Sources"))
}

fn kotlin(library: &str, directory: &str) -> Result<()> {
    generate(GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: library.into(),
        out_dir: directory.into(),
        metadata_no_deps: true,
        ..GenerateOptions::default()
    })?;
    let file = Path::new(directory).join("ai/genauth/genauth.kt");
    fs::write(&file, finish_kotlin(fs::read_to_string(&file)?)?)?;
    Ok(())
}

/// What no setting of uniffi can say and no extension in Kotlin can add.
fn finish_kotlin(mut source: String) -> Result<String> {
    for (from, to) in [
        // The message of an exception is a sentence, not a dump.
        ("get() = \"facts=${ `facts` }\"", "get() = `facts`.`detail`"),
        // `Status.Activated` prints as `Activated`.
        ("\n    object ", "\n    data object "),
        // The compiler's warnings are errors for the hand-written half.
        ("@file:Suppress(\"NAME_SHADOWING\")", "@file:Suppress(\"warnings\")"),
    ] {
        ensure!(source.contains(from), "uniffi no longer writes {from:?}");
        source = source.replace(from, to);
    }
    // Logs must not hold tokens or personal data.
    for (class, shown) in [
        ("Config", "Config(appId=$appId, host=$host)"),
        ("Identity", "Identity(provider=$provider, type=$type)"),
        ("Profile", "Profile(userId=$userId)"),
    ] {
        const LAST_MEMBER: &str = "companion object\n";
        let start =
            source.find(&format!("data class {class} (")).with_context(|| format!("there is no {class}"))?;
        let end = source[start..].find(LAST_MEMBER).with_context(|| format!("{class} has no companion"))?;
        source.insert_str(start + end, &format!("override fun toString(): String = \"{shown}\"\n    "));
    }
    Ok(source)
}

fn swift(library: &str, directory: &str) -> Result<()> {
    let options = |kind: &str| SwiftBindingsOptions {
        generate_swift_sources: kind == "GenAuth",
        generate_headers: kind == "CGenAuth",
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
    generate_swift_bindings(options("CGenAuth"))?;
    let file = Path::new(directory).join("GenAuth/GenAuth.swift");
    fs::write(&file, finish_swift(fs::read_to_string(&file)?)?)?;
    Ok(())
}

/// Cases begin with a small letter in Swift; uniffi writes those of errors with a capital one.
fn finish_swift(mut source: String) -> Result<String> {
    for kind in ErrorKind::ALL {
        let capital = format!("{kind:?}");
        let (first, rest) = capital.split_at(1);
        let small = format!("{}{rest}", first.to_lowercase());
        // `internal` is a word of the language.
        for (from, to) in [
            (format!("case {capital}("), format!("case `{small}`(")),
            (format!(".{capital}("), format!(".{small}(")),
        ] {
            ensure!(source.contains(&from), "uniffi no longer writes {from:?}");
            source = source.replace(&from, &to);
        }
    }
    Ok(source)
}
