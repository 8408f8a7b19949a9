//! `cargo xtask screenshots`: pictures of what people see of the emulator.

use std::fs;

use anyhow::Result;

use crate::test::emulator;
use crate::{artefacts, paths, step, tools};

pub fn run() -> Result<()> {
    tools::need(&[tools::RUST, tools::BROWSER].concat())?;
    artefacts::emulator()?;
    let folder = paths::target().join("screenshots");
    fs::create_dir_all(&folder)?;
    let mut node = emulator::node()?;
    print!("{}", step::run("the status page", node.arg("screenshots.mjs").arg(folder))?);
    Ok(())
}
