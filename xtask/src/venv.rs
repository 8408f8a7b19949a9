//! Environments of Python, and what is installed into them.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{paths, step};

/// An environment in `folder` with what the requirement files name, as one step.
pub fn make(folder: &Path, requirements: &[&str]) -> Result<()> {
    let name = folder.strip_prefix(paths::target()).unwrap_or(folder).display();
    step::step(&format!("set up the Python environment {name}"), || install(folder, requirements))
}

/// The same without a word. Nothing is done when it is there already.
pub fn install(folder: &Path, requirements: &[&str]) -> Result<()> {
    let wanted = contents(requirements)?;
    let stamp = folder.join("requirements");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step::output_of(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
    step::output_of(pip(&folder.join("bin/python")).args(files(requirements)))?;
    Ok(fs::write(stamp, wanted)?)
}

/// `pip install` of an interpreter.
pub fn pip(python: &Path) -> Command {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    pip
}

/// The contents of requirement files: while they are the same, so is what is installed.
pub fn contents(requirements: &[&str]) -> Result<String> {
    let read = |file: &&str| fs::read_to_string(paths::root().join(file)).with_context(|| (*file).to_owned());
    requirements.iter().map(read).collect()
}

/// Requirement files as pip's arguments.
pub fn files(requirements: &[&str]) -> impl Iterator<Item = String> {
    requirements.iter().flat_map(|file| ["-r".to_owned(), paths::root().join(file).display().to_string()])
}
