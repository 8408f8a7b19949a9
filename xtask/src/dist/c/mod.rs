//! The C library: a tarball that runs from anywhere, and Debian packages.

pub mod examples;
pub mod glibc;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::notices;
use crate::install::{self, Built};
use crate::platform::{AARCH64, Platform};
use crate::{artefacts, paths, step};

/// What a release hands out for one platform.
pub struct Packages {
    pub platform: &'static Platform,
    pub tarball: PathBuf,
    pub debian: Vec<PathBuf>,
}

pub fn run() -> Result<()> {
    release(Platform::here()?)?;
    Ok(())
}

pub fn run_aarch64() -> Result<()> {
    release(&AARCH64)?;
    Ok(())
}

/// Packs for old systems what is built for them, and tries it on this one. Returns how many tests have passed.
pub fn release(platform: &'static Platform) -> Result<usize> {
    artefacts::emulator()?;
    let built = glibc::build(platform, &super::environment()?)?;
    examples::run(&packages(&built, &super::folder()?)?)
}

/// Packs what was built.
pub fn packages(built: &Built, folder: &Path) -> Result<Packages> {
    let platform = built.platform;
    fs::write(built.folder.join("THIRD-PARTY.md"), notices::of("genauth-c")?)?;
    let tarball = step::step("pack the tarball", || {
        let options = ["-DCMAKE_INSTALL_DOCDIR=.", "-DCMAKE_INSTALL_LIBDIR=lib"].map(str::to_owned);
        pack(&install::configure(built, &paths::target().join("tarball"), &options)?, "TGZ", folder)
    })?;
    let debian = step::step("pack the Debian packages", || {
        let (major, minor) = glibc::needed(&built.folder.join("libgenauth.so"))?;
        let options = [
            format!("-DCMAKE_INSTALL_LIBDIR=lib/{}", platform.debian),
            format!("-DCPACK_DEBIAN_PACKAGE_ARCHITECTURE={}", platform.architecture()),
            format!("-DGENAUTH_GLIBC={major}.{minor}"),
        ];
        pack(&install::configure(built, Path::new("/usr"), &options)?, "DEB", folder)
    })?;
    Ok(Packages { platform, tarball: tarball.into_iter().next().unwrap_or_default(), debian })
}

/// Packs with CPack, and returns the packages; their checksums lie beside them.
fn pack(build: &Path, generator: &str, folder: &Path) -> Result<Vec<PathBuf>> {
    step::output_of(Command::new("cpack").current_dir(build).args(["-G", generator]))?;
    let mut packages = Vec::new();
    for entry in fs::read_dir(build.join("packages"))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let package = folder.join(entry.file_name());
            fs::copy(entry.path(), &package)?;
            if package.extension().is_none_or(|extension| extension != "sha256") {
                packages.push(package);
            }
        }
    }
    Ok(packages)
}
