//! The C library for Windows, built by mingw and run under wine.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

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
    step::step("build what wine lacks", || random_numbers(&folder))?;
    let emulator = Emulator::start()?;
    let mut passed = 0;
    for (name, compiler, standard, source) in [
        ("the C example", "gcc", "c11", "examples/c/get_profile.c"),
        ("the C++ example", "g++-posix", "c++17", "examples/cpp/get_profile.cpp"),
    ] {
        let program = step::step(&format!("build {name}"), || compile(&folder, compiler, standard, source))?;
        passed += step::step("run it under wine", || call(&program, &emulator))?;
    }
    let program = step::step("build the program that signs in", || {
        compile(&folder, "gcc", "c11", "examples/c/sign_in.c")
    })?;
    passed += step::step("sign in under wine, and find the session again", || sign_in(&program))?;
    Ok(passed)
}

/// A library of the system that older versions of wine do not have.
fn random_numbers(folder: &Path) -> Result<()> {
    let mut compile = Command::new(WINDOWS.tool("gcc"));
    compile.args(artefacts::STRICT).arg("-shared");
    compile.arg(paths::root().join("tests/windows/bcryptprimitives.c")).arg("-o");
    step::output_of(compile.arg(folder.join("bcryptprimitives.dll")).arg("-ladvapi32"))?;
    Ok(())
}

/// Builds a program that needs nothing but the DLL.
fn compile(folder: &Path, compiler: &str, standard: &str, source: &str) -> Result<PathBuf> {
    let stem = Path::new(source).file_stem().unwrap_or_default().to_string_lossy();
    let program = folder.join(format!("{stem}_{standard}.exe"));
    let mut compile = Command::new(WINDOWS.tool(compiler));
    compile.args(artefacts::STRICT).arg(format!("-std={standard}")).arg("-static");
    compile.arg("-I").arg(paths::root().join("include")).arg(paths::root().join(source));
    compile.arg(WINDOWS.release().join("libgenauth.dll.a")).arg("-o").arg(&program);
    compile.arg("-lpthread"); // mingw has clock_gettime() there
    step::output_of(&mut compile)?;
    Ok(program)
}

fn under_wine(program: &Path) -> Command {
    let mut command = WINDOWS.command(program);
    command.env("WINEPREFIX", paths::target().join("wine")).env("WINEDEBUG", "-all");
    command
}

/// A profile, and the error for the token of nobody.
fn call(program: &Path, emulator: &Emulator) -> Result<usize> {
    let mut run = under_wine(program);
    run.envs(emulator.environment());
    let profile = step::output_of(&mut run)?;
    ensure!(profile.contains(USER), "not the documented user: {profile}");
    let error = step::fails(run.env("GENAUTH_ACCESS_TOKEN", "of-nobody"))?;
    ensure!(error.contains("unauthenticated"), "another error: {error}");
    Ok(2)
}

/// What a browser does: it follows the redirects to the program.
const BROWSER: &str = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1]).read()";

/// A login over loopback, whose session is in a file; the next start finds it there.
fn sign_in(program: &Path) -> Result<usize> {
    let emulator = Emulator::start_with(&["--sign-in", USER])?;
    let folder = paths::target().join("windows/session");
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(&folder)?;
    let mut program = under_wine(program);
    program.current_dir(&folder).env("GENAUTH_APP_ID", "test-app").env("GENAUTH_HOST", &emulator.url);

    let mut process = program.stdout(Stdio::piped()).spawn()?;
    let mut output = BufReader::new(process.stdout.take().context("the program has no output")?);
    let mut line = String::new();
    output.read_line(&mut line)?;
    let url = line.trim().strip_prefix("Sign in at ").with_context(|| format!("no URL, but {line}"))?;
    step::output_of(Command::new("python3").args(["-c", BROWSER, url]))?;
    let mut first = String::new();
    output.read_to_string(&mut first)?;
    ensure!(process.wait()?.success(), "the program failed after the login");
    ensure!(first.contains('@'), "no e-mail address: {first}");

    let second = step::output_of(&mut program)?;
    ensure!(second.trim() == first.trim(), "the next start did not find the session: {second}");
    Ok(2)
}
