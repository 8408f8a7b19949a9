//! The structure of this repository.

use std::fs;
use std::path::Path;

use genauth_gates::krate::Krate;
use genauth_gates::{arrows, files, floors};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn check_arrows(sources: &str, document: &str) {
    let krate = Krate::read(&root().join(sources)).expect("sources that compile");
    assert!(krate.uses().len() > 50, "hardly an arrow was found in {sources}");
    let document_text = fs::read_to_string(root().join(document)).expect(document);
    let floors = floors::floors(&document_text).expect(document);
    if let Err(violations) = arrows::check(&krate, &floors) {
        panic!("{sources} is not what {document} says:\n{violations}");
    }
}

#[test]
fn arrows_of_core_point_down() {
    check_arrows("core/src", "docs/architecture.md");
}

#[test]
fn arrows_of_the_emulator_point_down() {
    check_arrows("emulator/src", "emulator/src/lib.rs");
}

#[test]
fn only_the_http_module_knows_the_http_client() {
    let core = Krate::read(&root().join("core/src")).unwrap();
    let (inside, outside): (Vec<_>, Vec<_>) =
        core.naming("reqwest").partition(|module| module.first().is_some_and(|top| top == "http"));
    assert!(!inside.is_empty());
    assert!(outside.is_empty(), "reqwest is named in {outside:?}");
}

#[test]
fn no_file_is_too_long() {
    let long = files::too_long(root()).unwrap();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
