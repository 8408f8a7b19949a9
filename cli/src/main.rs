//! `genauth`: the signed-in user on the command line.

mod commands;
mod credentials;
mod doctor;
mod login;
mod logout;
mod manual;
mod output;
mod printable;
mod problem;
mod profile;
mod store;
mod target;
mod token;
mod variable;
mod whoami;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let problem = match commands::Cli::parse().run() {
        Ok(code) => return code,
        Err(problem) => problem,
    };
    // With standard error gone too, the exit code is all that is left to say it.
    let _ = write!(std::io::stderr().lock(), "{problem}");
    ExitCode::from(problem.code)
}
