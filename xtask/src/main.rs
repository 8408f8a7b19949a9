//! `cargo xtask`: the one front door, the same for a newcomer and for CI.

mod abi;
mod artefacts;
mod bench;
mod bindings;
mod count;
mod counters;
mod demo;
mod dist;
mod emulator;
mod install;
mod ledger;
mod nginx;
mod npm;
mod parts;
mod paths;
mod platform;
mod release;
mod screenshots;
mod step;
mod swift;
mod test;
mod tools;
mod venv;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask <command>

  demo [--json]              one small program in each language against the emulator; JSON as the last line, if asked
  test [--install-tools] [part…]
                             every test, or those of some parts: rust c cli packages python kotlin swift scenarios
                             network parity workflows emulator; first installs what the machine lacks, if asked; only if
                             named: aarch64 windows
  bench [--install-tools] [--write | part…]
                             the library beside others', and the goals: c python jvm decode concurrency sizes;
                             --write puts the run into docs/benchmarks.md
  ledger [--install-tools] [--lower | --raise NAME|all --reason TEXT]
                             what a call takes, compared with benches/ledger.json, or written down there
  dist [--install-tools] [what…]
                             what a release hands out: c kotlin python, or what is named. Only if named: c-aarch64,
                             native (for the JVM on this system, which kotlin packs), android (an AAR), apple (an
                             XCFramework)
  release --dry-run [--install-tools] [--artefacts DIR]
                             a release but for its publication, which is the workflow's: checks, artefacts made here or
                             taken from DIR, checksums, bills of materials, the commands that remain
  install --prefix DIR       the C library: shared, static, headers, pkg-config, CMake
  header                     regenerate genauth.h from ffi-c, and Profile of C++
  abi                        describe the C interface for a release: ffi-c/abi/genauth.abi
  screenshots                pictures of the emulator's status page, under target/screenshots
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
        ["demo", arguments @ ..] => demo::run(arguments),
        ["test", parts @ ..] => test::run(parts),
        ["bench", arguments @ ..] => bench::run(arguments),
        ["ledger", arguments @ ..] => ledger::run(arguments),
        ["dist", wanted @ ..] => dist::run(wanted),
        ["release", arguments @ ..] => release::run(arguments),
        ["install", "--prefix", prefix] => install::run(prefix.as_ref()),
        ["screenshots"] => screenshots::run(),
        ["header"] => bindings::write_header(),
        ["abi"] => abi::write(),
        ["bindings"] => bindings::write_foreign_sources(),
        _ => bail!("{USAGE}"),
    }
}
