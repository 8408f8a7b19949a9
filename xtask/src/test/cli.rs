//! The program `genauth` beside programs in other languages, and with a real keyring.

use std::process::Command;

use anyhow::Result;

use super::c;
use crate::{artefacts, count, paths, step};

pub fn run() -> Result<usize> {
    artefacts::c_library()?;
    artefacts::python_package()?;
    step::run("build the program", &mut artefacts::development(&["--bin", "genauth"]))?;
    let in_c = c::build("the session in C", "gcc", "c11", "tests/cli/shared_session.c")?;
    let mut pytest = Command::new(paths::venv("python"));
    pytest.current_dir(paths::root().join("tests/cli")).args([
        "-m",
        "pytest",
        "--quiet",
        "-p",
        "no:cacheprovider",
    ]);
    pytest.env("GENAUTH_CLI", paths::debug("genauth")).env("GENAUTH_SHARED_C", in_c);
    let output = step::run("one session for all languages, keyring", &mut pytest)?;
    count::before(&output, " passed")
}
