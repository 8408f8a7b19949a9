//! `genauth-emulator`: the emulator as a process of its own.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use genauth_emulator::command::Command;

/// The whole command line.
#[derive(Parser)]
#[command(name = "genauth-emulator", version, about = "A local GenAuth for tests and demos")]
struct Cli {
    #[command(flatten)]
    command: Command,
}

fn main() -> ExitCode {
    match Cli::parse().command.run() {
        Ok(code) => code,
        Err(error) => {
            // With standard error gone too, the exit code is all that is left to say it.
            let _ = writeln!(std::io::stderr().lock(), "genauth-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}
