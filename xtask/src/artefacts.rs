//! What has to be built before it can be shown or tested. Each of these is quick when nothing has changed.

use std::process::Command;

use anyhow::Result;

use crate::step::run;
use crate::tools::{self, need};
use crate::{install, paths};

/// Cargo, as the user has it, in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(paths::root()).args(arguments);
    cargo
}

pub fn emulator() -> Result<()> {
    run("build the emulator", &mut cargo(&["build", "--release", "--package", "genauth-emulator"]))?;
    Ok(())
}

pub fn rust_example() -> Result<()> {
    run("build the Rust example", &mut cargo(&["build", "--release", "--package", "genauth-example"]))?;
    Ok(())
}

/// The C library, installed under `paths::stage()`.
pub fn c_library() -> Result<()> {
    need(&[&tools::CC, &tools::CXX, &tools::PKG_CONFIG])?;
    install::run(&paths::stage())
}
