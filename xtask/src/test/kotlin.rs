//! The Kotlin package: generated sources up to date, style, tests on the JVM.

use anyhow::Result;

use super::count;
use crate::{artefacts, bindings, step};

pub fn run() -> Result<usize> {
    artefacts::emulator()?;
    bindings::check_foreign_sources()?;
    artefacts::kotlin_library()?;
    step::run("style", &mut artefacts::maven("bindings-kotlin/kotlin", &["ktlint:check"]))?;
    let output = step::run("tests", &mut artefacts::maven("bindings-kotlin/kotlin", &["test"]))?;
    count::after(&output, "Tests run:")
}
