//! `libgenauth` beside what else a Python program would use: the vendor's SDKs, and general clients with `json`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::server::Server;
use super::{cell, folder, median};
use crate::{artefacts, paths, step, venv};

const ROUNDS: usize = 5;
const SECONDS: &str = "1.5";
const AT_ONCE: &str = "32";

/// How the calls of a library are made, and what a program imports for it. The first of a loop is what its others are
/// compared with.
struct Way(&'static str, &'static str, &'static str);

const WAYS: [Way; 11] = [
    Way("libgenauth", "threads", "libgenauth"),
    Way("pycurl", "threads", "json, pycurl"),
    Way("requests", "threads", "requests"),
    Way("httpx", "threads", "httpx"),
    Way("authing", "threads", "authing"),
    Way("genauth", "threads", "genauth"),
    Way("libgenauth", "asyncio", "asyncio, libgenauth"),
    Way("aiohttp", "asyncio", "asyncio, aiohttp"),
    Way("httpx", "asyncio", "asyncio, httpx"),
    Way("libgenauth", "uvloop", "uvloop, libgenauth"),
    Way("aiohttp", "uvloop", "uvloop, aiohttp"),
];

/// Median and 99th percentile of a call alone, its CPU time, calls per second and CPU time of many at once, time of import.
type Figures = [f64; 6];

pub fn run() -> Result<()> {
    let folder = folder()?;
    let wheel = artefacts::python_wheel()?;
    let environment = folder.join("venv");
    venv::make(&environment, &["benches/python/requirements.txt"])?;
    let python = environment.join("bin/python");
    artefacts::install_python_package(&wheel, &python)?;

    let server = Server::start(&folder)?;
    let mut rounds: Vec<Vec<Figures>> = WAYS.iter().map(|_| Vec::new()).collect();
    for round in 1..=ROUNDS {
        step::step(&format!("round {round} of {ROUNDS}"), || {
            for (way, figures) in WAYS.iter().zip(&mut rounds) {
                figures.push(measure(way, &python, &folder)?);
            }
            Ok(())
        })?;
    }
    drop(server);
    report(&rounds);
    Ok(())
}

fn measure(Way(library, driver, imports): &Way, python: &Path, folder: &Path) -> Result<Figures> {
    let calls = |mut program: Command, workers: &str| {
        program
            .arg(paths::root().join("benches/python/measure.py"))
            .args([library, driver, workers, SECONDS]);
        figures(program.arg(Server::url()).arg(folder.join("ca.pem")))
    };
    let [p50, p99, cpu, _] = calls(pinned(python), "1")?;
    // Threads are there to use every CPU.
    let [_, _, cpu_at_once, rate] = calls(Command::new(python), AT_ONCE)?;
    let program = format!(
        "import time; start = time.perf_counter(); import {imports}; print((time.perf_counter() - start) * 1e3)"
    );
    let [import] = figures(pinned(python).arg("-c").arg(program))?;
    Ok([p50, p99, cpu, rate, cpu_at_once, import])
}

/// Python on the server's CPU.
fn pinned(python: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(python);
    command
}

fn figures<const N: usize>(command: &mut Command) -> Result<[f64; N]> {
    let output = step::output_of(command)?;
    let figures: Vec<f64> = output.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    figures.try_into().ok().with_context(|| format!("{output:?} is no measurement"))
}

fn report(rounds: &[Vec<Figures>]) {
    println!(
        "\n| library | driven by | p50 µs | p99 µs | CPU µs | {AT_ONCE} at once: calls/s | CPU µs | import ms |\n\
         |---|---|---|---|---|---|---|---|"
    );
    let medians: Vec<Figures> = rounds.iter().map(|figures| median(figures)).collect();
    for (Way(library, driver, _), figures) in WAYS.iter().zip(&medians) {
        let first = WAYS.iter().position(|Way(_, other, _)| other == driver).unwrap_or_default();
        let cells: Vec<_> =
            figures.iter().zip(medians[first]).map(|(theirs, ours)| cell(*theirs, ours)).collect();
        println!("| {library} | {driver} | {} |", cells.join(" | "));
    }
}
