//! The tools that the machine must have. All that is missing is named at once, before anything is built.

mod install;
mod known;
mod machine;

use std::fmt::{self, Write as _};

use anyhow::{Result, ensure};

pub use known::*;
use machine::Machine;
pub use machine::{after, is_root};

/// A program, library or header, how it is recognised, and what brings it.
#[derive(Clone, Copy)]
pub struct Tool {
    name: &'static str,
    probe: Probe,
    source: Source,
}

#[derive(Clone, Copy)]
enum Probe {
    /// A program of this name.
    Program(&'static str),
    /// A program that succeeds with these arguments.
    Works(&'static str, &'static [&'static str]),
    /// A program that prints its version for an argument: what stands before the number, and the oldest that will do.
    Version(&'static str, &'static str, &'static str, u32),
    /// A shared library for the linker.
    Library(&'static str),
    /// A header for the compiler.
    Header(&'static str),
}

#[derive(Clone, Copy)]
enum Source {
    /// Packages of Debian and Ubuntu.
    Debian(&'static [&'static str]),
    /// A component of the Rust toolchain.
    Rustup(&'static str),
    /// What only a person can do.
    ByHand(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Debian(packages) => write!(formatter, "Debian: {}", packages.join(" ")),
            Self::Rustup(component) => write!(formatter, "rustup component add {component}"),
            Self::ByHand(what) => formatter.write_str(what),
        }
    }
}

/// Fails with one list if anything is missing.
pub fn need(tools: &[Tool]) -> Result<()> {
    let missing = missing(&Machine::here(), tools);
    ensure!(missing.is_empty(), "{}", report(&missing));
    Ok(())
}

/// The names of what is missing, each with what brings it.
pub fn missing_here(tools: &[Tool]) -> Vec<String> {
    missing(&Machine::here(), tools).iter().map(|tool| format!("{} ({})", tool.name, tool.source)).collect()
}

/// Among the arguments of a command, asks to install what is missing.
const INSTALL: &str = "--install-tools";

/// What a command's arguments say besides.
pub fn others<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    arguments.iter().copied().filter(|argument| *argument != INSTALL).collect()
}

/// Fails if anything is missing, after it was installed if the arguments ask for that.
pub fn provide(tools: &[Tool], arguments: &[&str]) -> Result<()> {
    if arguments.contains(&INSTALL) { install(tools) } else { need(tools) }
}

fn install(tools: &[Tool]) -> Result<()> {
    let machine = Machine::here();
    let missing = missing(&machine, tools);
    if !missing.is_empty() && machine.has_program("apt-get") {
        install::run(&machine, &missing)?;
    }
    need(tools)
}

/// What is missing, each once.
fn missing(machine: &Machine, tools: &[Tool]) -> Vec<Tool> {
    let mut missing: Vec<Tool> = Vec::new();
    for tool in tools {
        if missing.iter().all(|other| other.name != tool.name) && !machine.has(tool) {
            missing.push(*tool);
        }
    }
    missing
}

fn report(missing: &[Tool]) -> String {
    let mut report = "missing tools, and what brings them:\n".to_owned();
    for Tool { name, source, .. } in missing {
        writeln!(report, "  {name:<20} {source}").expect("a string takes everything");
    }
    report
        + "on Debian and Ubuntu `--install-tools` installs what `cargo xtask test`, `bench`, `ledger`, `dist` and `release` need"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine on which no folder exists.
    fn bare() -> Machine {
        let nowhere = vec!["/nowhere".into()];
        Machine { programs: nowhere.clone(), libraries: nowhere.clone(), headers: nowhere }
    }

    #[test]
    fn everything_missing_is_in_one_list_each_once() {
        let tools = [C, C_CHECKS, C, C_RUNNERS, SWIFT].concat();
        let report = report(&missing(&bare(), &tools));
        for tool in &tools {
            let lines = report.lines().filter(|line| line.starts_with(&format!("  {:<20} ", tool.name)));
            assert_eq!(lines.count(), 1, "{} in\n{report}", tool.name);
        }
        assert!(report.contains("  json-c               Debian: libjson-c-dev\n"), "{report}");
    }

    #[test]
    fn the_readme_names_every_package_of_the_tests() {
        let readme = include_str!("../../../README.md");
        let groups = [
            RUST, C, C_CHECKS, C_PACKAGES, C_RUNNERS, PYTHON, KEYRING, JVM, SWIFT_ROOT, SERVERS, NODE,
            BROWSER, LEDGER, AARCH64, WINDOWS,
        ]
        .concat();
        for tool in groups {
            let Source::Debian(packages) = tool.source else { continue };
            for package in packages {
                assert!(readme.contains(&format!("`{package}`")), "README.md does not name {package}");
            }
        }
    }
}
