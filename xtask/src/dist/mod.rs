//! `cargo xtask dist`: what a release hands out, under `target/dist`.

pub mod c;
mod kotlin;
mod notices;
mod python;

use std::path::PathBuf;

use anyhow::Result;

use crate::parts::{self, Part};
use crate::{paths, tools, venv};

/// Each packs one kind of artefact.
const PARTS: [Part<()>; 3] = [
    Part { name: "c", tools: || [tools::C, tools::C_PACKAGES, tools::PYTHON].concat(), run: c::run },
    Part { name: "kotlin", tools: || tools::JVM.into(), run: kotlin::run },
    Part { name: "python", tools: || tools::PYTHON.into(), run: python::run },
];

/// What needs tools for another platform.
const ON_REQUEST: [Part<()>; 1] = [Part {
    name: "c-aarch64",
    tools: || [tools::C, tools::C_PACKAGES, tools::PYTHON, tools::AARCH64].concat(),
    run: c::run_aarch64,
}];

pub fn run(wanted: &[&str]) -> Result<()> {
    let parts = parts::select(&PARTS, &ON_REQUEST, wanted)?;
    tools::need(&parts::tools(&parts))?;
    for part in parts {
        println!("{}", part.name);
        (part.run)()?;
    }
    println!("\nin {}", folder()?.display());
    Ok(())
}

/// Where the artefacts go.
pub fn folder() -> Result<PathBuf> {
    let folder = paths::target().join("dist");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A Python environment with what builds and checks artefacts.
fn environment() -> Result<PathBuf> {
    let environment = paths::target().join("dist-venv");
    venv::make(&environment, &["bindings-python/requirements-dist.txt"])?;
    Ok(environment)
}
