//! The vendor's own SDKs, unmodified, against the emulator, beside ours.

use std::process::Command;

use anyhow::Result;

use super::count;
use crate::tools::{self, need};
use crate::{artefacts, emulator, paths, step};

pub fn run() -> Result<usize> {
    need(&[&tools::NPM])?;
    artefacts::emulator()?;
    artefacts::rust_example()?;
    artefacts::python_environment()?;
    let folder = paths::target().join("parity");
    step::step("install the vendor's Node SDK", || {
        std::fs::create_dir_all(&folder)?;
        std::fs::copy(paths::root().join("tests/parity/package.json"), folder.join("package.json"))?;
        let mut npm = Command::new("npm");
        npm.current_dir(&folder).args([
            "install",
            "--ignore-scripts",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
        ]);
        step::output_of(&mut npm)
    })?;
    let mut pytest = Command::new(paths::venv("python"));
    pytest.current_dir(paths::root().join("tests/parity")).args([
        "-m",
        "pytest",
        "--quiet",
        "-p",
        "no:cacheprovider",
    ]);
    pytest.env("GENAUTH_EMULATOR", emulator::program());
    pytest.env("GENAUTH_EXAMPLE", paths::release("get_profile"));
    pytest.env("GENAUTH_NODE_MODULES", folder.join("node_modules"));
    let output = step::run("compare answers and requests", &mut pytest)?;
    count::before(&output, " passed")
}
