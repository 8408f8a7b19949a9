//! What has to be built before it can be shown or tested. Each of these is quick when nothing has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::step::{self, run};
use crate::{emulator, install, paths, venv};

/// Cargo, as the user has it, in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(paths::root()).args(arguments);
    cargo
}

/// Builds targets that only tests use, in the dev profile: with the features of the whole workspace and of its tests, as
/// `cargo test` has them, so that all parts of a run share every crate.
pub fn development(targets: &[&str]) -> Command {
    let mut build = cargo(&["build", "--workspace", "--all-features"]);
    // There are none, but it makes Cargo look at the features that tests ask for.
    build.arg("--examples").args(targets);
    build
}

pub fn emulator() -> Result<()> {
    run("build the emulator", &mut development(&["--bin", "genauth-emulator"]))?;
    Ok(())
}

pub fn rust_example() -> Result<()> {
    run("build the Rust example", &mut development(&["--bin", "get_profile"]))?;
    Ok(())
}

/// The C library, installed under `paths::stage()`.
pub fn c_library() -> Result<()> {
    install::place(&paths::stage())
}

/// What C and C++ of the project are compiled with.
pub const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// Builds a program against the installed C library, as its users do.
pub fn c_program(compiler: &str, standard: &str, sources: &[&str], program: &Path) -> Result<()> {
    let lib = paths::stage().join("lib");
    let mut pkg_config = Command::new("pkg-config");
    let flags = step::output_of(
        pkg_config.args(["--cflags", "--libs", "genauth"]).env("PKG_CONFIG_PATH", lib.join("pkgconfig")),
    )?;
    let mut compile = Command::new(compiler);
    compile.args(STRICT).arg("-O2").arg(format!("-std={standard}"));
    compile.args(sources.iter().map(|source| paths::root().join(source))).args(flags.split_whitespace());
    compile.arg(format!("-Wl,-rpath,{}", lib.display())).arg("-o").arg(program);
    step::output_of(&mut compile)?;
    Ok(())
}

/// A program that makes as many calls as it is asked for, against the installed C library.
pub fn c_measurement() -> Result<()> {
    fs::create_dir_all(paths::bench(""))?;
    let sources = ["benches/c/measure.c", "benches/c/genauth.c"];
    c_program("gcc", "c11", &sources, &paths::bench("genauth"))
}

/// That program, and its like in Rust.
pub fn measurements() -> Result<()> {
    step::step("build what calls from C", c_measurement)?;
    let calls = ["build", "--release", "--package", "genauth-bench", "--bin", "genauth-calls"];
    run("build what calls from Rust", &mut cargo(&calls))?;
    Ok(())
}

/// The project's own Python environment, with everything that its Python tests import but the package itself.
pub fn python_environment() -> Result<()> {
    let requirements = [
        "bindings-python/requirements-dev.txt",
        "tests/parity/requirements.txt",
        "xtask/workflows/requirements.txt",
    ];
    venv::make(&paths::target().join("venv"), &requirements)
}

/// The Python package as a wheel for this machine.
pub fn python_wheel() -> Result<PathBuf> {
    python_environment()?;
    let wheels = paths::target().join("wheels");
    run("build the Python wheel", &mut maturin_build(&paths::venv("python"), &wheels))?;
    wheel_in(&wheels)
}

/// The package as a wheel for another interpreter: of the limited API, unless it is free-threaded and has none.
pub fn python_wheel_for(interpreter: &Path) -> Result<PathBuf> {
    let wheels = paths::target().join("wheels");
    step::output_of(&mut maturin_build(interpreter, &wheels))?;
    wheel_in(&wheels)
}

fn maturin_build(interpreter: &Path, wheels: &Path) -> Command {
    let mut maturin = Command::new(paths::venv("maturin"));
    maturin.current_dir(paths::root().join("bindings-python")).args(["build", "--release", "--out"]);
    maturin.arg(wheels).arg("--interpreter").arg(interpreter);
    maturin
}

/// The wheel of this version that was built last.
pub fn wheel_in(folder: &Path) -> Result<PathBuf> {
    let mut newest = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(concat!("libgenauth-", env!("CARGO_PKG_VERSION"), "-")) && name.ends_with(".whl")
        {
            newest = newest.max(Some((entry.metadata()?.modified()?, entry.path())));
        }
    }
    Ok(newest.with_context(|| format!("no wheel in {}", folder.display()))?.1)
}

/// The Python package, installed from its wheel.
pub fn python_package() -> Result<()> {
    install_python_package(&python_wheel()?, &paths::venv("python"))
}

/// The package from a wheel, in place of another build of the same version.
pub fn install_python_package(wheel: &Path, python: &Path) -> Result<()> {
    let install = ["--no-index", "--no-deps", "--force-reinstall"];
    run("install it", venv::pip(python).args(install).arg(wheel))?;
    Ok(())
}

/// Maven in a folder of the workspace. Its local repository is the project's own, not the user's.
pub fn maven(folder: &str, goals: &[&str]) -> Command {
    let mut maven = Command::new("mvn");
    maven
        .current_dir(paths::root().join(folder))
        .args(["--batch-mode", "--no-transfer-progress"])
        .args(goals);
    maven.arg(format!("-Dmaven.repo.local={}", paths::target().join("m2").display()));
    maven.arg(format!("-Dgenauth.native.dir={}", paths::release("").display()));
    maven.env("GENAUTH_EMULATOR", emulator::program());
    maven
}

/// The native half of the Kotlin and Swift packages.
pub fn native_library() -> Result<()> {
    let build = ["build", "--release", "--package", "genauth-uniffi"];
    run("build the native library for Kotlin and Swift", &mut cargo(&build))?;
    Ok(())
}

/// The Kotlin package, in the local repository.
pub fn kotlin_package() -> Result<()> {
    native_library()?;
    run("install the Kotlin package", &mut maven("bindings-kotlin/kotlin", &["install", "-DskipTests"]))?;
    Ok(())
}

/// A program for the JVM that uses the package from the local repository: its folder, and its main class.
pub fn jvm_program(folder: &str, main: &str) -> Result<Command> {
    let mut java = Command::new("java");
    java.args(["-cp", &class_path(folder)?, main]);
    Ok(java)
}

/// Compiles a program for the JVM and says where its classes and those of its dependencies are.
pub fn class_path(folder: &str) -> Result<String> {
    step::output_of(&mut maven(folder, &["compile"]))?;
    let target = paths::root().join(folder).join("target");
    let dependencies = fs::read_to_string(target.join("classpath"))?;
    Ok(format!("{}:{}", target.join("classes").display(), dependencies.trim()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Crates with their features. Where these differ, Cargo compiles a crate once more.
    fn crates(packages: &[&str]) -> BTreeSet<String> {
        let mut tree = cargo(&["tree", "--locked", "--edges", "normal,build", "--prefix", "none"]);
        tree.args(["--format", "{p} {f}"]).args(packages.iter().flat_map(|package| ["--package", package]));
        let lines = step::output_of(&mut tree).unwrap();
        lines.lines().map(|line| line.trim_end_matches("(*)").trim().to_owned()).collect()
    }

    #[test]
    fn the_libraries_that_ship_share_their_crates() {
        let libraries = ["genauth-c", "genauth-python", "genauth-uniffi"];
        let together = crates(&libraries);
        for library in libraries {
            let alone = crates(&[library]);
            let apart: Vec<_> = alone.difference(&together).collect();
            assert!(apart.is_empty(), "{library} alone has other features: {apart:?}");
            assert!(alone.len() > 100, "{library} has only {alone:?}");
        }
    }
}
