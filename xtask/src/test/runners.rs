//! The runners of every language: how they are built and started.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::swift::Toolchain;
use crate::{artefacts, paths, step};

/// A runner's name and its command, as words with spaces between them.
pub type Runner = (&'static str, String);

/// The runners whose types rule wrong settings out.
pub const STATIC_CONFIG: [&str; 3] = ["kotlin", "kotlin-blocking", "swift"];

/// Builds all of them, and the driver of the scenarios with that of Rust.
pub fn build() -> Result<Vec<Runner>> {
    artefacts::c_library()?;
    artefacts::python_package()?;
    artefacts::kotlin_package()?;
    let programs = ["--bin", "scenarios", "--bin", "scenario-runner-rust"];
    step::run("build the driver and the Rust runner", &mut artefacts::development(&programs))?;
    let swift = Toolchain::get()?;
    let swift_runner = step::step("build the Swift runner", || {
        swift.program("tests/runners/swift/Runner", "Runner", &paths::release(""))
    })?;
    let runners = paths::target().join("runners");
    step::step("build the C, C++ and Kotlin runners", || {
        cmake("c", &runners)?;
        cmake("cpp", &runners)?;
        step::output_of(&mut artefacts::maven("tests/runners/kotlin", &["ktlint:check", "package"]))
    })?;

    let rust = paths::debug("scenario-runner-rust").display().to_string();
    let c = runners.join("c/runner").display().to_string();
    let cxx = runners.join("cpp/runner").display().to_string();
    let runner = paths::root().join("tests/runners/python/runner.py");
    let python = format!("{} {}", paths::venv("python").display(), runner.display());
    let kotlin = format!("java -jar {}", runners.join("kotlin/runner.jar").display());
    Ok(vec![
        ("rust", rust.clone()),
        ("rust-async", format!("{rust} --async")),
        ("c", c.clone()),
        ("c-async", format!("{c} --async")),
        ("c-cpp", cxx.clone()),
        ("c-cpp-async", format!("{cxx} --async")),
        ("python", python.clone()),
        ("python-async", format!("{python} --async")),
        ("kotlin", kotlin.clone()),
        ("kotlin-blocking", format!("{kotlin} --blocking")),
        ("swift", swift.command_line(&swift_runner)),
    ])
}

fn cmake(language: &str, runners: &Path) -> Result<()> {
    let build = runners.join(language);
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(paths::root().join("tests/runners").join(language)).arg("-B").arg(&build);
    configure.arg(format!("-DCMAKE_PREFIX_PATH={}", paths::stage().display()));
    step::output_of(&mut configure)?;
    step::output_of(Command::new("cmake").arg("--build").arg(&build))?;
    Ok(())
}
