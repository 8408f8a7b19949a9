//! What a release of the C library hands out, made of what the other tests use: a release builds it for old systems.

use std::fs;

use anyhow::Result;

use super::snippets;
use crate::dist::c::{examples, packages};
use crate::{artefacts, install, paths};

pub fn run() -> Result<usize> {
    artefacts::emulator()?;
    let snippets = snippets::check("docs/testing.md", &["cmake"], &["examples/ctest-project"])?;
    let folder = paths::target().join("packages"); // apart from those of a release, which have the same names
    fs::create_dir_all(&folder)?;
    Ok(snippets + examples::run(&packages(&install::build()?, &folder)?)?)
}
