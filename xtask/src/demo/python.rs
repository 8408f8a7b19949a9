//! Python: the package's sources with the native module that Cargo has built beside them; nothing is installed.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::Example;
use crate::{paths, tools};

pub fn lacks() -> Option<String> {
    super::lacks(tools::PYTHON_ALONE)
}

pub fn example() -> Result<Example> {
    if let Some(reason) = lacks() {
        return Ok(Example::Skipped(reason));
    }
    let folder = paths::demo()?.join("python");
    let package = folder.join("libgenauth");
    let _ = fs::remove_dir_all(&package); // of an earlier run
    copy(&paths::root().join("bindings-python/python/libgenauth"), &package)?;
    let module = paths::debug(&paths::shared_library("_libgenauth"));
    fs::copy(module, package.join("_libgenauth.abi3.so"))?;
    let mut python = Command::new("python3");
    python.arg(paths::root().join("examples/python/get_profile.py")).env("PYTHONPATH", folder);
    Ok(Example::Ready(python))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() { copy(&entry.path(), &to)? } else { _ = fs::copy(entry.path(), to)? }
    }
    Ok(())
}
