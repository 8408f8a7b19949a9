//! `cargo xtask dist`: what a release hands out, under `target/dist`.

pub mod bill;
pub mod c;
mod kotlin;
mod linked;
mod mobile;
mod native;
mod notices;
mod python;

use std::path::PathBuf;

use anyhow::Result;

use crate::parts::{self, Part};
use crate::{paths, tools, venv};

/// What every machine with Linux can make.
const PARTS: [Part<()>; 3] = [
    Part { name: "c", tools: || [tools::C, tools::C_PACKAGES, tools::PYTHON].concat(), run: c::run },
    Part { name: "kotlin", tools: || tools::JVM.into(), run: kotlin::run },
    Part { name: "python", tools: || tools::PYTHON.into(), run: python::run },
];

/// What needs another system, or tools for another platform.
const ON_REQUEST: [Part<()>; 4] = [
    Part {
        name: "c-aarch64",
        tools: || [tools::C, tools::C_PACKAGES, tools::PYTHON, tools::AARCH64].concat(),
        run: c::run_aarch64,
    },
    Part { name: "native", tools: Vec::new, run: native::run },
    Part { name: "android", tools: || tools::ANDROID.into(), run: mobile::android },
    Part { name: "apple", tools: || tools::APPLE.into(), run: mobile::apple },
];

pub fn run(arguments: &[&str]) -> Result<()> {
    let parts = parts::select(&PARTS, &ON_REQUEST, &tools::others(arguments))?;
    tools::provide(&parts::tools(&parts), arguments)?;
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
