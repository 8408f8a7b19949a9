//! The Python package: a source distribution that builds without a network, a wheel of it for any Linux since 2014, and
//! one more for each free-threaded CPython of this machine.

mod sdist;
mod wheel;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::artefacts::{self, cargo};
use crate::test::pythons;
use crate::{paths, step};

pub fn run() -> Result<()> {
    let folder = super::folder()?;
    artefacts::emulator()?;
    artefacts::python_environment()?;
    let environment = super::environment()?;

    let sources = sdist::sources()?;
    let sdist = step::step("pack the source distribution", || sdist::pack(&sources, &folder))?;
    let build = |interpreter: &Path| wheel::build(&sources, &environment, interpreter, &folder);
    let wheel = step::step("build the wheel from it", || build(&environment.join("bin/python")))?;
    step::step("inspect the wheel", || wheel::inspect(&wheel, &sources, &environment))?;
    pythons::run(&wheel, build)?;
    sdist::install(&sdist)
}

fn maturin(folder: &Path) -> Command {
    let mut maturin = Command::new(paths::venv("maturin"));
    maturin.current_dir(folder);
    maturin
}

/// The crates that the package needs on a target, each as `name-version`.
fn crates(sources: &Path, target: &str, edges: &str) -> Result<BTreeSet<String>> {
    let arguments = ["tree", "--locked", "--package", "genauth-python", "--prefix", "none"];
    let mut tree = cargo(&arguments);
    tree.current_dir(sources).args(["--edges", edges, "--target", target]);
    let lines = step::output_of(&mut tree)?;
    let crates = lines.lines().filter_map(|line| {
        let (name, rest) = line.split_once(" v")?;
        Some(format!("{name}-{}", rest.split(' ').next()?))
    });
    Ok(crates.collect())
}
