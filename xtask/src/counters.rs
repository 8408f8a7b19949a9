//! What a call takes, counted rather than timed: a busy machine counts the same as an idle one.
//!
//! A program is run twice, with few calls and with many. The difference is of the calls alone: start, connection and end
//! are in both.

use std::process::Command;

use anyhow::{Context, Result};

use crate::step;

const FEW: usize = 100;
const MANY: usize = 600;

/// User instructions of a call, in all threads of the program. `program` makes the command for a number of calls.
pub fn instructions(program: impl Fn(usize) -> Command) -> Result<f64> {
    let callgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-fd=1"];
    per_call(program, &callgrind, |log| {
        log.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok())
    })
}

/// System calls of a call, in all threads of the program.
pub fn system_calls(program: impl Fn(usize) -> Command) -> Result<f64> {
    let strace = ["strace", "--follow-forks", "--summary-only", "-U", "calls,name", "-o", "/dev/stdout"];
    per_call(program, &strace, |table| {
        table.lines().find_map(|line| line.trim().strip_suffix("total")?.trim().parse().ok())
    })
}

fn per_call(
    program: impl Fn(usize) -> Command,
    tool: &[&str],
    read: impl Fn(&str) -> Option<u64>,
) -> Result<f64> {
    let count = |calls| {
        let output = step::output_of(&mut under(tool, &program(calls)))?;
        read(&output).with_context(|| format!("{} printed no count:\n{output}", tool[0]))
    };
    let (few, many) = (count(FEW)?, count(MANY)?);
    let more = u32::try_from(many.saturating_sub(few)).context("a call cannot take that much")?;
    Ok(f64::from(more) / (MANY - FEW) as f64)
}

/// The program as a child of the tool.
fn under(tool: &[&str], program: &Command) -> Command {
    let mut command = Command::new(tool[0]);
    command.args(&tool[1..]).arg(program.get_program()).args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}
