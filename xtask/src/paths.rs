//! Where things are.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::Result;

/// The workspace.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace").to_owned()
}

/// Everything that is built.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// What the release profile has built.
pub fn release(file: &str) -> PathBuf {
    target().join("release").join(file)
}

/// What the dev profile has built.
pub fn debug(file: &str) -> PathBuf {
    target().join("debug").join(file)
}

/// How the linker names a shared library here.
pub fn shared_library(name: &str) -> String {
    format!("{}{name}{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX)
}

/// Where the demo puts its programs together.
pub fn demo() -> Result<PathBuf> {
    let folder = target().join("demo");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A C library that is installed for the tests.
pub fn stage() -> PathBuf {
    target().join("stage")
}

/// What benchmarks and the ledger have built for themselves.
pub fn bench(file: &str) -> PathBuf {
    target().join("bench").join(file)
}

/// A program of the project's own Python environment.
pub fn venv(program: &str) -> PathBuf {
    target().join("venv/bin").join(program)
}
