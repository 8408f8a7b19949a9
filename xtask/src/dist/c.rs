//! The C library: a tarball that runs from anywhere, and Debian packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::notices;
use crate::{install, paths, step};

pub fn run() -> Result<()> {
    packages(&super::folder()?)?;
    Ok(())
}

/// The files of the tarball and of the Debian packages.
pub fn packages(folder: &Path) -> Result<(PathBuf, Vec<PathBuf>)> {
    let built = install::build()?;
    fs::write(built.join("THIRD-PARTY.md"), notices::of("genauth-c")?)?;
    let tarball = step::step("pack the tarball", || {
        pack(
            &install::configure(&built, &paths::target().join("tarball"), &["-DCMAKE_INSTALL_DOCDIR=."])?,
            "TGZ",
            folder,
        )
    })?;
    let debian = step::step("pack the Debian packages", || {
        pack(&install::configure(&built, Path::new("/usr"), &[])?, "DEB", folder)
    })?;
    Ok((tarball.into_iter().next().unwrap_or_default(), debian))
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
