//! The Python package, installed as a wheel into an environment of its own: tests, types, stubs, style.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::count;
use crate::{artefacts, emulator, paths, step};

pub fn run() -> Result<usize> {
    artefacts::emulator()?;
    artefacts::python_package()?;
    for (name, arguments) in [
        ("format", &["ruff", "format", "--check", ".", "../examples/python", "../tests"][..]),
        ("lint", &["ruff", "check", ".", "../examples/python", "../tests"]),
        ("types", &["mypy", "python", "tests", "../examples/python"]),
        ("stubs", &["mypy.stubtest", "libgenauth"]),
    ] {
        step::run(name, &mut module(arguments))?;
    }
    let mut pytest = module(&["pytest", "--quiet"]);
    let output = step::run("tests", pytest.env("GENAUTH_EMULATOR", emulator::program()))?;
    count::before(&output, " passed")
}

/// A module of the project's own Python environment, run in the package's folder.
fn module(arguments: &[&str]) -> Command {
    let mut python = Command::new(paths::venv("python"));
    python.current_dir(paths::root().join("bindings-python")).arg("-m").args(arguments);
    python
}

/// The example, as the environment with the wheel runs it.
pub fn example() -> Command {
    let mut python = Command::new(paths::venv("python"));
    python.arg(paths::root().join(Path::new("examples/python/get_profile.py")));
    python
}
