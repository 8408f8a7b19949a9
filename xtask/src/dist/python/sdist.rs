//! The source distribution, with the sources of every crate that it needs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{crates, maturin};
use crate::artefacts::cargo;
use crate::dist::notices;
use crate::emulator::Emulator;
use crate::{paths, step, venv};

const NAME: &str = concat!("libgenauth-", env!("CARGO_PKG_VERSION"));

/// Where the package runs. Its crates differ between systems, not between processors.
const TARGETS: [&str; 3] = ["x86_64-unknown-linux-gnu", "x86_64-unknown-linux-musl", "x86_64-apple-darwin"];

/// The unpacked source distribution.
pub fn sources() -> Result<PathBuf> {
    let folder = paths::target().join("sdist");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let archive =
        step::step("collect the sources", || pack(&paths::root().join("bindings-python"), &folder))?;
    step::output_of(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&folder))?;
    let sources = folder.join(NAME);
    fs::write(sources.join("THIRD-PARTY.md"), notices::of("genauth-python")?)?;
    step::step("add the sources of what they need", || vendor(&sources))?;
    Ok(sources)
}

pub fn pack(sources: &Path, folder: &Path) -> Result<PathBuf> {
    step::output_of(maturin(sources).args(["sdist", "--out"]).arg(folder))?;
    Ok(folder.join(format!("{NAME}.tar.gz")))
}

/// Installs it as on a machine without a network and without crates, and makes a call.
pub fn install(sdist: &Path) -> Result<()> {
    let contents = step::output_of(Command::new("tar").arg("-tzf").arg(sdist))?;
    for file in ["LICENSE-APACHE", "LICENSE-MIT", "PKG-INFO", "README.md", "THIRD-PARTY.md"] {
        ensure!(
            contents.lines().any(|line| line == format!("{NAME}/{file}")),
            "{file} is not in {}",
            sdist.display()
        );
    }
    let folder = paths::target().join("sdist");
    let wheels = folder.join("wheels");
    let mut download = Command::new(paths::venv("python"));
    download.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "maturin", "--dest"]);
    step::run("fetch maturin", download.arg(&wheels))?;

    let environment = folder.join("venv");
    step::output_of(Command::new(paths::venv("python")).args(["-m", "venv"]).arg(&environment))?;
    let python = environment.join("bin/python");
    let mut install = venv::pip(&python);
    install.arg("--no-index").arg("--find-links").arg(&wheels).arg(sdist);
    install.env("CARGO_HOME", folder.join("cargo")).env("CARGO_NET_OFFLINE", "true");
    install.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    step::run("install the source distribution, without a network", &mut install)?;

    let emulator = Emulator::start()?;
    let mut example = Command::new(&python);
    example.arg(paths::root().join("examples/python/get_profile.py")).envs(emulator.environment());
    step::run("call with it", &mut example)?;
    Ok(())
}

/// What is compiled is there as published. Of the crates that only other systems or tests need, Cargo wants to see the
/// manifest and nothing else; whole they would double the size.
fn vendor(sources: &Path) -> Result<()> {
    let folder = sources.join("vendor");
    let mut vendor = cargo(&["vendor", "--versioned-dirs", "vendor"]);
    let configuration = step::output_of(vendor.current_dir(sources))?;
    fs::create_dir(sources.join(".cargo"))?;
    fs::write(sources.join(".cargo/config.toml"), configuration)?;

    let mut needed = BTreeSet::new();
    for target in TARGETS {
        needed.append(&mut crates(sources, target, "normal,build")?);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !needed.contains(&*entry.file_name().to_string_lossy()) {
            hollow_out(&entry.path())?;
        }
    }
    Ok(())
}

fn hollow_out(folder: &Path) -> Result<()> {
    let manifest = fs::read(folder.join("Cargo.toml"))?;
    let mut checksums: Value = serde_json::from_slice(&fs::read(folder.join(".cargo-checksum.json"))?)?;
    checksums["files"] = json!({});
    fs::remove_dir_all(folder)?;
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join(".cargo-checksum.json"), checksums.to_string())?;
    Ok(())
}
