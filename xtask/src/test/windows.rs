//! The C library for Windows, built by mingw and run under wine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::emulator::Emulator;
use crate::platform::WINDOWS;
use crate::{artefacts, paths, step};

const USER: &str = "6229ffaxxxxxxxxcade3e3d9";

pub fn run() -> Result<usize> {
    artefacts::emulator()?;
    let mut build = WINDOWS.cargo("build")?;
    build.args(["--release", "--locked", "--package", "genauth-c", "--target", WINDOWS.triple]);
    step::run("build genauth.dll", &mut build)?;
    let folder = paths::target().join("windows");
    fs::create_dir_all(&folder)?;
    fs::copy(WINDOWS.release().join("genauth.dll"), folder.join("genauth.dll"))?;
    let emulator = Emulator::start()?;
    let mut passed = 0;
    for (name, compiler, standard, source) in [
        ("the C example", "gcc", "c11", "examples/c/get_profile.c"),
        ("the C++ example", "g++", "c++17", "examples/cpp/get_profile.cpp"),
    ] {
        let program = step::step(&format!("build {name}"), || compile(&folder, compiler, standard, source))?;
        passed += step::step("run it under wine", || call(&program, &emulator))?;
    }
    Ok(passed)
}

/// Builds a program that needs nothing but the DLL.
fn compile(folder: &Path, compiler: &str, standard: &str, source: &str) -> Result<PathBuf> {
    let program = folder.join(format!("{standard}.exe"));
    let mut compile = Command::new(WINDOWS.tool(compiler));
    compile.args(artefacts::STRICT).arg(format!("-std={standard}")).arg("-static");
    compile.arg("-I").arg(paths::root().join("include")).arg(paths::root().join(source));
    compile.arg(WINDOWS.release().join("libgenauth.dll.a")).arg("-o").arg(&program);
    step::output_of(&mut compile)?;
    Ok(program)
}

/// A profile, and the error for the token of nobody.
fn call(program: &Path, emulator: &Emulator) -> Result<usize> {
    let mut run = WINDOWS.command(program);
    run.envs(emulator.environment()).env("WINEPREFIX", paths::target().join("wine"));
    run.env("WINEDEBUG", "-all");
    let profile = step::output_of(&mut run)?;
    ensure!(profile.contains(USER), "not the documented user: {profile}");
    let error = step::fails(run.env("GENAUTH_ACCESS_TOKEN", "of-nobody"))?;
    ensure!(error.contains("authentication"), "another error: {error}");
    Ok(2)
}
