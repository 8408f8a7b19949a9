//! `cargo xtask test`: the tests of every language, or those of some parts.

mod c;
mod cli;
pub mod emulator;
mod kotlin;
mod network;
mod packages;
mod parity;
mod provider;
mod python;
pub mod pythons;
mod runners;
mod rust;
mod scenarios;
mod snippets;
mod swift;
mod windows;
mod workflows;

use std::time::Instant;

use anyhow::Result;

use crate::dist;
use crate::parts::{self, Part};
use crate::platform::AARCH64;
use crate::swift as toolchain;
use crate::tools;

/// Each part says how many tests have passed.
const PARTS: [Part<usize>; 12] = [
    Part { name: "rust", tools: || tools::RUST.into(), run: rust::run },
    Part { name: "c", tools: || [tools::C, tools::C_CHECKS, tools::LEDGER].concat(), run: c::run },
    Part { name: "cli", tools: || [tools::C, tools::PYTHON, tools::KEYRING].concat(), run: cli::run },
    Part { name: "packages", tools: || [tools::C, tools::C_PACKAGES].concat(), run: packages::run },
    Part { name: "python", tools: || [tools::RUST, tools::PYTHON, tools::LEDGER].concat(), run: python::run },
    Part { name: "kotlin", tools: || [tools::RUST, tools::JVM].concat(), run: kotlin::run },
    Part { name: "swift", tools: || [tools::RUST, toolchain::tools()].concat(), run: swift::run },
    Part {
        name: "scenarios",
        tools: || {
            let runners = [tools::C, tools::C_RUNNERS, tools::PYTHON, tools::JVM, toolchain::tools()];
            [runners.concat(), tools::NODE.into()].concat()
        },
        run: scenarios::run,
    },
    Part {
        name: "network",
        tools: || [tools::RUST, tools::PYTHON, tools::SERVERS].concat(),
        run: network::run,
    },
    Part { name: "parity", tools: || [tools::RUST, tools::PYTHON, tools::NODE].concat(), run: parity::run },
    Part { name: "workflows", tools: || tools::PYTHON.into(), run: workflows::run },
    Part {
        name: "emulator",
        tools: || [tools::RUST, tools::PYTHON, tools::BROWSER].concat(),
        run: emulator::run,
    },
];

/// What needs tools for another platform.
const ON_REQUEST: [Part<usize>; 2] = [
    Part {
        name: "aarch64",
        tools: || [tools::C, tools::C_PACKAGES, tools::PYTHON, tools::AARCH64].concat(),
        run: || dist::c::release(&AARCH64),
    },
    Part {
        name: "windows",
        tools: || [&[tools::CC], tools::PYTHON_ALONE, tools::WINDOWS].concat(),
        run: windows::run,
    },
];

pub fn run(arguments: &[&str]) -> Result<()> {
    let parts = parts::select(&PARTS, &ON_REQUEST, &tools::others(arguments))?;
    tools::provide(&parts::tools(&parts), arguments)?;
    let mut passed = 0;
    let mut times = Vec::new();
    for part in parts {
        println!("{}", part.name);
        let start = Instant::now();
        passed += (part.run)()?;
        times.push(format!("{} {:.0} s", part.name, start.elapsed().as_secs_f64()));
    }
    println!("\n{}\n{passed} passed, 0 failed", times.join(", "));
    Ok(())
}
