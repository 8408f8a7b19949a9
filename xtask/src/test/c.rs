//! The C and C++ side, as users meet it: an installed tree, pkg-config, CMake, sanitizers, valgrind.

mod header;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::emulator::Emulator;
use crate::{abi, artefacts, count, install, ledger, paths, step};

pub fn run() -> Result<usize> {
    artefacts::c_library()?;
    artefacts::emulator()?;
    step::step("symbols and soname", symbols)?;
    step::step("documentation of the headers", header::documentation)?;
    let mut passed = 2;
    passed += step::step("interface as it was released", abi::check)?;
    passed += step::step("header alone, in every standard", header::standards)?;
    passed += step::step("macros of the headers", header::macros)?;
    let emulator = Emulator::start()?;
    passed += examples(&emulator)?;
    passed += suite("tests", "", &emulator)?;
    passed += suite("tests under ASan and UBSan", "address", &emulator)?;
    passed += suite("tests under TSan", "thread", &emulator)?;
    passed += suite("tests under valgrind", "valgrind", &emulator)?;
    artefacts::measurements()?;
    passed += ledger::check(&ledger::C)?;
    Ok(passed)
}

/// Both libraries define `genauth_*` and nothing else, the header declares it, and the soname carries the ABI version.
fn symbols() -> Result<()> {
    let library = paths::stage().join("lib/libgenauth.so");
    let nm = step::output_of(
        Command::new("nm").args(["-D", "--defined-only", "--format=just-symbols"]).arg(&library),
    )?;
    let mut exported: Vec<_> = nm.lines().collect();
    exported.sort_unstable();
    let list = fs::read_to_string(paths::root().join("ffi-c/genauth.sym"))?;
    let listed: Vec<_> = list.lines().collect();
    ensure!(exported == listed, "ffi-c/genauth.sym lists {listed:?}, the library exports {exported:?}");
    let header = fs::read_to_string(paths::root().join("include/genauth.h"))?;
    for name in &exported {
        ensure!(
            header.contains(&format!("{name}(")),
            "{name} is exported, but the header does not declare it"
        );
    }
    let dynamic = step::output_of(Command::new("readelf").arg("-d").arg(&library))?;
    let soname = format!("soname: [libgenauth.so.{}]", install::abi_version()?);
    ensure!(dynamic.contains(&soname), "no {soname} in\n{dynamic}");
    ensure!(dynamic.contains("NODELETE"), "the library can be unloaded:\n{dynamic}");
    let mut nm = Command::new("nm");
    nm.args(["--defined-only", "--extern-only", "--format=just-symbols"]);
    let members = step::output_of(nm.arg(paths::stage().join("lib/libgenauth.a")))?;
    let mut global: Vec<_> =
        members.lines().filter(|line| !line.is_empty() && !line.ends_with(':')).collect();
    global.sort_unstable();
    ensure!(global == listed, "the static library can collide with others; it defines {global:?}");
    Ok(())
}

/// The examples, built by hand with pkg-config and run.
fn examples(emulator: &Emulator) -> Result<usize> {
    let sources = [
        ("the C example", "gcc", "c11", "examples/c/get_profile.c"),
        ("the C++ example", "g++", "c++17", "examples/cpp/get_profile.cpp"),
    ];
    for (name, compiler, standard, source) in sources {
        let program = build(name, compiler, standard, source)?;
        let profile = step::run("run it", Command::new(program).envs(emulator.environment()))?;
        ensure!(profile.contains("6229ffaxxxxxxxxcade3e3d9"), "not the documented user: {profile}");
    }
    Ok(2)
}

/// Builds a program of one file against the installed library.
pub fn build(name: &str, compiler: &str, standard: &str, source: &str) -> Result<PathBuf> {
    let stem = Path::new(source).file_stem().unwrap_or_default().to_string_lossy();
    let program = paths::target().join(format!("{stem}_{standard}"));
    step::step(&format!("build {name}"), || artefacts::c_program(compiler, standard, &[source], &program))?;
    Ok(program)
}

/// The programs of `tests/c`, with nothing or a checker around them. A checker gets faulty programs as well: the proof that it
/// is on.
fn suite(name: &str, checker: &str, emulator: &Emulator) -> Result<usize> {
    let build = paths::target().join("c-tests").join(if checker.is_empty() { "plain" } else { checker });
    step::step(&format!("build the {name}"), || {
        let mut configure = Command::new("cmake");
        configure.arg("-S").arg(paths::root().join("tests/c")).arg("-B").arg(&build);
        configure.arg(format!("-DCMAKE_PREFIX_PATH={}", paths::stage().display()));
        configure.args(["-DCMAKE_BUILD_TYPE=Debug", &format!("-DCHECKER={checker}")]);
        step::output_of(&mut configure)?;
        step::output_of(Command::new("cmake").arg("--build").arg(&build).args(["--parallel", "2"]))
    })?;
    let mut test = Command::new("ctest");
    test.arg("--test-dir").arg(&build).args(["--output-on-failure", "--timeout", "180", "--parallel", "2"]);
    let output = step::run(name, test.env("GENAUTH_HOST", &emulator.url))?;
    count::after(&output, "tests failed out of")
}
