//! The emulator's status page in a real browser.

use std::process::Command;

use anyhow::Result;

use super::count;
use crate::{artefacts, emulator, npm, paths, step};

pub fn run() -> Result<usize> {
    artefacts::emulator()?;
    let output = step::run("the status page in a browser", node()?.args(["--test", "page.test.mjs"]))?;
    count::after(&output, "# pass")
}

/// Node in the folder of the page's tests, with what they need.
pub fn node() -> Result<Command> {
    let packages = npm::install("page")?;
    let mut node = Command::new("node");
    node.current_dir(paths::root().join("tests/page"));
    node.env("GENAUTH_NODE_MODULES", packages.join("node_modules"))
        .env("GENAUTH_EMULATOR", emulator::program());
    Ok(node)
}
