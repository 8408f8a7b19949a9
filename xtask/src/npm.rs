//! Packages of npm that tests run, unmodified.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{paths, step};

/// Installs what the `package.json` of a folder of `tests` names, and says where: a folder under `target/`.
pub fn install(tests: &str) -> Result<PathBuf> {
    let folder = paths::target().join(tests);
    step::step("install the Node packages", || {
        fs::create_dir_all(&folder)?;
        let manifest = paths::root().join("tests").join(tests).join("package.json");
        fs::copy(manifest, folder.join("package.json"))?;
        let mut npm = Command::new("npm");
        npm.current_dir(&folder).args([
            "install",
            "--ignore-scripts",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
        ]);
        step::output_of(&mut npm)
    })?;
    Ok(folder)
}
