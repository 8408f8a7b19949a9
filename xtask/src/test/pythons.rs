//! The package on every CPython of the machine that it supports: those on the path and those of pyenv.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Result, ensure};

use crate::{count, emulator, paths, step, venv};

const OLDEST: (u32, u32) = (3, 9);

/// Free-threading was an experiment before.
const OLDEST_FREE_THREADED: (u32, u32) = (3, 14);

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

/// What an interpreter is, in one line.
const IDENTIFY: &str = "\
import sys, sysconfig
kind = 'free-threaded' if sysconfig.get_config_var('Py_GIL_DISABLED') else sys.implementation.name
print(kind, '%d.%d.%d' % sys.version_info[:3])";

/// The tests of a wheel on each CPython, in an environment that holds nothing else: it needs nothing else. They wait more
/// than they work, so two of them share a step. A free-threaded one has another ABI and needs a wheel of its
/// own, which `build` makes.
pub fn run(wheel: &Path, build: impl Fn(&Path) -> Result<PathBuf>) -> Result<usize> {
    let mut passed = 0;
    let (free_threaded, with_gil): (Vec<_>, Vec<_>) =
        every_cpython()?.into_iter().partition(|python| python.free_threaded);
    for python in free_threaded {
        let name = format!("free-threaded CPython {}", python.version);
        let wheel = step::step(&format!("build the wheel for {name}"), || build(&python.program))?;
        passed += step::step(&format!("tests on {name}"), || test(&wheel, &python))?;
    }
    for pair in with_gil.chunks(2) {
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
    free_threaded: bool,
}

fn test(wheel: &Path, python: &Cpython) -> Result<usize> {
    let folder = paths::target().join("pythons").join(&python.version);
    let free_threaded = python.free_threaded;
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
    let passed = count::before(&step::output_of(&mut pytest)?, " passed")?;
    if free_threaded {
        // pytest's plugins switch the GIL on again if they do not say that they work without it.
        pytest.env("PYTHON_GIL", "0").args(["--parallel-threads=8", "-m", "not thread_unsafe"]);
        step::output_of(&mut pytest)?;
    }
    Ok(passed)
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
        if let Some((free_threaded, numbers)) = supported(&line) {
            let name: Vec<_> = numbers.iter().map(u32::to_string).collect();
            let version = name.join(".") + if free_threaded { "t" } else { "" };
            found.entry((free_threaded, numbers)).or_insert(Cpython { version, program, free_threaded });
        }
    }
    ensure!(!found.is_empty(), "no CPython 3.9 or newer is installed");
    Ok(found.into_values().collect())
}

/// Whether an interpreter that identifies itself so is free-threaded, and its version; `None` if it is not tested.
fn supported(identity: &str) -> Option<(bool, Vec<u32>)> {
    let (kind, version) = identity.trim().split_once(' ')?;
    let (free_threaded, oldest) = match kind {
        "cpython" => (false, OLDEST),
        "free-threaded" => (true, OLDEST_FREE_THREADED),
        _ => return None,
    };
    let numbers: Vec<u32> = version.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    ((*numbers.first()?, *numbers.get(1)?) >= oldest).then_some((free_threaded, numbers))
}

/// Whatever is called `python3.N`, or `python3.Nt` if it is free-threaded.
fn on_path() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = env::split_paths(&path).filter_map(|folder| fs::read_dir(folder).ok()).collect();
    let programs = folders.into_iter().flatten().flatten().map(|entry| entry.path());
    programs.filter(|program| minor(program).is_some()).collect()
}

fn minor(program: &Path) -> Option<u32> {
    program.file_name()?.to_str()?.strip_prefix("python3.")?.trim_end_matches('t').parse().ok()
}

fn of_pyenv() -> Vec<PathBuf> {
    let pyenv =
        |arguments: &[&str]| step::output_of(Command::new("pyenv").args(arguments)).unwrap_or_default();
    let versions = pyenv(&["versions", "--bare"]);
    let prefixes = versions.lines().map(|version| pyenv(&["prefix", version.trim()]));
    prefixes.map(|prefix| Path::new(prefix.trim()).join("bin/python")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpython_is_tested_from_its_oldest_version_on_with_and_without_the_gil() {
        assert_eq!(supported("cpython 3.9.18\n"), Some((false, vec![3, 9, 18])));
        assert_eq!(supported("cpython 3.8.18\n"), None);
        assert_eq!(supported("free-threaded 3.14.0\n"), Some((true, vec![3, 14, 0])));
        assert_eq!(supported("free-threaded 3.13.5\n"), None);
        assert_eq!(supported("pypy 3.11.13\n"), None);
        assert_eq!(supported("pyenv: python3.12: command not found"), None);
    }

    #[test]
    fn an_interpreter_is_known_by_its_name() {
        assert_eq!(minor(Path::new("/usr/bin/python3.14")), Some(14));
        assert_eq!(minor(Path::new("/usr/bin/python3.14t")), Some(14));
        assert_eq!(minor(Path::new("/usr/bin/python3.14-config")), None);
    }
}
