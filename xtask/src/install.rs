//! `cargo xtask install`: the C library as a system package would lay it out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::artefacts::cargo;
use crate::{paths, step, tools};

pub fn run(prefix: &Path) -> Result<()> {
    tools::need(tools::C)?;
    place(prefix)
}

/// Builds the library and installs it under `prefix`.
pub fn place(prefix: &Path) -> Result<()> {
    let built = build()?;
    let build = configure(&built, prefix, &[])?;
    let mut install = Command::new("cmake");
    step::run(&format!("install into {}", prefix.display()), install.arg("--install").arg(build))?;
    Ok(())
}

/// What is to be installed, gathered in one folder.
pub fn build() -> Result<PathBuf> {
    step::run("build libgenauth", &mut cargo(&["build", "--release", "--package", "genauth-c"]))?;
    let built = paths::target().join("package/built");
    fs::create_dir_all(&built)?;
    fs::copy(paths::release("libgenauth.so"), built.join("libgenauth.so"))?;
    step::step("close the static library", || close_static_library(&built))?;
    Ok(built)
}

/// Makes one object of Cargo's static library, in which nothing but `genauth_*` can be seen from outside: a program may link
/// another Rust library beside it, whose copy of Rust's standard library would have the same names.
fn close_static_library(built: &Path) -> Result<()> {
    let list = paths::root().join("ffi-c/genauth.sym");
    let names = fs::read_to_string(&list)?;
    let object = built.join("genauth.o");
    let mut link = Command::new("ld");
    // Groups of sections that libraries share would make the linker drop ours for the other library's.
    link.args(["-r", "--gc-sections", "--force-group-allocation", "-o"]).arg(&object);
    link.args(names.lines().flat_map(|name| ["-u", name]));
    step::output_of(link.arg(paths::release("libgenauth.a")))?;
    let mut hide = Command::new("objcopy");
    hide.arg(format!("--keep-global-symbols={}", list.display())).arg("--strip-unneeded");
    // LLVM's intermediate code, of which the tools of an older LLVM die.
    step::output_of(hide.args(["--remove-section=.llvmbc", "--remove-section=.llvmcmd"]).arg(&object))?;
    let library = built.join("libgenauth.a");
    let _ = fs::remove_file(&library); // ar would add to it
    step::output_of(Command::new("ar").arg("rcsD").arg(&library).arg(&object))?;
    Ok(fs::remove_file(object)?)
}

/// A build folder of `ffi-c/package` that puts what was `built` under `prefix`.
pub fn configure(built: &Path, prefix: &Path, options: &[&str]) -> Result<PathBuf> {
    let prefix = std::path::absolute(prefix)?;
    let name = prefix.file_name().unwrap_or_default();
    let build = paths::target().join("package").join(name);
    // The folder of the last time may have been made for another place of the same name.
    let _ = fs::remove_dir_all(&build);
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(paths::root().join("ffi-c/package")).arg("-B").arg(&build);
    configure.arg(format!("-DCMAKE_INSTALL_PREFIX={}", prefix.display()));
    configure.arg(format!("-DGENAUTH_BUILT={}", built.display()));
    configure.arg(format!("-DGENAUTH_VERSION={}", env!("CARGO_PKG_VERSION")));
    step::output_of(configure.args(options))?;
    Ok(build)
}

/// The one place that has the number is the header.
pub fn abi_version() -> Result<String> {
    let header = fs::read_to_string(paths::root().join("include/genauth.h"))?;
    let (_, rest) =
        header.split_once("#define GENAUTH_ABI_VERSION ").context("the header has no ABI version")?;
    Ok(rest.lines().next().unwrap_or_default().trim().to_owned())
}
