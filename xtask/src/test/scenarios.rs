//! Every scenario through every language, and one comparison that decides.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::count;
use crate::artefacts::{self, cargo};
use crate::tools::{self, need};
use crate::{paths, step};

pub fn run() -> Result<usize> {
    need(&[&tools::CMAKE])?;
    artefacts::c_library()?;
    artefacts::python_package()?;
    artefacts::kotlin_package()?;
    step::run(
        "build the driver and the Rust runner",
        &mut cargo(&["build", "--package", "genauth-scenarios"]),
    )?;
    let runners = paths::target().join("runners");
    step::step("build the C, C++ and Kotlin runners", || {
        cmake("c", &runners)?;
        cmake("cpp", &runners)?;
        step::output_of(&mut artefacts::maven("tests/runners/kotlin", &["package"]))
    })?;

    let debug = paths::target().join("debug");
    let rust = debug.join("scenario-runner-rust").display().to_string();
    let c = runners.join("c/runner").display().to_string();
    let cxx = runners.join("cpp/runner").display().to_string();
    let runner = paths::root().join("tests/runners/python/runner.py");
    let python = format!("{} {}", paths::venv("python").display(), runner.display());
    let kotlin = format!("java -jar {}", runners.join("kotlin/runner.jar").display());
    let mut driver = Command::new(debug.join("scenarios"));
    driver.current_dir(paths::root()).args([
        "--static-config",
        "kotlin",
        "--static-config",
        "kotlin-blocking",
    ]);
    for (name, command) in [
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
    ] {
        driver.arg("--runner").arg(format!("{name}={command}"));
    }
    let output = step::run("every scenario in every language", &mut driver)?;
    count::before(&output, " passed,")
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
