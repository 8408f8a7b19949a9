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
use crate::{paths, tools};

/// Each packs one kind of artefact.
const PARTS: [Part<()>; 6] = [
    Part { name: "c", tools: || [tools::C, tools::C_PACKAGES].concat(), run: c::run },
    Part { name: "native", tools: Vec::new, run: native::run },
    Part { name: "kotlin", tools: || tools::JVM.into(), run: kotlin::run },
    Part { name: "python", tools: || tools::PYTHON.into(), run: python::run },
    Part { name: "android", tools: || tools::ANDROID.into(), run: mobile::android },
    Part { name: "apple", tools: || tools::APPLE.into(), run: mobile::apple },
];

/// What every machine with Linux can make, and so what is made unless something is named.
const HERE: [&str; 3] = ["c", "kotlin", "python"];

pub fn run(arguments: &[&str]) -> Result<()> {
    let wanted = tools::others(arguments);
    let parts = parts::select(&PARTS, if wanted.is_empty() { &HERE } else { &wanted })?;
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
