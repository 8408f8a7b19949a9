//! The Python package, installed as a wheel into an environment of its own: tests, types, stubs, style.

use std::env;
use std::iter;
use std::process::Command;

use anyhow::Result;

use super::pythons;
use crate::{artefacts, count, emulator, ledger, paths, step};

pub fn run() -> Result<usize> {
    artefacts::emulator()?;
    let wheel = artefacts::python_wheel()?;
    artefacts::install_python_package(&wheel, &paths::venv("python"))?;
    for (name, arguments) in [
        (
            "format",
            &[
                "ruff",
                "format",
                "--check",
                ".",
                "../benches/python",
                "../examples/python",
                "../tests",
                "../xtask",
            ][..],
        ),
        ("lint", &["ruff", "check", ".", "../benches/python", "../examples/python", "../tests", "../xtask"]),
        ("types", &["mypy", "python", "tests", "../examples/python"]),
        ("stubs", &["mypy.stubtest", "libgenauth", "--allowlist", "stubtest-allowlist.txt"]),
        ("types, once more", &["pyright"]),
        ("types that users see", &["pyright", "--verifytypes", "libgenauth", "--ignoreexternal"]),
    ] {
        step::run(name, &mut module(arguments)?)?;
    }
    let output = step::run("tests", &mut pytest(&[])?)?;
    let several = ["--parallel-threads=4", "-m", "not thread_unsafe"];
    step::run("tests, each in four threads at once", &mut pytest(&several)?)?;
    Ok(count::before(&output, " passed")?
        + pythons::run(&wheel, artefacts::python_wheel_for)?
        + ledger::check(&ledger::PYTHON)?)
}

fn pytest(arguments: &[&str]) -> Result<Command> {
    let mut pytest = module(&["pytest", "--quiet"])?;
    pytest.args(arguments).env("GENAUTH_EMULATOR", emulator::program());
    Ok(pytest)
}

/// A module of the project's own Python environment, run in the package's folder.
fn module(arguments: &[&str]) -> Result<Command> {
    let mut python = Command::new(paths::venv("python"));
    python.current_dir(paths::root().join("bindings-python")).arg("-m").args(arguments);
    // pyright looks at the packages of whatever Python comes first.
    let path = env::var_os("PATH").unwrap_or_default();
    python.env("PATH", env::join_paths(iter::once(paths::venv("")).chain(env::split_paths(&path)))?);
    Ok(python)
}
