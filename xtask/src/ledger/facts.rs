//! What a count depends on besides the project, as it is on this machine.

use std::env::consts;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{paths, step};

pub enum Fact {
    Platform,
    /// The C library, `ring` and others choose their code by what the CPU can do.
    Cpu,
    Rustc,
    Libc,
    Cpython,
}

impl Fact {
    /// Name and version, without what no count depends on.
    pub fn here(&self) -> Result<String> {
        Ok(match self {
            Self::Platform => format!("{} {}", consts::OS, consts::ARCH),
            Self::Cpu => cpu(&fs::read_to_string("/proc/cpuinfo")?),
            // rustc 1.95.0 (59807616e 2026-04-14)
            Self::Rustc => minor(&step::output_of(Command::new("rustc").arg("--version"))?)?,
            // glibc 2.36
            Self::Libc => step::output_of(Command::new("getconf").arg("GNU_LIBC_VERSION"))?.trim().to_owned(),
            // Python 3.11.7
            Self::Cpython => minor(&step::output_of(Command::new(paths::venv("python")).arg("--version"))?)?,
        })
    }
}

/// What tells one generation of CPUs from the others: `AMD EPYC 25 17`.
fn cpu(info: &str) -> String {
    let value = |field: &str| {
        let lines = info.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(name, _)| name.trim() == field).map(|(_, value)| value.trim())
    };
    let fields = ["model name", "cpu family", "model", "CPU part"];
    fields.into_iter().filter_map(value).collect::<Vec<_>>().join(" ")
}

/// A name and the first two numbers of its version.
fn minor(version: &str) -> Result<String> {
    let mut words = version.split_whitespace();
    let (name, version) = words.next().zip(words.next()).context("no version")?;
    Ok(format!("{name} {}", version.splitn(3, '.').take(2).collect::<Vec<_>>().join(".")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cpu_of_another_generation_is_another() {
        let info = |model| {
            format!(
                "processor\t: 0\ncpu family\t: 25\nmodel\t\t: {model}\nmodel name\t: AMD EPYC\nflags\t: x\n"
            )
        };
        assert_eq!(cpu(&info(17)), "AMD EPYC 25 17");
        assert_ne!(cpu(&info(1)), cpu(&info(17)));
    }
}
