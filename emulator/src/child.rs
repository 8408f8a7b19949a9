//! A command that runs beside the emulator, whose clients all talk to it.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use tokio::process::Command;

use crate::emulator::Emulator;
use crate::error::StartError;
use crate::provider::TEST_APP_ID;
use crate::users::DOCUMENTED_TOKEN;

/// The library sends everything to the emulator that this variable names.
const EMULATOR_HOST: &str = "GENAUTH_EMULATOR_HOST";

/// Runs the command to its end, or until `stop` comes, and returns its exit code.
pub(crate) async fn run(
    command: &[OsString],
    emulator: &Emulator,
    stop: impl Future<Output = ()>,
) -> Result<ExitCode, StartError> {
    let Some((program, arguments)) = command.split_first() else { return Ok(ExitCode::SUCCESS) };
    let mut command = Command::new(program);
    command.args(arguments).env(EMULATOR_HOST, emulator.url()).kill_on_drop(true);
    // What a client needs besides; an application's own names work as well.
    for (name, value) in [
        ("GENAUTH_APP_ID", TEST_APP_ID),
        ("GENAUTH_HOST", emulator.url()),
        ("GENAUTH_ACCESS_TOKEN", DOCUMENTED_TOKEN),
    ] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    let problem = |source| StartError::Command { program: program.to_owned(), source };
    let mut child = command.spawn().map_err(problem)?;
    tokio::select! {
        status = child.wait() => {
            let code = status.map_err(problem)?.code().and_then(|code| u8::try_from(code).ok());
            Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
        }
        () = stop => {
            child.kill().await.map_err(problem)?;
            Ok(ExitCode::FAILURE)
        }
    }
}
