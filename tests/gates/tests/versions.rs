//! One version, in every language.

use std::fs;
use std::path::Path;

use genauth_gates::versions::{SONAME, check, texts};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

#[test]
fn every_manifest_states_the_version_of_the_workspace() {
    let problems = check(&texts(root()).unwrap(), VERSION);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Each file counts: the gate names one that was forgotten.
#[test]
fn a_manifest_that_was_forgotten_is_named() {
    let texts = texts(root()).unwrap();
    for file in ["Cargo.toml", "Cargo.lock", "cli/Cargo.toml", "docs/kotlin.md", "include/genauth.h"]
        .into_iter()
        .chain(texts.keys().map(String::as_str).filter(|file| file.ends_with("pom.xml")))
    {
        let mut planted = texts.clone();
        *planted.get_mut(file).expect(file) = texts[file].replace(VERSION, "9.9.9");
        let problems = check(&planted, VERSION);
        assert!(!problems.is_empty(), "{file} may say anything");
        let forgotten = format!("{file} says 9.9.9, not {VERSION}");
        assert!(problems.iter().all(|problem| *problem == forgotten), "{problems:?}");
    }
}

#[test]
fn the_soname_counts_as_the_header_does() {
    let read = |file: &str| fs::read_to_string(root().join(file)).expect(file);
    let (header, manifest) = (read("include/genauth.h"), read(SONAME.file));
    let (_, counted) = header.split_once("#define GENAUTH_ABI_VERSION ").expect("the header counts");
    assert_eq!(SONAME.versions(&manifest)[0].split('.').next(), counted.lines().next());
}
