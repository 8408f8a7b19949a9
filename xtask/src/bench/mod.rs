//! `cargo xtask bench`: the same call in different ways, side by side in one run, against nginx over TLS on loopback.
//!
//! Server and clients share one CPU and the ways take turns, so that the figures can be compared with each other.
//! They mean nothing next to those of another run.

mod c;
mod server;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::paths;

pub fn run(of: &str) -> Result<()> {
    match of {
        "c" => c::run(),
        _ => bail!("there is no measurement `{of}`; there is: c"),
    }
}

/// Where a measurement keeps what it builds.
fn folder() -> Result<PathBuf> {
    let folder = paths::target().join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
