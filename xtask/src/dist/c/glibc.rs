//! The shared library for every Linux with glibc since 2014.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::install::{self, Built};
use crate::platform::Platform;
use crate::step;

/// The oldest glibc that a release runs with.
pub const OLDEST: (u32, u32) = (2, 17);

/// Builds it with zig, which links against that glibc wherever it runs.
pub fn build(platform: &'static Platform, environment: &Path) -> Result<Built> {
    let (major, minor) = OLDEST;
    let mut build = platform.cargo("zigbuild")?;
    build.args(["--release", "--locked", "--package", "genauth-c"]);
    build.arg("--target").arg(format!("{}.{major}.{minor}", platform.triple));
    build.env("PATH", path_with(&environment.join("bin"))?);
    build.env("CARGO_ENCODED_RUSTFLAGS", format!("-Clink-arg={}", shared_unwinder(platform)?));
    step::run(&format!("build libgenauth for glibc {major}.{minor}"), &mut build)?;
    let built = install::gather(platform, &platform.release(), &format!("release-{}", platform.processor()))?;
    step::step("inspect the shared library", || inspect(&built))?;
    Ok(built)
}

/// zig would link an unwinder of its own. Where a program comes with the one of gcc, there would be two in one stack, which
/// crash when a thread is ended.
pub fn shared_unwinder(platform: &Platform) -> Result<String> {
    let mut gcc = Command::new(platform.tool("gcc"));
    let file = step::output_of(gcc.arg("-print-file-name=libgcc_s.so.1"))?;
    Ok(file.trim().to_owned())
}

/// The path of programs, with one more folder before the others.
pub fn path_with(folder: &Path) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths([folder.to_owned()].into_iter().chain(env::split_paths(&path)))?)
}

/// Fails unless the library runs where this project promises.
fn inspect(built: &Built) -> Result<()> {
    let needed = needed(&built.folder.join("libgenauth.so"))?;
    ensure!(needed <= OLDEST, "the library needs glibc {}.{}", needed.0, needed.1);
    let mut readelf = Command::new("readelf");
    let dynamic = step::output_of(readelf.arg("-d").arg(built.folder.join("libgenauth.so")))?;
    ensure!(dynamic.contains("[libgcc_s.so.1]"), "the library has an unwinder of its own:\n{dynamic}");
    Ok(())
}

/// The oldest glibc that has all symbols of a library.
pub fn needed(library: &Path) -> Result<(u32, u32)> {
    let mut readelf = Command::new("readelf");
    newest(&step::output_of(readelf.args(["--version-info", "--wide"]).arg(library))?)
}

/// The newest version of glibc's symbols in what `readelf` prints.
fn newest(versions: &str) -> Result<(u32, u32)> {
    let named = versions.split("Name: GLIBC_").skip(1).filter_map(|rest| {
        let mut numbers = rest.split_whitespace().next()?.split('.').map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    });
    named.max().context("the library names no version of glibc")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_symbol_counts_by_its_numbers() {
        let versions = "\
  0x0010:   Name: GLIBC_2.9  Flags: none  Version: 3
  0x0020:   Name: GLIBC_2.17  Flags: none  Version: 4
  0x0030:   Name: GLIBC_2.2.5  Flags: none  Version: 5
  0x0040:   Name: GCC_4.2.0  Flags: none  Version: 6
";
        assert_eq!(newest(versions).unwrap(), (2, 17));
        assert!(newest(&versions.replace("2.9", "2.34")).unwrap() > OLDEST);
        assert!(newest("no version information").is_err());
    }
}
