//! `cargo xtask dist`: what a release hands out, under `target/dist`.

pub mod c;
mod kotlin;
mod notices;
mod python;

use std::path::PathBuf;

use anyhow::Result;

use crate::parts::{self, Part};
use crate::{paths, tools};

/// Each packs one kind of artefact.
const PARTS: [Part<()>; 3] = [
    Part { name: "c", tools: || [tools::C, tools::C_PACKAGES].concat(), run: c::run },
    Part { name: "kotlin", tools: || tools::JVM.into(), run: kotlin::run },
    Part { name: "python", tools: || tools::PYTHON.into(), run: python::run },
];

pub fn run(wanted: &[&str]) -> Result<()> {
    let parts = parts::select(&PARTS, wanted)?;
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
