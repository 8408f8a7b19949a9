//! What is generated and committed: written, and compared with what is there.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::artefacts::cargo;
use crate::{paths, step};

/// The files of `bindings-kotlin` that its generator writes.
const GENERATED: [&str; 4] = [
    "kotlin/src/main/kotlin-generated/ai/genauth/genauth.kt",
    "swift/Sources/GenAuth/GenAuth.swift",
    "swift/Sources/CGenAuth/genauthFFI.h",
    "swift/Sources/CGenAuth/module.modulemap",
];

pub fn write_header() -> Result<()> {
    let mut test = cargo(&["test", "--quiet", "--package", "genauth-c", "--test", "header"]);
    step::run("write include/genauth.h", test.env("GENAUTH_WRITE_HEADER", "1"))?;
    Ok(())
}

pub fn write_foreign_sources() -> Result<()> {
    generate("write the Kotlin and Swift sources", &paths::root().join("bindings-kotlin"))
}

/// Fails when the committed Kotlin and Swift sources are not those that the generator writes.
pub fn check_foreign_sources() -> Result<()> {
    let fresh = paths::target().join("generated");
    generate("generate the Kotlin and Swift sources", &fresh)?;
    for file in GENERATED {
        let committed = fs::read(paths::root().join("bindings-kotlin").join(file))?;
        ensure!(
            committed == fs::read(fresh.join(file))?,
            "{file} is stale: run `cargo xtask bindings` and commit it"
        );
    }
    Ok(())
}

fn generate(name: &str, folder: &Path) -> Result<()> {
    step::step(name, || {
        // The debug library still has the symbols that describe it.
        step::output_of(&mut cargo(&["build", "--package", "genauth-uniffi"]))?;
        let library = paths::target().join("debug").join(paths::shared_library("genauth_uniffi"));
        let mut generator = cargo(&["run", "--quiet", "--package", "genauth-uniffi", "--features", "cli"]);
        generator.args(["--bin", "uniffi-bindgen", "--"]).arg(library).arg(folder);
        step::output_of(&mut generator)?;
        Ok(())
    })
}
