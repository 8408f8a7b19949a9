//! `cargo xtask dist`: what a release hands out, under `target/dist`.

pub mod c;
mod kotlin;
mod notices;
mod python;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::paths;

/// Packs one kind of artefact into the folder.
type Pack = fn(&std::path::Path) -> Result<()>;

const PACKS: [(&str, Pack); 3] = [("c", c::run), ("kotlin", kotlin::run), ("python", python::run)];

pub fn run(wanted: &[&str]) -> Result<()> {
    if let Some(unknown) = wanted.iter().find(|wanted| PACKS.iter().all(|(name, _)| name != *wanted)) {
        let names: Vec<_> = PACKS.iter().map(|(name, _)| *name).collect();
        bail!("there is no distribution `{unknown}`; there are: {}", names.join(" "));
    }
    let folder = folder()?;
    for (name, pack) in PACKS {
        if wanted.is_empty() || wanted.contains(&name) {
            println!("{name}");
            pack(&folder)?;
        }
    }
    println!("\nin {}", folder.display());
    Ok(())
}

/// Where the artefacts go.
pub fn folder() -> Result<PathBuf> {
    let folder = paths::target().join("dist");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
