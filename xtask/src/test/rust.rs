//! The Rust side: formatting, lints, unit, integration and documentation tests of the workspace.

use anyhow::Result;

use crate::artefacts::cargo;
use crate::{count, step};

pub fn run() -> Result<usize> {
    step::run("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    let lint =
        ["clippy", "--workspace", "--all-features", "--all-targets", "--quiet", "--", "--deny", "warnings"];
    step::run("lint", &mut cargo(&lint))?;
    let output = step::run("test", &mut cargo(&["test", "--workspace", "--all-features", "--quiet"]))?;
    count::before(&output, " passed;")
}
