//! `cargo xtask install`: the C library as a system package would lay it out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::artefacts::cargo;
use crate::platform::Platform;
use crate::{paths, step, tools};

pub fn run(prefix: &Path) -> Result<()> {
    tools::need(tools::C)?;
    place(prefix)
}

/// A library that can be installed and packed.
pub struct Built {
    pub platform: &'static Platform,
    /// Where the shared and the static library lie.
    pub folder: PathBuf,
}

/// Builds the library and installs it under `prefix`.
pub fn place(prefix: &Path) -> Result<()> {
    let build = configure(&build()?, prefix, &[])?;
    let mut install = Command::new("cmake");
    step::run(&format!("install into {}", prefix.display()), install.arg("--install").arg(build))?;
    Ok(())
}

/// The library for this machine.
pub fn build() -> Result<Built> {
    step::run("build libgenauth", &mut cargo(&["build", "--release", "--package", "genauth-c"]))?;
    gather(Platform::here()?, &paths::release(""), "built")
}

/// Puts what Cargo has built into a folder of its own.
pub fn gather(platform: &'static Platform, release: &Path, name: &str) -> Result<Built> {
    let folder = paths::target().join("package").join(name);
    fs::create_dir_all(&folder)?;
    fs::copy(release.join("libgenauth.so"), folder.join("libgenauth.so"))?;
    step::step("close the static library", || close_static_library(platform, release, &folder))?;
    Ok(Built { platform, folder })
}

/// Makes one object of Cargo's static library, in which nothing but `genauth_*` can be seen from outside: a program may link
/// another Rust library beside it, whose copy of Rust's standard library would have the same names.
fn close_static_library(platform: &Platform, release: &Path, folder: &Path) -> Result<()> {
    let list = paths::root().join("ffi-c/genauth.sym");
    let names = fs::read_to_string(&list)?;
    let object = folder.join("genauth.o");
    let mut link = Command::new(platform.tool("ld"));
    // Groups of sections that libraries share would make the linker drop ours for the other library's.
    link.args(["-r", "--gc-sections", "--force-group-allocation", "-o"]).arg(&object);
    link.args(names.lines().flat_map(|name| ["-u", name]));
    step::output_of(link.arg(release.join("libgenauth.a")))?;
    let mut hide = Command::new(platform.tool("objcopy"));
    hide.arg(format!("--keep-global-symbols={}", list.display())).arg("--strip-unneeded");
    // LLVM's intermediate code, of which the tools of an older LLVM die.
    step::output_of(hide.args(["--remove-section=.llvmbc", "--remove-section=.llvmcmd"]).arg(&object))?;
    let library = folder.join("libgenauth.a");
    let _ = fs::remove_file(&library); // ar would add to it
    step::output_of(Command::new(platform.tool("ar")).arg("rcsD").arg(&library).arg(&object))?;
    Ok(fs::remove_file(object)?)
}

/// A build folder of `ffi-c/package` that puts what was `built` under `prefix`.
pub fn configure(built: &Built, prefix: &Path, options: &[String]) -> Result<PathBuf> {
    let prefix = std::path::absolute(prefix)?;
    let name = prefix.file_name().unwrap_or_default();
    let build = paths::target().join("package").join(name);
    // The folder of the last time may have been made for another place of the same name.
    let _ = fs::remove_dir_all(&build);
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(paths::root().join("ffi-c/package")).arg("-B").arg(&build);
    configure.arg(format!("-DCMAKE_INSTALL_PREFIX={}", prefix.display()));
    configure.arg(format!("-DGENAUTH_BUILT={}", built.folder.display()));
    configure.arg(format!("-DGENAUTH_VERSION={}", env!("CARGO_PKG_VERSION")));
    configure.args(built.platform.cmake()).args(options);
    step::output_of(&mut configure)?;
    Ok(build)
}

/// The one place that has the number is the header.
pub fn abi_version() -> Result<String> {
    let header = fs::read_to_string(paths::root().join("include/genauth.h"))?;
    let (_, rest) =
        header.split_once("#define GENAUTH_ABI_VERSION ").context("the header has no ABI version")?;
    Ok(rest.lines().next().unwrap_or_default().trim().to_owned())
}
