//! The Kotlin package: generated sources up to date, style, tests on the JVM; then programs that have nothing but the
//! installed package.

use anyhow::{Result, ensure};

use super::snippets;
use crate::emulator::Emulator;
use crate::{artefacts, bindings, count, step};

/// Folders of programs that use the package, and their main classes.
const PROGRAMS: [(&str, &str); 4] = [
    ("tests/consumers/kotlin", "ConsumerKt"),
    ("tests/consumers/java", "Consumer"),
    ("examples/kotlin", "GetProfileKt"),
    ("examples/java", "GetProfile"),
];

/// Packages beside the library's own: for HTTP clients, and for tests.
const MORE_PACKAGES: [&str; 3] = ["bindings-kotlin/okhttp", "bindings-kotlin/ktor", "bindings-kotlin/junit"];

pub fn run() -> Result<usize> {
    let sources: Vec<_> = PROGRAMS.map(|(folder, _)| folder).into_iter().chain(["examples/spring"]).collect();
    let snippets = snippets::check("docs/kotlin.md", &["kotlin", "java"], &sources)?
        + snippets::check("docs/testing.md", &["kotlin", "java"], &["bindings-kotlin/junit/src/test"])?;
    artefacts::emulator()?;
    bindings::check_foreign_sources()?;
    artefacts::native_library()?;
    let goals = ["ktlint:check", "install"];
    let output = step::run("style, tests, package", &mut artefacts::maven("bindings-kotlin/kotlin", &goals))?;
    let mut tests = count::after(&output, "Tests run:")?;
    for package in MORE_PACKAGES {
        let output = step::run(package, &mut artefacts::maven(package, &goals))?;
        tests += count::after(&output, "Tests run:")?;
    }
    let emulator = Emulator::start()?;
    for (folder, main) in PROGRAMS {
        step::step(folder, || run_program(&emulator, folder, main))?;
    }
    let output = step::run("Spring Boot example", &mut artefacts::maven("examples/spring", &["test"]))?;
    Ok(tests + PROGRAMS.len() + count::after(&output, "Tests run:")? + snippets)
}

/// Builds a program against the installed package and lets it show the documented user.
fn run_program(emulator: &Emulator, folder: &str, main: &str) -> Result<()> {
    let shown = step::output_of(artefacts::jvm_program(folder, main)?.envs(emulator.environment()))?;
    ensure!(shown.contains("6229ffaxxxxxxxxcade3e3d9"), "{folder} did not show the user: {shown}");
    Ok(())
}
