//! Rust, C and C++: compiled programs.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::{Example, lacks};
use crate::tools::CXX;
use crate::{install, paths, step};

pub fn rust() -> Example {
    Example::Ready(Command::new(paths::debug("get_profile")))
}

pub fn c() -> Result<Example> {
    compile("C", "gcc", "c/get_profile.c", "c11")
}

pub fn cxx() -> Result<Example> {
    match lacks(&[CXX]) {
        Some(reason) => Ok(Example::Skipped(reason)),
        None => compile("C++", "g++", "cpp/get_profile.cpp", "c++17"),
    }
}

/// Straight against Cargo's library. How a user builds, against an installed one, the tests show.
fn compile(language: &str, compiler: &str, source: &str, standard: &str) -> Result<Example> {
    let folder = paths::demo()?;
    // The loader looks for it by its soname, which Cargo does not give to the file.
    let library = folder.join(format!("libgenauth.so.{}", install::abi_version()?));
    fs::copy(paths::debug(&paths::shared_library("genauth")), &library)?;
    let program = folder.join(format!("get_profile_{standard}"));
    let mut compile = Command::new(compiler);
    compile.arg(format!("-std={standard}")).arg("-I").arg(paths::root().join("include"));
    compile.arg(paths::root().join("examples").join(source)).arg(library);
    compile.arg(format!("-Wl,-rpath,{}", folder.display())).arg("-o").arg(&program);
    step::run(&format!("compile the {language} example"), &mut compile)?;
    Ok(Example::Ready(Command::new(program)))
}
