//! Many calls at once that take 20 ms each, and many clients that do nothing.

use std::process::Command;
use std::thread;

use anyhow::Result;

use super::quantity::Quantity::{
    BusiestCpu, IdleMemory, IdleSockets, IdleThreads, Linear, P50, P99, Rate, Tail,
};
use super::report::Table;
use super::samples::Samples;
use super::ways::C_ASYNC;
use super::{Measured, figures, rounds};
use crate::artefacts;
use crate::nginx::Nginx;
use crate::{paths, step};

const ROUNDS: usize = 3;
const SECONDS: &str = "3";
const LATENCY_MS: u32 = 20;
const CLIENTS: &str = "10000";

/// A CPU that is busier than this is full: what waits for it waits longer than the server does.
const FULL_PERCENT: f64 = 85.0;

/// So many calls at once, as a way.
struct Level(&'static str, u32);

const LEVELS: [Level; 7] = [
    Level("1 at once", 1),
    Level("10 at once", 10),
    Level("30 at once", 30),
    Level("100 at once", 100),
    Level("300 at once", 300),
    Level("1,000 at once", 1000),
    Level("10,000 at once", 10_000),
];

const TABLES: &[Table] = &[
    Table {
        title: "C, asynchronous calls that take 20 ms",
        ways: &[LEVELS[0].0, LEVELS[1].0, LEVELS[2].0, LEVELS[3].0, LEVELS[4].0, LEVELS[5].0, LEVELS[6].0],
        quantities: &[P50, P99, Rate, BusiestCpu],
    },
    Table {
        title: "10,000 clients that do nothing",
        ways: &[C_ASYNC],
        quantities: &[IdleThreads, IdleSockets, IdleMemory],
    },
];

pub fn run() -> Result<Measured> {
    let mut samples = Samples::default();
    artefacts::c_library()?;
    step::step("build the programs", || {
        for name in ["concurrent", "idle"] {
            artefacts::c_program("gcc", "c11", &[&format!("benches/c/{name}.c")], &paths::bench(name))?;
        }
        Ok(())
    })?;
    let nginx = Nginx::start_slow(&paths::bench(""), LATENCY_MS)?;
    rounds(ROUNDS, || {
        let mut alone = 0.0;
        let (mut least_linear, mut longest_tail) = (f64::INFINITY, 0.0_f64);
        for Level(name, calls) in LEVELS {
            let mut program = other_cpu("concurrent");
            program.arg(nginx.url()).arg(nginx.ca_file()).arg(calls.to_string()).arg(SECONDS);
            let [p50, p99, rate, busiest] = figures(&mut program)?;
            for (quantity, value) in [(P50, p50), (P99, p99), (Rate, rate), (BusiestCpu, busiest)] {
                samples.push(name, quantity, value);
            }
            if calls == 1 {
                alone = rate;
            }
            if calls == 1 || busiest < FULL_PERCENT {
                least_linear = least_linear.min(rate / (alone * f64::from(calls)));
                longest_tail = longest_tail.max(p99 / p50);
            }
        }
        samples.push(C_ASYNC, Linear, least_linear);
        samples.push(C_ASYNC, Tail, longest_tail);
        let mut program = Command::new(paths::bench("idle"));
        let [threads, sockets, kilobytes] =
            figures(program.arg(nginx.url()).arg(nginx.ca_file()).arg(CLIENTS))?;
        samples.push(C_ASYNC, IdleThreads, threads);
        samples.push(C_ASYNC, IdleSockets, sockets);
        samples.push(C_ASYNC, IdleMemory, kilobytes / 1e3);
        Ok(())
    })?;
    Ok(Measured { samples, tables: TABLES })
}

/// A program on another CPU than the server's, so that it can be told when one of the two is full.
fn other_cpu(name: &str) -> Command {
    let last = thread::available_parallelism().map_or(0, |cpus| cpus.get() - 1);
    let mut command = Command::new("taskset");
    command.args(["-c", &last.to_string()]).arg(paths::bench(name));
    command
}
