//! The Kotlin package: generated sources up to date, style, tests on the JVM; then programs that have nothing but the
//! installed package.

use std::fs;

use anyhow::{Context, Result, bail, ensure};

use super::count;
use crate::emulator::Emulator;
use crate::{artefacts, bindings, paths, step};

/// Folders of programs that use the package, and their main classes.
const PROGRAMS: [(&str, &str); 4] = [
    ("tests/consumers/kotlin", "ConsumerKt"),
    ("tests/consumers/java", "Consumer"),
    ("examples/kotlin", "GetProfileKt"),
    ("examples/java", "GetProfile"),
];

pub fn run() -> Result<usize> {
    let snippets = step::step("snippets of docs/kotlin.md", check_snippets)?;
    artefacts::emulator()?;
    bindings::check_foreign_sources()?;
    artefacts::kotlin_library()?;
    let goals = ["ktlint:check", "install"];
    let output = step::run("style, tests, package", &mut artefacts::maven("bindings-kotlin/kotlin", &goals))?;
    let tests = count::after(&output, "Tests run:")?;
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

/// Every piece of code in the Kotlin chapter stands in one of the programs above or in the Spring example.
fn check_snippets() -> Result<usize> {
    let mut sources = Vec::new();
    let spring = ("examples/spring", "");
    for (folder, _) in PROGRAMS.iter().chain([&spring]) {
        collect(&paths::root().join(folder).join("src/main"), &mut sources)?;
    }
    let chapter = fs::read_to_string(paths::root().join("docs/kotlin.md"))?;
    let blocks = chapter.split("```").skip(1).step_by(2);
    let snippets: Vec<_> = blocks
        .filter_map(|block| block.strip_prefix("kotlin\n").or_else(|| block.strip_prefix("java\n")))
        .collect();
    for snippet in &snippets {
        let wanted = without_indent(snippet);
        if !sources.iter().any(|source| source.contains(&wanted)) {
            bail!("this part of docs/kotlin.md stands in no program that is compiled:\n{snippet}");
        }
    }
    ensure!(!snippets.is_empty(), "docs/kotlin.md shows no code");
    Ok(snippets.len())
}

/// The sources under a folder, without their indentation.
fn collect(folder: &std::path::Path, sources: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "kt" || extension == "java") {
            sources.push(without_indent(&fs::read_to_string(path)?));
        }
    }
    Ok(())
}

fn without_indent(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n") + "\n"
}
