//! What a release of the C library hands out, made of what the other tests use: a release builds it for old systems.

use anyhow::Result;

use crate::dist::c::{examples, packages};
use crate::{artefacts, dist, install};

pub fn run() -> Result<usize> {
    artefacts::emulator()?;
    examples::run(&packages(&install::build()?, &dist::folder()?)?)
}
