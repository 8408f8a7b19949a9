//! `libgenauth` beside what else a Python program would use: the vendor's SDKs, and general clients.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::c::authorities;
use super::quantity::Quantity::{Cpu, Cpu32, Import, P50, P99, Process, Rate32};
use super::report::Table;
use super::samples::{Samples, Spread};
use super::ways::{AIOHTTP_UVLOOP, PYCURL, PYTHON, REQUESTS, UVLOOP};
use super::{Measured, figures, pinned, process, rounds};
use crate::nginx::Nginx;
use crate::{artefacts, paths, venv};

const ROUNDS: usize = 5;
const SECONDS: &str = "1.5";
const AT_ONCE: &str = "32";
const PROCESSES: usize = 7;

/// A way, its name in `peers.py`, how calls are driven there, and what a program imports for it.
struct Way(&'static str, &'static str, &'static str, &'static str);

const HTTPX: &str = "httpx";
const AUTHING: &str = "authing";
const GENAUTH: &str = "genauth";
const ASYNCIO: &str = "libgenauth, asyncio";
const AIOHTTP: &str = "aiohttp + orjson, asyncio";
const HTTPX_ASYNC: &str = "httpx, asyncio";

const WAYS: [Way; 11] = [
    Way(PYTHON, "libgenauth", "threads", "libgenauth"),
    Way(PYCURL, "pycurl", "threads", "pycurl"),
    Way(REQUESTS, "requests", "threads", "requests"),
    Way(HTTPX, "httpx", "threads", "httpx"),
    Way(AUTHING, "authing", "threads", "authing"),
    Way(GENAUTH, "genauth", "threads", "genauth"),
    Way(UVLOOP, "libgenauth", "uvloop", "uvloop, libgenauth"),
    Way(AIOHTTP_UVLOOP, "aiohttp", "uvloop", "uvloop, aiohttp"),
    Way(ASYNCIO, "libgenauth", "asyncio", "asyncio, libgenauth"),
    Way(AIOHTTP, "aiohttp", "asyncio", "asyncio, aiohttp"),
    Way(HTTPX_ASYNC, "httpx", "asyncio", "asyncio, httpx"),
];

const TABLES: &[Table] = &[
    Table {
        title: "Python, blocking",
        ways: &[PYTHON, PYCURL, REQUESTS, HTTPX, AUTHING, GENAUTH],
        quantities: &[P50, P99, Cpu, Rate32, Cpu32, Import, Process],
    },
    Table {
        title: "Python, asynchronous",
        ways: &[UVLOOP, AIOHTTP_UVLOOP, ASYNCIO, AIOHTTP, HTTPX_ASYNC],
        quantities: &[P50, P99, Cpu, Rate32, Cpu32, Import],
    },
];

pub fn run() -> Result<Measured> {
    let mut samples = Samples::default();
    let wheel = artefacts::python_wheel()?;
    let environment = paths::bench("venv");
    venv::make(&environment, &["benches/python/requirements.txt"])?;
    let python = environment.join("bin/python");
    artefacts::install_python_package(&wheel, &python)?;
    let nginx = Nginx::start(&paths::bench(""))?;
    let authorities = authorities(&nginx)?;
    rounds(ROUNDS, || {
        WAYS.iter().try_for_each(|way| way.measure(&python, &nginx, &authorities, &mut samples))
    })?;
    Ok(Measured { samples, tables: TABLES })
}

impl Way {
    fn measure(&self, python: &Path, nginx: &Nginx, authorities: &Path, samples: &mut Samples) -> Result<()> {
        let Self(name, library, driver, imports) = *self;
        let calls = |mut program: Command, workers: &str| {
            program.arg(paths::root().join("benches/python/measure.py"));
            program.args([library, driver, workers, SECONDS]).arg(nginx.url()).arg(nginx.ca_file());
            figures(&mut program)
        };
        let [p50, p99, cpu, _] = calls(pinned(python), "1")?;
        // Threads are there to use every CPU.
        let [_, _, cpu_32, rate] = calls(Command::new(python), AT_ONCE)?;
        for (quantity, value) in [(P50, p50), (P99, p99), (Cpu, cpu), (Rate32, rate), (Cpu32, cpu_32)] {
            samples.push(name, quantity, value);
        }
        samples.push(name, Import, import(python, imports)?);
        if driver == "threads" {
            let one_call = || {
                let mut program = Command::new(python);
                program.arg(paths::root().join("benches/python/calls.py")).arg(library).arg(nginx.url());
                if library == "libgenauth" {
                    program.env("SSL_CERT_FILE", authorities).arg("");
                } else {
                    program.arg(authorities);
                }
                program.arg("1");
                program
            };
            samples.push(name, Process, process(PROCESSES, one_call)?);
        }
        Ok(())
    }
}

fn import(python: &Path, imports: &str) -> Result<f64> {
    let program = format!(
        "import time; start = time.perf_counter(); import {imports}; print((time.perf_counter() - start) * 1e3)"
    );
    let times: Result<Vec<_>> = (0..PROCESSES)
        .map(|_| {
            let [time] = figures(pinned(python).arg("-c").arg(&program))?;
            Ok(time)
        })
        .collect();
    Ok(Spread::of(&times?)?.median)
}
