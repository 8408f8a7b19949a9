//! What is generated and committed: written, and compared with what is there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::artefacts::{cargo, development};
use crate::{paths, step};

/// What the generator of `bindings-kotlin` writes: whole folders, and one file.
const GENERATED: [&str; 4] = [
    "kotlin/src/main/kotlin-generated",
    "swift/Sources/GenAuth/Generated",
    "swift/Sources/GenAuthFFI",
    "swift/Sources/CGenAuth/genauthFFI.h",
];

pub fn write_header() -> Result<()> {
    let mut test = cargo(&["test", "--quiet", "--package", "genauth-c", "--test", "header"]);
    step::run("write the headers", test.env("GENAUTH_WRITE_HEADER", "1"))?;
    Ok(())
}

pub fn write_foreign_sources() -> Result<()> {
    generate("write the Kotlin and Swift sources", &paths::root().join("bindings-kotlin"))
}

/// Fails when the committed Kotlin and Swift sources are not those that the generator writes.
pub fn check_foreign_sources() -> Result<()> {
    let fresh = paths::target().join("generated");
    generate("generate the Kotlin and Swift sources", &fresh)?;
    let committed = files(&paths::root().join("bindings-kotlin"))?;
    let fresh = files(&fresh)?;
    for file in committed.keys().chain(fresh.keys()) {
        ensure!(
            committed.get(file) == fresh.get(file),
            "{} is stale: run `cargo xtask bindings` and commit it",
            file.display()
        );
    }
    Ok(())
}

fn generate(name: &str, root: &Path) -> Result<()> {
    step::step(name, || {
        // What is no longer generated must not stay behind.
        for folder in GENERATED.map(|path| root.join(path)).iter().filter(|path| path.is_dir()) {
            fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        // The debug library still has the symbols that describe it.
        step::output_of(&mut development(&["--lib", "--bin", "bindgen"]))?;
        let mut generator = Command::new(paths::debug("bindgen"));
        generator.current_dir(paths::root()); // it asks Cargo about the workspace
        let library = paths::debug(&paths::shared_library("genauth_uniffi"));
        step::output_of(generator.arg(library).arg(root))?;
        Ok(())
    })
}

/// The generated files under a folder, by their paths from there, and what they hold.
fn files(root: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut open: Vec<PathBuf> = GENERATED.iter().map(PathBuf::from).collect();
    while let Some(path) = open.pop() {
        let there = root.join(&path);
        if there.is_dir() {
            for entry in fs::read_dir(&there)? {
                open.push(path.join(entry?.file_name()));
            }
        } else {
            let content = fs::read(&there).with_context(|| there.display().to_string())?;
            files.insert(path, content);
        }
    }
    Ok(files)
}
