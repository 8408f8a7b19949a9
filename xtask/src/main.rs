//! `cargo xtask`: the one front door, the same for a newcomer and for CI.

mod abi;
mod artefacts;
mod bench;
mod bindings;
mod demo;
mod dist;
mod emulator;
mod install;
mod paths;
mod step;
mod test;
mod tools;
mod venv;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask <command>

  demo                       the same small program in every language against the embedded emulator
  test [part…]               every test, or those of some parts: rust c packages python kotlin scenarios
                             network parity
  bench [c|jvm|python]       the call in different ways, side by side with others' libraries
  dist [what…]               what a release hands out, of all languages or some: c kotlin python
  install --prefix DIR       the C library: shared, static, headers, pkg-config, CMake
  header                     regenerate include/genauth.h from ffi-c
  abi                        describe the C interface for a release: ffi-c/abi/genauth.abi
  bindings                   regenerate the Kotlin and Swift sources from bindings-kotlin";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["demo"] => demo::run(),
        ["test", parts @ ..] => test::run(parts),
        ["bench"] => bench::run("c"),
        ["bench", of] => bench::run(of),
        ["dist", wanted @ ..] => dist::run(wanted),
        ["install", "--prefix", prefix] => install::run(prefix.as_ref()),
        ["header"] => bindings::write_header(),
        ["abi"] => abi::write(),
        ["bindings"] => bindings::write_foreign_sources(),
        _ => bail!("{USAGE}"),
    }
}
