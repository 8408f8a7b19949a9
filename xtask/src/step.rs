//! One line per step; a tool's own output only when it fails.

use std::env;
use std::io::{Write, stdout};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::paths;

/// Runs a command as one step and returns what it printed.
pub fn run(name: &str, command: &mut Command) -> Result<String> {
    step(name, || output_of(command))
}

/// Runs `work` as one step.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    print!("  {name} … ");
    stdout().flush()?;
    let start = Instant::now();
    match work() {
        Ok(outcome) => {
            println!("{:.1} s", start.elapsed().as_secs_f64());
            Ok(outcome)
        }
        Err(error) => {
            println!("FAILED");
            Err(error).with_context(|| name.to_owned())
        }
    }
}

/// Runs a command quietly; its output becomes part of the error if it fails.
pub fn output_of(command: &mut Command) -> Result<String> {
    isolate(command)?;
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("{program} could not be started"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        bail!("{program}: {}\n{text}{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(text)
}

/// Runs a command that must fail, and returns what it said about it.
pub fn fails(command: &mut Command) -> Result<String> {
    let output = isolate(command)?.output()?;
    if output.status.success() {
        bail!("{} succeeded, but should have failed", command.get_program().to_string_lossy());
    }
    Ok(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Hides that Cargo runs this program. Its build folders are on the linker's path, where a program under test would find the
/// wrong library, and its variables would make build scripts that read them (ring's) run again in every other build.
pub fn isolate(command: &mut Command) -> Result<&mut Command> {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    if let Some(path) = env::var_os("LD_LIBRARY_PATH") {
        let others = env::split_paths(&path).filter(|folder| !folder.starts_with(paths::target()));
        command.env("LD_LIBRARY_PATH", env::join_paths(others)?);
    }
    Ok(command)
}
