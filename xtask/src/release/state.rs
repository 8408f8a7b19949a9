//! What git says about a release.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::{paths, step};

/// Fails if anything is not committed: nobody could say what the artefacts were made of.
pub fn is_clean() -> Result<()> {
    let changes = git(&["status", "--porcelain"])?;
    ensure!(changes.is_empty(), "there are changes that no commit has:\n{changes}");
    Ok(())
}

/// Whether the commit has the tag already; fails if another one has.
pub fn is_tagged(tag: &str) -> Result<bool> {
    if git(&["tag", "--list", tag])?.is_empty() {
        return Ok(false);
    }
    let here = git(&["tag", "--points-at", "HEAD"])?;
    ensure!(here.lines().any(|name| name == tag), "{tag} is another commit: count the version up");
    Ok(true)
}

fn git(arguments: &[&str]) -> Result<String> {
    step::output_of(Command::new("git").current_dir(paths::root()).args(arguments))
}
