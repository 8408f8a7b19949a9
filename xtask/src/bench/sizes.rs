//! What users download and keep on disk.

use std::fs;

use anyhow::Result;

use super::Measured;
use super::quantity::Quantity::Size;
use super::samples::Samples;
use super::ways::{SHARED_LIBRARY, WHEEL};
use crate::{artefacts, paths};

pub fn run() -> Result<Measured> {
    let mut samples = Samples::default();
    artefacts::c_library()?;
    let wheel = artefacts::python_wheel()?;
    for (way, file) in [(SHARED_LIBRARY, paths::stage().join("lib/libgenauth.so")), (WHEEL, wheel)] {
        samples.push(way, Size, fs::metadata(file)?.len() as f64 / 1e6);
    }
    Ok(Measured { samples, tables: &[] })
}
