//! Packages for phones, by the scripts beside their sources: an AAR, and a Swift package that brings an XCFramework.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::{paths, step};

const AAR: &str = concat!("libgenauth-android-", env!("CARGO_PKG_VERSION"), ".aar");
const SWIFT: &str = concat!("genauth-swift-", env!("CARGO_PKG_VERSION"));

/// Needs an Android SDK, an NDK and Gradle.
pub fn android() -> Result<()> {
    let android = paths::root().join("bindings-kotlin/android");
    step::run("build the native libraries for Android", &mut Command::new(android.join("build.sh")))?;
    step::run("pack the AAR", Command::new("gradle").current_dir(&android).arg("assembleRelease"))?;
    fs::copy(android.join("build/outputs/aar/libgenauth-android-release.aar"), super::folder()?.join(AAR))?;
    Ok(())
}

/// Needs a Mac with Xcode.
pub fn apple() -> Result<()> {
    let folder = paths::target().join("apple");
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(&folder)?;
    let script = paths::root().join("bindings-kotlin/swift/make-xcframework.sh");
    step::run("make the XCFramework", Command::new(script).arg(folder.join(SWIFT)))?;
    let archive = super::folder()?.join(format!("{SWIFT}.tar.gz"));
    let mut tar = Command::new("tar");
    step::run("pack the Swift package", tar.arg("-czf").arg(archive).arg("-C").arg(folder).arg(SWIFT))?;
    Ok(())
}
