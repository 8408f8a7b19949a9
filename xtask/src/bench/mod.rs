//! `cargo xtask bench`: the library beside its peers, as users call it, against nginx over TLS on loopback.
//!
//! Ways take turns within a round, so that what they are compared with is of the same moment. A figure alone means
//! nothing next to one of another run.

mod c;
mod chart;
mod concurrency;
mod decode;
mod document;
mod goals;
mod jvm;
mod machine;
mod python;
mod quantity;
mod report;
mod responses;
mod samples;
mod sizes;
mod ways;

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::parts::{self, Part};
use crate::{paths, step, tools};
use report::Table;
use samples::{Samples, Spread};

/// What a part has measured, and the tables that show all its ways.
pub struct Measured {
    samples: Samples,
    tables: &'static [Table],
}

const PARTS: [Part<Measured>; 6] = [
    Part { name: "c", tools: || [tools::C, tools::LEDGER, tools::BENCH].concat(), run: c::run },
    Part { name: "python", tools: || [tools::RUST, tools::PYTHON, tools::LEDGER].concat(), run: python::run },
    Part { name: "jvm", tools: || [tools::RUST, tools::JVM, tools::LEDGER].concat(), run: jvm::run },
    Part { name: "decode", tools: || [tools::C, tools::LEDGER].concat(), run: decode::run },
    Part {
        name: "concurrency",
        tools: || [tools::C, tools::LEDGER, tools::BENCH].concat(),
        run: concurrency::run,
    },
    Part { name: "sizes", tools: || [tools::C, tools::PYTHON].concat(), run: sizes::run },
];

/// Measures all parts, or some. `--write` is for all: it puts them into `docs/benchmarks.md`.
pub fn run(arguments: &[&str]) -> Result<()> {
    let others = tools::others(arguments);
    let (write, wanted) = if let ["--write"] = others[..] { (true, &[][..]) } else { (false, &others[..]) };
    let parts = parts::select(&PARTS, &[], wanted)?;
    tools::provide(&parts::tools(&parts), arguments)?;
    std::fs::create_dir_all(paths::bench(""))?;
    let machine = machine::describe()?;
    let mut samples = Samples::default();
    let mut tables = Vec::new();
    for part in parts {
        println!("{}", part.name);
        let measured = (part.run)()?;
        samples.extend(measured.samples);
        tables.extend(measured.tables);
    }
    let report = report::markdown(&samples, &tables)?;
    println!("\n{report}");
    document::save(&machine, &samples)?;
    if write { document::write(&machine, &report, &samples) } else { Ok(()) }
}

/// Runs each round of a part as one step.
fn rounds(number: usize, mut round: impl FnMut() -> Result<()>) -> Result<()> {
    (1..=number).try_for_each(|now| step::step(&format!("round {now} of {number}"), &mut round))
}

/// A program on the server's CPU: all work of a call is on it, and no wake-up of another CPU is in the way.
fn pinned(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(program);
    command
}

/// The numbers in the last line that a program prints.
fn figures<const N: usize>(command: &mut Command) -> Result<[f64; N]> {
    let output = step::output_of(command)?;
    let last = output.lines().last().unwrap_or_default();
    let figures: Vec<f64> = last.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    figures.try_into().ok().with_context(|| format!("{output:?} is no measurement"))
}

/// From the start of a process to its end, in milliseconds: the median of some runs.
fn process(runs: usize, mut program: impl FnMut() -> Command) -> Result<f64> {
    let run = |_| {
        let mut command = program();
        let start = Instant::now();
        step::output_of(&mut command)?;
        Ok(start.elapsed().as_secs_f64() * 1e3)
    };
    Ok(Spread::of(&(0..runs).map(run).collect::<Result<Vec<_>>>()?)?.median)
}
