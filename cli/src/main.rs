//! `genauth`: the signed-in user on the command line.

#![expect(clippy::doc_markdown, reason = "clap prints the documentation as help")]

mod whoami;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Who is the signed-in user of a GenAuth application?
#[derive(Parser)]
#[command(name = "genauth", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the profile of the user whom an access token belongs to
    Whoami(whoami::Whoami),
    /// Run a local GenAuth for tests and demos
    Emulator(genauth_emulator::command::Command),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Whoami(whoami) => whoami.run(),
        Command::Emulator(emulator) => emulator.run().map_err(|error| (1, error.to_string())),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, problem)) => {
            // With standard error gone too, the exit code is all that is left to say it.
            let _ = writeln!(std::io::stderr().lock(), "genauth: {problem}");
            ExitCode::from(code)
        }
    }
}
