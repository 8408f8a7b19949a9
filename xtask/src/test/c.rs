//! The C and C++ side, as users meet it: an installed tree, pkg-config, CMake, sanitizers, valgrind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::count;
use crate::emulator::Emulator;
use crate::tools::{self, need};
use crate::{artefacts, install, paths, step};

const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

pub fn run() -> Result<usize> {
    need(&[&tools::CMAKE, &tools::VALGRIND, &tools::BINUTILS])?;
    artefacts::c_library()?;
    artefacts::emulator()?;
    step::step("symbols and soname", symbols)?;
    let mut passed = 1;
    passed += step::step("header alone, in every standard", headers)?;
    let emulator = Emulator::start()?;
    passed += examples(&emulator)?;
    passed += suite("tests", &[], &emulator)?;
    passed += suite("tests under ASan and UBSan", &["-DSANITIZE=ON"], &emulator)?;
    passed += step::step("tests under valgrind", || valgrind(&emulator))?;
    Ok(passed)
}

/// Only `genauth_*` is exported, every declared function is, and the soname carries the ABI version.
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
    Ok(())
}

fn headers() -> Result<usize> {
    let c = ["c99", "c11", "c17", "c2x"].map(|standard| ("gcc", "c", standard, "genauth.h"));
    let cxx =
        ["c++11", "c++14", "c++17", "c++20", "c++23"].map(|standard| ("g++", "c++", standard, "genauth.h"));
    let layer = ["c++17", "c++20", "c++23"].map(|standard| ("g++", "c++", standard, "genauth.hpp"));
    let all = [&c[..], &cxx, &layer].concat();
    for (compiler, language, standard, header) in &all {
        let header = paths::root().join("include").join(header);
        // A header is no program: compiling it as the main file would warn of just that.
        let including = paths::target().join("header-alone.in");
        fs::write(&including, format!("#include \"{}\"\n", header.display()))?;
        let mut compile = Command::new(compiler);
        compile
            .args(STRICT)
            .args(["-fsyntax-only", "-x", language])
            .arg(format!("-std={standard}"))
            .arg(including);
        step::output_of(&mut compile).context(*standard)?;
    }
    Ok(all.len())
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

fn suite(name: &str, options: &[&str], emulator: &Emulator) -> Result<usize> {
    let build = build_folder(!options.is_empty());
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(paths::root().join("tests/c")).arg("-B").arg(&build).args(options);
    configure.arg(format!("-DCMAKE_PREFIX_PATH={}", paths::stage().display()));
    step::run(&format!("build the {name}"), configure.arg("-DCMAKE_BUILD_TYPE=Debug"))?;
    step::output_of(Command::new("cmake").arg("--build").arg(&build).args(["--parallel", "2"]))?;
    let mut test = Command::new("ctest");
    test.arg("--test-dir").arg(&build).args(["--output-on-failure", "--timeout", "180"]);
    let output = step::run(name, test.env("GENAUTH_HOST", &emulator.url))?;
    count::after(&output, "tests failed out of")
}

fn build_folder(sanitized: bool) -> PathBuf {
    paths::target().join(if sanitized { "c-tests-sanitized" } else { "c-tests" })
}

/// No invalid access, and nothing lost for good. The library's own thread is still running at the end, so that what it
/// holds is only possibly lost.
fn valgrind(emulator: &Emulator) -> Result<usize> {
    let tests = ["profile", "errors", "async", "cpp"];
    for test in tests {
        let mut check = Command::new("valgrind");
        check.args([
            "--quiet",
            "--error-exitcode=9",
            "--leak-check=full",
            "--errors-for-leak-kinds=definite,indirect",
        ]);
        check.arg("--show-leak-kinds=definite,indirect").env("GENAUTH_HOST", &emulator.url);
        step::output_of(check.arg(build_folder(false).join(format!("{test}_with_genauth"))))?;
    }
    Ok(tests.len())
}
