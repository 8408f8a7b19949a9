//! The package on every CPython of the machine that it supports: those on the path and those of pyenv.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Result, ensure};

use super::count;
use crate::{emulator, paths, step, venv};

const OLDEST: (u32, u32) = (3, 9);

/// What the tests import, for each Python that the package supports.
const REQUIREMENTS: &str = "bindings-python/requirements-test.txt";

/// Tests with other people's packages, not all of which support every Python; the project's own environment runs them.
const ELSEWHERE: [&str; 8] = [
    "tests/test_docs.py",
    "tests/test_event_loops.py",
    "tests/test_fastapi_login.py",
    "tests/test_frameworks.py",
    "tests/test_frozen.py",
    "tests/test_greenlets.py",
    "tests/test_integrations.py",
    "tests/test_processes.py",
];

/// What an interpreter is, in one line. A free-threaded one has another ABI.
const IDENTIFY: &str = "\
import sys, sysconfig
kind = 'free-threaded' if sysconfig.get_config_var('Py_GIL_DISABLED') else sys.implementation.name
print(kind, '%d.%d.%d' % sys.version_info[:3])";

/// The tests of a wheel on each CPython, in an environment that holds nothing else: it needs nothing else. They wait more
/// than they work, so two of them share a step.
pub fn run(wheel: &Path) -> Result<usize> {
    let mut passed = 0;
    for pair in every_cpython()?.chunks(2) {
        let names: Vec<_> = pair.iter().map(|python| python.version.as_str()).collect();
        passed += step::step(&format!("tests on CPython {}", names.join(" and ")), || {
            thread::scope(|scope| {
                let tests: Vec<_> = pair.iter().map(|python| scope.spawn(|| test(wheel, python))).collect();
                tests.into_iter().map(|test| test.join().expect("no test panics")).sum::<Result<usize>>()
            })
        })?;
    }
    Ok(passed)
}

struct Cpython {
    version: String,
    program: PathBuf,
}

fn test(wheel: &Path, python: &Cpython) -> Result<usize> {
    let folder = paths::target().join("pythons").join(&python.version);
    let empty = folder.join("venv");
    step::output_of(
        Command::new(&python.program).args(["-m", "venv", "--clear", "--without-pip"]).arg(&empty),
    )?;
    let python = empty.join("bin/python");
    step::output_of(pip_for(&python, &["install", "--quiet", "--no-index"]).arg(wheel))?;
    let installed = step::output_of(&mut pip_for(&python, &["list", "--format=freeze"]))?;
    ensure!(installed.lines().count() == 1, "the wheel does not come alone:\n{installed}");

    let tools = folder.join("tools");
    let wanted = venv::contents(&[REQUIREMENTS])?;
    let stamp = folder.join("requirements");
    if !fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) {
        let mut install = pip_for(&python, &["install", "--quiet", "--upgrade", "--target"]);
        install.arg(&tools).args(venv::files(&[REQUIREMENTS]));
        step::output_of(&mut install)?;
        fs::write(stamp, wanted)?;
    }
    let mut pytest = Command::new(&python);
    pytest.current_dir(paths::root().join("bindings-python"));
    pytest.args(["-m", "pytest", "--quiet", "-p", "no:cacheprovider"]);
    pytest.args(ELSEWHERE.map(|file| format!("--ignore={file}")));
    pytest.env("PYTHONPATH", tools).env("GENAUTH_EMULATOR", emulator::program());
    count::before(&step::output_of(&mut pytest)?, " passed")
}

/// The pip of the project's own environment, working for another one.
fn pip_for(python: &Path, arguments: &[&str]) -> Command {
    let mut pip = Command::new(paths::venv("python"));
    pip.args(["-m", "pip", "--disable-pip-version-check", "--python"]).arg(python).args(arguments);
    pip
}

/// One program for each version, oldest first.
fn every_cpython() -> Result<Vec<Cpython>> {
    let mut found = BTreeMap::new();
    for program in on_path().into_iter().chain(of_pyenv()) {
        // Not a Python at all, or a stand-in for one that is not installed.
        let Ok(output) = Command::new(&program).args(["-c", IDENTIFY]).output() else { continue };
        let line = String::from_utf8_lossy(&output.stdout);
        let Some(version) = line.trim().strip_prefix("cpython ") else { continue };
        let numbers: Vec<u32> = version.split('.').map(str::parse).collect::<Result<_, _>>()?;
        if (numbers[0], numbers[1]) >= OLDEST {
            found.entry(numbers).or_insert(Cpython { version: version.to_owned(), program });
        }
    }
    ensure!(!found.is_empty(), "no CPython 3.9 or newer is installed");
    Ok(found.into_values().collect())
}

/// Whatever is called `python3.N`.
fn on_path() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = env::split_paths(&path).filter_map(|folder| fs::read_dir(folder).ok()).collect();
    let programs = folders.into_iter().flatten().flatten().map(|entry| entry.path());
    programs.filter(|program| minor(program).is_some()).collect()
}

fn minor(program: &Path) -> Option<u32> {
    program.file_name()?.to_str()?.strip_prefix("python3.")?.parse().ok()
}

fn of_pyenv() -> Vec<PathBuf> {
    let pyenv =
        |arguments: &[&str]| step::output_of(Command::new("pyenv").args(arguments)).unwrap_or_default();
    let versions = pyenv(&["versions", "--bare"]);
    let prefixes = versions.lines().map(|version| pyenv(&["prefix", version.trim()]));
    prefixes.map(|prefix| Path::new(prefix.trim()).join("bin/python")).collect()
}
