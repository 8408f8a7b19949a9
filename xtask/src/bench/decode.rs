//! Three fields of a profile of one megabyte, beside a decoder that fills a struct.
//!
//! What the library takes for it is a call's CPU time, less that of a call whose megabyte is no JSON: the transport.

use std::process::Command;

use anyhow::Result;

use super::quantity::Quantity::Decode;
use super::samples::Samples;
use super::ways::{C_BIG, SERDE_BIG};
use super::{Measured, figures, pinned, responses, rounds};
use crate::artefacts::{self, cargo};
use crate::nginx::Nginx;
use crate::{paths, step};

const ROUNDS: usize = 7;
const CALLS: &str = "300";
/// Where the responses lie.
const BIG: &str = "big";
const INVALID: &str = "invalid";

pub fn run() -> Result<Measured> {
    let mut samples = Samples::default();
    artefacts::c_library()?;
    step::step("build what calls from C", artefacts::c_measurement)?;
    let decoder = ["build", "--release", "--package", "genauth-bench", "--bin", "genauth-decode"];
    step::run("build the decoder", &mut cargo(&decoder))?;
    responses::write_invalid(INVALID, responses::write_big(BIG)?)?;
    let nginx = Nginx::start(&paths::bench(""))?;
    let cpu_time = |way: &str, prefix: &str| {
        let mut program: Command = pinned(paths::bench("genauth"));
        program.arg(way).arg(format!("{}/{prefix}", nginx.url())).arg(nginx.ca_file()).arg(CALLS);
        let [_, _, cpu, _] = figures(&mut program)?;
        Ok::<_, anyhow::Error>(cpu)
    };
    rounds(ROUNDS, || {
        samples.push(C_BIG, Decode, cpu_time("profile", BIG)? - cpu_time("invalid", INVALID)?);
        let mut decoder = pinned(paths::release("genauth-decode"));
        let [time] = figures(decoder.arg(responses::file(BIG)).arg(CALLS))?;
        samples.push(SERDE_BIG, Decode, time);
        Ok(())
    })?;
    Ok(Measured { samples, tables: &[] })
}
