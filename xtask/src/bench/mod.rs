//! `cargo xtask bench`: the same call in different ways, side by side in one run, against nginx over TLS on loopback.
//!
//! Server and clients share one CPU and the ways take turns, so that the figures can be compared with each other.
//! They mean nothing next to those of another run.

mod c;
mod jvm;
mod python;
mod server;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::paths;

pub fn run(of: &str) -> Result<()> {
    match of {
        "c" => c::run(),
        "jvm" => jvm::run(),
        "python" => python::run(),
        _ => bail!("there is no measurement `{of}`; there are: c jvm python"),
    }
}

/// Where a measurement keeps what it builds.
fn folder() -> Result<PathBuf> {
    let folder = paths::target().join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A figure, and how many times that of the first way it is.
fn cell(figure: f64, first: f64) -> String {
    let digits = usize::from(figure < 100.0);
    let ratio = figure / first;
    let places = if ratio < 0.01 { 4 } else { 2 };
    format!("{figure:.digits$} ({ratio:.places$}×)")
}

/// The median of each column.
fn median<const N: usize>(rounds: &[[f64; N]]) -> [f64; N] {
    std::array::from_fn(|column| {
        let mut values: Vec<f64> = rounds.iter().map(|figures| figures[column]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    })
}
