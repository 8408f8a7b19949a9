//! The C and C++ side, as users meet it: an installed tree, pkg-config, CMake, sanitizers, valgrind.

mod header;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::count;
use crate::emulator::Emulator;
use crate::tools::{self, need};
use crate::{abi, artefacts, install, paths, step};

const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

pub fn run() -> Result<usize> {
    need(&[&tools::CMAKE, &tools::VALGRIND, &tools::BINUTILS, &tools::ABIGAIL, &tools::DOXYGEN])?;
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
    for program in [c_example, cxx_example] {
        let program = program()?;
        let profile = step::run("run it", Command::new(program).envs(emulator.environment()))?;
        ensure!(profile.contains("6229ffaxxxxxxxxcade3e3d9"), "not the documented user: {profile}");
    }
    Ok(2)
}

/// Builds the C example against the installed library.
pub fn c_example() -> Result<PathBuf> {
    example("C", "gcc", "c11", &paths::root().join("examples/c/get_profile.c"))
}

/// Builds the C++ example against the installed library.
pub fn cxx_example() -> Result<PathBuf> {
    example("C++", "g++", "c++17", &paths::root().join("examples/cpp/get_profile.cpp"))
}

fn example(language: &str, compiler: &str, standard: &str, source: &Path) -> Result<PathBuf> {
    let lib = paths::stage().join("lib");
    let mut pkg_config = Command::new("pkg-config");
    let flags = step::output_of(
        pkg_config.args(["--cflags", "--libs", "genauth"]).env("PKG_CONFIG_PATH", lib.join("pkgconfig")),
    )?;
    let program = paths::target().join(format!("get_profile_{standard}"));
    let mut compile = Command::new(compiler);
    compile.args(STRICT).arg(format!("-std={standard}")).arg(source).args(flags.split_whitespace());
    compile.arg(format!("-Wl,-rpath,{}", lib.display())).arg("-o").arg(&program);
    step::run(&format!("build the {language} example"), &mut compile)?;
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
