//! The licences of what is linked in, which go wherever the library goes.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::linked;
use crate::step;

const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"];

/// Every crate that `package` links, with its licence, and each licence text once.
pub fn of(package: &str) -> Result<String> {
    let target = step::output_of(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let mut crates = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for crate_ in linked::by(package, Some(target.trim()))? {
        if crate_.source.is_none() {
            continue; // the project's own
        }
        let name = format!("{} {}", crate_.name, crate_.version);
        writeln!(crates, "- {name}: {}", crate_.license.as_deref().unwrap_or("not stated"))?;
        for licence in licences(crate_.manifest_path.parent().context("a crate without a folder")?)? {
            texts.entry(licence).or_default().push(name.clone());
        }
    }
    let mut notices = format!("# Software that is linked into this library\n\n{crates}");
    for (licence, users) in texts {
        write!(notices, "\n---\n{}\n\n{}\n", users.join(", "), licence.trim())?;
    }
    Ok(notices)
}

fn licences(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        if NAMES.iter().any(|known| name.starts_with(known)) && entry.file_type()?.is_file() {
            texts.push(fs::read_to_string(entry.path())?);
        }
    }
    Ok(texts)
}
