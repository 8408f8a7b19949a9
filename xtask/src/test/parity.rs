//! Clients that nobody here wrote, unmodified, against the emulator: the vendor's own SDKs, beside ours, and OpenID
//! clients.

use std::process::Command;

use anyhow::Result;

use crate::{artefacts, count, emulator, npm, paths, step};

pub fn run() -> Result<usize> {
    let node = npm::install("parity")?;
    artefacts::emulator()?;
    artefacts::rust_example()?;
    artefacts::python_environment()?;
    let mut pytest = Command::new(paths::venv("python"));
    pytest.current_dir(paths::root().join("tests/parity")).args([
        "-m",
        "pytest",
        "--quiet",
        "-p",
        "no:cacheprovider",
    ]);
    pytest.env("GENAUTH_EMULATOR", emulator::program());
    pytest.env("GENAUTH_EXAMPLE", paths::debug("get_profile"));
    pytest.env("GENAUTH_NODE_MODULES", node.join("node_modules"));
    let output = step::run("compare answers and requests", &mut pytest)?;
    count::before(&output, " passed")
}
