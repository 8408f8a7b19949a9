//! The platforms that a library can be built for on this machine, with Debian's cross tools where they differ from it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::artefacts::cargo;
use crate::{paths, step};

/// Names a compiler for platforms whose standard library the usual one lacks.
const COMPILER: &str = "GENAUTH_CROSS_RUSTC";

/// What a library is built for.
pub struct Platform {
    /// As Rust calls it.
    pub triple: &'static str,
    /// As Debian's tools and library folders call it.
    pub debian: &'static str,
    /// What runs its programs on another one.
    runner: &'static [&'static str],
}

const X86_64: Platform = Platform {
    triple: "x86_64-unknown-linux-gnu",
    debian: "x86_64-linux-gnu",
    runner: &["qemu-x86_64", "-L", "/usr/x86_64-linux-gnu"],
};

pub const AARCH64: Platform = Platform {
    triple: "aarch64-unknown-linux-gnu",
    debian: "aarch64-linux-gnu",
    runner: &["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"],
};

pub const WINDOWS: Platform =
    Platform { triple: "x86_64-pc-windows-gnu", debian: "x86_64-w64-mingw32", runner: &["wine"] };

impl Platform {
    /// That of this machine.
    pub fn here() -> Result<&'static Self> {
        let known = [&X86_64, &AARCH64].into_iter().find(|platform| platform.is_here());
        known.context("packages are made on Linux, on x86-64 and aarch64")
    }

    pub fn is_here(&self) -> bool {
        self.triple == format!("{}-unknown-{}-gnu", env::consts::ARCH, env::consts::OS)
    }

    /// The processor, as CMake and Linux call it.
    pub fn processor(&self) -> &str {
        self.triple.split('-').next().unwrap_or_default()
    }

    /// The processor, as Debian's packages call it.
    pub fn architecture(&self) -> &str {
        match self.processor() {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            other => other,
        }
    }

    /// A compiler or a tool of its own.
    pub fn tool(&self, name: &str) -> String {
        if self.is_here() { name.to_owned() } else { format!("{}-{name}", self.debian) }
    }

    /// What CMake has to know to build for it.
    pub fn cmake(&self) -> Vec<String> {
        if self.is_here() {
            return Vec::new();
        }
        vec![
            "-DCMAKE_SYSTEM_NAME=Linux".to_owned(),
            format!("-DCMAKE_SYSTEM_PROCESSOR={}", self.processor()),
            format!("-DCMAKE_C_COMPILER={}", self.tool("gcc")),
            format!("-DCMAKE_CXX_COMPILER={}", self.tool("g++")),
        ]
    }

    /// A program of this platform, run here.
    pub fn command(&self, program: &Path) -> Command {
        match self.runner {
            [runner, arguments @ ..] if !self.is_here() => {
                let mut command = Command::new(runner);
                command.args(arguments).arg(program);
                command
            }
            _ => Command::new(program),
        }
    }

    /// Cargo with a subcommand that builds for it.
    pub fn cargo(&self, subcommand: &str) -> Result<Command> {
        let mut build = cargo(&[subcommand]);
        let compiler = env::var_os(COMPILER).filter(|_| !self.is_here());
        let asked = |what: &[&str]| {
            let mut rustc = Command::new(compiler.as_deref().unwrap_or("rustc".as_ref()));
            Ok::<_, anyhow::Error>(PathBuf::from(step::output_of(rustc.args(what))?.trim()))
        };
        if let Some(compiler) = &compiler {
            build.env("RUSTC", compiler);
        }
        if !asked(&["--print", "target-libdir", "--target", self.triple])?.exists() {
            if !asked(&["--print", "sysroot"])?.join("lib/rustlib/src/rust/library").exists() {
                bail!(
                    "run `rustup target add {}`, or let {COMPILER} name a compiler that comes with the source of \
                     its standard library",
                    self.triple
                );
            }
            build.arg("-Zbuild-std=std,panic_unwind").env("RUSTC_BOOTSTRAP", "1");
        }
        Ok(build)
    }

    /// What its release build has made.
    pub fn release(&self) -> PathBuf {
        paths::target().join(self.triple).join("release")
    }
}
