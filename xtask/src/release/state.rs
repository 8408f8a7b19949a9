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
    compare(tag, &git(&["tag", "--list", tag])?, &git(&["tag", "--points-at", "HEAD"])?)
}

fn compare(tag: &str, anywhere: &str, here: &str) -> Result<bool> {
    let is_tagged = here.lines().any(|name| name == tag);
    ensure!(is_tagged || anywhere.is_empty(), "{tag} is another commit: count the version up");
    Ok(is_tagged)
}

fn git(arguments: &[&str]) -> Result<String> {
    step::output_of(Command::new("git").current_dir(paths::root()).args(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_belongs_to_one_commit() {
        assert!(!compare("v1.2.3", "", "v1.2.2\n").unwrap());
        assert!(compare("v1.2.3", "v1.2.3\n", "newest\nv1.2.3\n").unwrap());
        let error = compare("v1.2.3", "v1.2.3\n", "").unwrap_err().to_string();
        assert_eq!(error, "v1.2.3 is another commit: count the version up");
    }
}
