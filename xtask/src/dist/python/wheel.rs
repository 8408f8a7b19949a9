//! The wheel: one file for every CPython since 3.9 on every Linux since 2014.

use std::collections::BTreeSet;
use std::env::consts::ARCH;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{crates, maturin};
use crate::dist::c::glibc;
use crate::platform::Platform;
use crate::{artefacts, paths, step};

/// The largest wheel that may be handed out, in bytes.
const BUDGET: u64 = 2_700_000;

/// Builds it with zig, which links against the C library of 2014 wherever it runs.
pub fn build(sources: &Path, environment: &Path, interpreter: &Path, folder: &Path) -> Result<PathBuf> {
    let mut build = maturin(sources);
    build.args(["build", "--release", "--locked", "--offline", "--zig", "--compatibility", "manylinux2014"]);
    build.args(["--target", &target(), "--interpreter"]).arg(interpreter).arg("--out").arg(folder);
    // Panics name their place in the sources: not where those were when the wheel was built.
    build.env("CARGO_ENCODED_RUSTFLAGS", format!("--remap-path-prefix={}=.", sources.display()));
    build.env("CARGO_TARGET_DIR", paths::target()).env("PATH", glibc::path_with(&environment.join("bin"))?);
    // zig would link an unwinder of its own. The C library comes with the one of gcc when the interpreter, on its way out,
    // ends a thread that waits here; two unwinders in one stack crash.
    build.args(["--", "-C", &format!("link-arg={}", glibc::shared_unwinder(Platform::here()?)?)]);
    step::output_of(&mut build)?;
    artefacts::wheel_in(folder)
}

/// Fails unless the wheel is what its name and this project promise.
pub fn inspect(wheel: &Path, sources: &Path, environment: &Path) -> Result<()> {
    let size = fs::metadata(wheel)?.len();
    ensure!(size <= BUDGET, "the wheel has {size} bytes, more than {BUDGET}");

    let platform = step::output_of(Command::new(environment.join("bin/auditwheel")).arg("show").arg(wheel))?;
    let tag = format!("platform tag:\n\"manylinux_2_17_{ARCH}\"");
    ensure!(platform.contains(&tag), "the wheel is not for manylinux2014:\n{platform}");
    ensure!(platform.contains("libgcc_s.so.1"), "the wheel has an unwinder of its own:\n{platform}");
    step::output_of(Command::new(environment.join("bin/abi3audit")).arg("--strict").arg(wheel))?;

    let unpacked = paths::target().join("sdist/wheel");
    step::output_of(
        Command::new(environment.join("bin/python")).args(["-m", "zipfile", "-e"]).arg(wheel).arg(&unpacked),
    )?;
    let about = unpacked.join(concat!("libgenauth-", env!("CARGO_PKG_VERSION"), ".dist-info"));
    let metadata = fs::read_to_string(about.join("METADATA"))?;
    ensure!(!metadata.contains("\nRequires-Dist:"), "the package needs others:\n{metadata}");
    for licence in ["LICENSE-APACHE", "LICENSE-MIT", "THIRD-PARTY.md"] {
        ensure!(about.join("licenses").join(licence).exists(), "{licence} is not in the wheel");
    }
    bill_of_materials(&about.join("sboms/genauth-python.cyclonedx.json"), sources)?;
    no_place(&unpacked.join("libgenauth/_libgenauth.abi3.so"), sources)
}

/// The bill of materials names every crate that is linked.
fn bill_of_materials(file: &Path, sources: &Path) -> Result<()> {
    let bill: Value = serde_json::from_slice(&fs::read(file).context("the wheel has no bill of materials")?)?;
    let components = bill["components"].as_array().into_iter().flatten();
    let own = &bill["metadata"]["component"];
    let named: BTreeSet<String> = components
        .chain([own])
        .filter_map(|crate_| Some(format!("{}-{}", crate_["name"].as_str()?, crate_["version"].as_str()?)))
        .collect();
    let linked = crates(sources, &target(), "normal")?;
    let missing: Vec<_> = linked.difference(&named).collect();
    ensure!(missing.is_empty(), "the bill of materials lacks {missing:?}");
    Ok(())
}

/// The library does not say where it was built.
fn no_place(library: &Path, sources: &Path) -> Result<()> {
    let bytes = fs::read(library)?;
    let place = sources.as_os_str().as_encoded_bytes();
    ensure!(!bytes.windows(place.len()).any(|part| part == place), "the library names {}", sources.display());
    Ok(())
}

fn target() -> String {
    format!("{ARCH}-unknown-linux-gnu")
}
