//! What has to be built before it can be shown or tested. Each of these is quick when nothing has changed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::step::{self, run};
use crate::tools::{self, need};
use crate::{emulator, install, paths};

/// Cargo, as the user has it, in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(paths::root()).args(arguments);
    cargo
}

pub fn emulator() -> Result<()> {
    run("build the emulator", &mut cargo(&["build", "--release", "--package", "genauth-emulator"]))?;
    Ok(())
}

pub fn rust_example() -> Result<()> {
    run("build the Rust example", &mut cargo(&["build", "--release", "--package", "genauth-example"]))?;
    Ok(())
}

/// The C library, installed under `paths::stage()`.
pub fn c_library() -> Result<()> {
    need(&[&tools::CC, &tools::CXX, &tools::PKG_CONFIG])?;
    install::run(&paths::stage())
}

/// The project's own Python environment, with everything that its Python tests import but the package itself.
pub fn python_environment() -> Result<()> {
    need(&[&tools::PYTHON])?;
    let requirements = ["bindings-python/requirements-dev.txt", "tests/parity/requirements.txt"];
    let requirements = requirements.map(|file| paths::root().join(file));
    let wanted = requirements.iter().map(fs::read_to_string).collect::<Result<String, _>>()?;
    let stamp = paths::target().join("venv/requirements");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step::step("set up the Python environment", || {
        step::output_of(
            Command::new("python3").args(["-m", "venv", "--clear"]).arg(paths::target().join("venv")),
        )
        .context("python3 -m venv: apt install python3-venv")?;
        let mut pip = Command::new(paths::venv("python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        step::output_of(
            pip.args(requirements.iter().flat_map(|file| ["-r".into(), file.clone().into_os_string()])),
        )?;
        Ok(fs::write(stamp, wanted)?)
    })
}

/// The Python package, installed from its wheel.
pub fn python_package() -> Result<()> {
    python_environment()?;
    let wheels = paths::target().join("wheels");
    let mut maturin = Command::new(paths::venv("maturin"));
    maturin
        .current_dir(paths::root().join("bindings-python"))
        .args(["build", "--release", "--out"])
        .arg(&wheels);
    run("build the Python wheel", maturin.arg("--interpreter").arg(paths::venv("python")))?;
    let mut pip = Command::new(paths::venv("python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--force-reinstall",
    ]);
    run("install it", pip.args(["--no-index", "libgenauth", "--find-links"]).arg(&wheels))?;
    Ok(())
}

/// Maven in a folder of the workspace.
pub fn maven(folder: &str, goals: &[&str]) -> Command {
    let mut maven = Command::new("mvn");
    maven
        .current_dir(paths::root().join(folder))
        .args(["--batch-mode", "--no-transfer-progress"])
        .args(goals);
    maven.arg(format!("-Dgenauth.native.dir={}", paths::release("").display()));
    maven.env("GENAUTH_EMULATOR", emulator::program());
    maven
}

/// The native half of the Kotlin package.
pub fn kotlin_library() -> Result<()> {
    need(&[&tools::JAVA, &tools::MAVEN])?;
    let build = ["build", "--release", "--package", "genauth-uniffi"];
    run("build the native library for the JVM", &mut cargo(&build))?;
    Ok(())
}

/// The Kotlin package, in the local repository.
pub fn kotlin_package() -> Result<()> {
    kotlin_library()?;
    run("install the Kotlin package", &mut maven("bindings-kotlin/kotlin", &["install", "-DskipTests"]))?;
    Ok(())
}

/// The class path of the Kotlin example, which uses the package from the local repository.
pub fn kotlin_example() -> Result<String> {
    kotlin_package()?;
    run("build the Kotlin example", &mut maven("examples/kotlin", &["compile"]))?;
    let target: PathBuf = paths::root().join("examples/kotlin/target");
    let dependencies = fs::read_to_string(target.join("classpath"))?;
    Ok(format!("{}:{}", target.join("classes").display(), dependencies.trim()))
}
