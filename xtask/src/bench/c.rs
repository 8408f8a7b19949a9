//! The C library, as JSON and as a profile, beside libcurl with cJSON.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::quantity::Quantity::{Cpu, Cpu32, Instructions, P50, P99, Process, Rate32};
use super::report::Table;
use super::samples::Samples;
use super::ways::{C_PROFILE, C_STRING, LIBCURL};
use super::{Measured, figures, pinned, process, rounds};
use crate::nginx::Nginx;
use crate::{artefacts, counters, paths, step};

const ROUNDS: usize = 7;
const CALLS: &str = "5000";
const THREADS: &str = "32";
const CALLS_OF_A_THREAD: &str = "400";
const PROCESSES: usize = 20;

/// A way, the program that knows it, and how the program calls it.
struct Way(&'static str, &'static str, &'static str);

const WAYS: [Way; 3] = [
    Way(C_STRING, "genauth", "string"),
    Way(C_PROFILE, "genauth", "profile"),
    Way(LIBCURL, "libcurl", "easy"),
];

const TABLES: &[Table] = &[Table {
    title: "C",
    ways: &[C_STRING, C_PROFILE, LIBCURL],
    quantities: &[P50, P99, Cpu, Instructions, Rate32, Cpu32, Process],
}];

pub fn run() -> Result<Measured> {
    let mut samples = Samples::default();
    artefacts::c_library()?;
    step::step("build the programs", || {
        artefacts::c_measurement()?;
        build_peer()
    })?;
    let nginx = Nginx::start(&paths::bench(""))?;
    let authorities = authorities(&nginx)?;
    step::step("count instructions", || {
        for way in &WAYS {
            let count = counters::instructions(|calls| {
                let mut program = way.program(Command::new, &nginx);
                program.arg(calls.to_string());
                program
            })?;
            samples.push(way.0, Instructions, count);
        }
        Ok(())
    })?;
    rounds(ROUNDS, || {
        for way in &WAYS {
            let [p50, p99, cpu, _] = figures(way.program(pinned, &nginx).arg(CALLS))?;
            let [_, _, cpu_32, rate] =
                figures(way.program(Command::new, &nginx).args([CALLS_OF_A_THREAD, THREADS]))?;
            let process = process(PROCESSES, || way.one_call(&nginx, &authorities))?;
            for (quantity, value) in
                [(P50, p50), (P99, p99), (Cpu, cpu), (Rate32, rate), (Cpu32, cpu_32), (Process, process)]
            {
                samples.push(way.0, quantity, value);
            }
        }
        Ok(())
    })?;
    Ok(Measured { samples, tables: TABLES })
}

impl Way {
    fn program(&self, start: impl Fn(PathBuf) -> Command, nginx: &Nginx) -> Command {
        let mut program = start(paths::bench(self.1));
        program.arg(self.2).arg(nginx.url()).arg(nginx.ca_file());
        program
    }

    /// One that trusts what a program trusts on this machine.
    fn one_call(&self, nginx: &Nginx, authorities: &PathBuf) -> Command {
        let mut program = Command::new(paths::bench(self.1));
        program.arg(self.2).arg(nginx.url());
        if self.1 == "genauth" {
            program.env("SSL_CERT_FILE", authorities).arg("");
        } else {
            program.arg(authorities);
        }
        program.arg("0");
        program
    }
}

fn build_peer() -> Result<()> {
    let mut compile = Command::new("gcc");
    compile.current_dir(paths::root().join("benches/c")).args(artefacts::STRICT).args(["-std=c11", "-O2"]);
    compile.args(["measure.c", "libcurl.c", "-lcurl", "-lcjson", "-o"]).arg(paths::bench("libcurl"));
    step::output_of(&mut compile)?;
    Ok(())
}

/// A file with the system's authorities and the server's.
pub fn authorities(nginx: &Nginx) -> Result<PathBuf> {
    const SYSTEM: &str = "/etc/ssl/certs/ca-certificates.crt";
    let system =
        fs::read_to_string(SYSTEM).with_context(|| format!("{SYSTEM}: apt install ca-certificates"))?;
    let file = paths::bench("authorities.pem");
    fs::write(&file, system + &fs::read_to_string(nginx.ca_file())?)?;
    Ok(file)
}
