//! `cargo xtask install`: the C library as a system package would lay it out.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use anyhow::{Context, Result};

use crate::artefacts::cargo;
use crate::paths;
use crate::step;

const VERSION: &str = env!("CARGO_PKG_VERSION");

pub fn run(prefix: &Path) -> Result<()> {
    step::run("build libgenauth", &mut cargo(&["build", "--release", "--package", "genauth-c"]))?;
    step::step(&format!("install into {}", prefix.display()), || install(prefix))
}

fn install(prefix: &Path) -> Result<()> {
    let include = prefix.join("include");
    let lib = prefix.join("lib");
    let cmake = lib.join("cmake/genauth");
    let pkgconfig = lib.join("pkgconfig");
    for folder in [&include, &cmake, &pkgconfig] {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    for header in ["genauth.h", "genauth.hpp"] {
        fs::copy(paths::root().join("include").join(header), include.join(header))?;
    }
    fs::copy(paths::release("libgenauth.a"), lib.join("libgenauth.a"))?;

    let soname = format!("libgenauth.so.{}", abi_version()?);
    let file = format!("libgenauth.so.{VERSION}");
    // A program may be running with the old file: it is replaced, not written over.
    for old in [&file, &soname, &"libgenauth.so".to_owned()] {
        let _ = fs::remove_file(lib.join(old));
    }
    fs::copy(paths::release("libgenauth.so"), lib.join(&file))?;
    symlink(&file, lib.join(&soname))?;
    symlink(&soname, lib.join("libgenauth.so"))?;

    for (template, place) in [
        ("genauth.pc.in", pkgconfig.join("genauth.pc")),
        ("genauthConfig.cmake.in", cmake.join("genauthConfig.cmake")),
        ("genauthConfigVersion.cmake.in", cmake.join("genauthConfigVersion.cmake")),
    ] {
        let text = fs::read_to_string(paths::root().join("ffi-c/package").join(template))?;
        let text =
            text.replace("@VERSION@", VERSION).replace("@SO_FILE@", &file).replace("@SONAME@", &soname);
        fs::write(place, text)?;
    }
    Ok(())
}

/// The one place that has the number is the header.
pub fn abi_version() -> Result<String> {
    let header = fs::read_to_string(paths::root().join("include/genauth.h"))?;
    let (_, rest) =
        header.split_once("#define GENAUTH_ABI_VERSION ").context("the header has no ABI version")?;
    Ok(rest.lines().next().unwrap_or_default().trim().to_owned())
}
