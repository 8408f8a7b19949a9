//! The native library for the JVM on this system, and those that other systems have built.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{artefacts, paths};

pub fn run() -> Result<()> {
    artefacts::native_library()?;
    let library = paths::shared_library("genauth_uniffi");
    let folder = gathered()?.join(platform(OS, ARCH));
    fs::create_dir_all(&folder)?;
    fs::copy(paths::release(&library), folder.join(library))?;
    Ok(())
}

/// Copies every library into the folder of its platform below `resources`, and says where it is there.
pub fn place(resources: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let gathered = gathered()?;
    if !gathered.exists() {
        return Ok(names);
    }
    for platform in fs::read_dir(gathered)? {
        let platform = platform?;
        let folder = resources.join(platform.file_name());
        fs::create_dir_all(&folder)?;
        for library in fs::read_dir(platform.path())? {
            let library = library?;
            fs::copy(library.path(), folder.join(library.file_name()))?;
            names.push(format!("{}/{}", platform.file_name().display(), library.file_name().display()));
        }
    }
    Ok(names)
}

fn gathered() -> Result<PathBuf> {
    Ok(super::folder()?.join("native"))
}

/// JNA's name for a system.
fn platform(system: &str, processor: &str) -> String {
    let system = match system {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    format!("{system}-{}", processor.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_have_the_names_that_jna_looks_for() {
        assert_eq!(platform("linux", "x86_64"), "linux-x86-64");
        assert_eq!(platform("macos", "aarch64"), "darwin-aarch64");
        assert_eq!(platform("windows", "x86_64"), "win32-x86-64");
    }
}
