//! `cargo xtask demo`: the same small program in each language, against the embedded emulator. It needs Rust and a C
//! compiler; a language without its compiler is left out with one line.

mod card;
mod jvm;
mod native;
mod python;
mod show;
mod swift;

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::artefacts::cargo;
use crate::step;
use crate::tools::{self, Tool};

use jvm::Jvm;
use show::Show;

/// A program that is ready to run, or why there is none.
enum Example {
    Ready(Command),
    Skipped(String),
}

pub fn run(arguments: &[&str]) -> Result<()> {
    let as_json = match arguments {
        [] => false,
        ["--json"] => true,
        _ => bail!("usage: cargo xtask demo [--json]"),
    };
    tools::need(&[tools::CC])?;
    let start = Instant::now();
    let jvm = Jvm::start();
    build(&jvm)?;
    let mut show = Show::begin(start)?;
    show.run("Rust", native::rust())?;
    show.run("C", native::c()?)?;
    show.run("C++", native::cxx()?)?;
    show.run("Python", python::example()?)?;
    let [kotlin, java] = jvm.examples()?;
    show.run("Kotlin", kotlin)?;
    show.run("Java", java)?;
    show.run("Swift", swift::example()?)?;
    show.end(as_json)
}

/// One invocation, so that every crate is compiled once. It leaves out what no language here needs.
fn build(jvm: &Jvm) -> Result<()> {
    let mut build = cargo(&["build", "--package", "genauth-emulator", "--package", "genauth-example"]);
    build.args(["--package", "genauth-c"]);
    if python::lacks().is_none() {
        build.args(["--package", "genauth-python"]);
    }
    if jvm.is_there() || swift::lacks().is_none() {
        build.args(["--package", "genauth-uniffi"]);
    }
    step::run("compile every crate once", &mut build)?;
    Ok(())
}

/// Says in one line what the machine lacks, if anything.
fn lacks(tools: &[Tool]) -> Option<String> {
    let missing = tools::missing_here(tools);
    (!missing.is_empty()).then(|| format!("missing: {}", missing.join(", ")))
}
