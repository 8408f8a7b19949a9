//! `cargo xtask demo`: the same small program in every language, against the embedded emulator.

use std::process::Command;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::emulator::Emulator;
use crate::test::{c, python};
use crate::{artefacts, paths, step};

pub fn run() -> Result<()> {
    println!("build");
    artefacts::emulator()?;
    artefacts::rust_example()?;
    artefacts::c_library()?;
    let (c, cxx) = (c::c_example()?, c::cxx_example()?);
    artefacts::python_package()?;
    artefacts::kotlin_package()?;
    let [kotlin, java] = [("Kotlin", "kotlin", "GetProfileKt"), ("Java", "java", "GetProfile")].map(example);

    let emulator = Emulator::start()?;
    println!("\nthe signed-in user, from {}", emulator.url);
    let mut profiles = Vec::new();
    for (language, mut program) in [
        ("Rust", Command::new(paths::release("get_profile"))),
        ("C", Command::new(c)),
        ("C++", Command::new(cxx)),
        ("Python", python::example()),
        ("Kotlin", kotlin?),
        ("Java", java?),
    ] {
        let shown = show(language, program.envs(emulator.environment()))?;
        profiles.push((language, shown));
    }

    let (first, others) = profiles.split_first().expect("there are six languages");
    if let Some((language, _)) = others.iter().find(|(_, profile)| *profile != first.1) {
        bail!("{language} got another profile than {}", first.0);
    }
    println!("\nall {} printed the same profile", profiles.len());
    Ok(())
}

/// The example of a language of the JVM.
fn example((language, folder, main): (&str, &str, &str)) -> Result<Command> {
    step::step(&format!("build the {language} example"), || {
        artefacts::jvm_program(&format!("examples/{folder}"), main)
    })
}

/// Runs one program, and prints its language, its profile and its time.
fn show(language: &str, program: &mut Command) -> Result<Value> {
    let output = step::isolate(program)?.output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("{language}: {}\n{said}", output.status);
    }
    let time =
        said.lines().find(|line| line.starts_with("get_profile took")).unwrap_or("it did not say how long");
    let text = String::from_utf8_lossy(&output.stdout);
    println!("\n{language}: {time}\n{}", text.trim());
    Ok(serde_json::from_str(&text)?)
}
