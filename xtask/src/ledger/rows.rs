//! What the ledger counts, and how.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::facts::Fact;
use super::judge::Counted;
use crate::counters::{instructions, system_calls};
use crate::nginx::Nginx;
use crate::{artefacts, paths, step};

/// A row: its name, what its count depends on besides the project, and how it is counted.
pub struct Row(pub &'static str, &'static [Fact], Count);

enum Count {
    /// User instructions of one blocking call over TLS, on a connection that is open.
    Instructions(Caller),
    /// System calls of the same call.
    SystemCalls(Caller),
    /// Size of a file that users install.
    Bytes(fn() -> Result<PathBuf>),
    /// Modules that `import libgenauth` loads, in a fresh interpreter.
    Modules,
}

use Count::{Bytes, Instructions, Modules, SystemCalls};

/// Who makes the call.
enum Caller {
    CString,
    CProfile,
    Rust,
    Python,
}

use Caller::{CProfile, CString, Python, Rust};

const COMPILED: &[Fact] = &[Fact::Platform, Fact::Rustc];
const RUN: &[Fact] = &[Fact::Platform, Fact::Cpu, Fact::Rustc, Fact::Libc];
const INTERPRETED: &[Fact] = &[Fact::Platform, Fact::Cpu, Fact::Rustc, Fact::Libc, Fact::Cpython];

/// Counted with the C library.
pub const C: [Row; 8] = [
    Row("c-string/instructions", RUN, Instructions(CString)),
    Row("c-string/system-calls", &[Fact::Platform], SystemCalls(CString)),
    Row("c-profile/instructions", RUN, Instructions(CProfile)),
    Row("c-profile/system-calls", &[Fact::Platform], SystemCalls(CProfile)),
    Row("rust/instructions", RUN, Instructions(Rust)),
    Row("rust/system-calls", &[Fact::Platform], SystemCalls(Rust)),
    Row("libgenauth.so/bytes", COMPILED, Bytes(|| Ok(paths::stage().join("lib/libgenauth.so")))),
    Row("libgenauth.a/bytes", COMPILED, Bytes(|| Ok(paths::stage().join("lib/libgenauth.a")))),
];

/// Counted with the Python package.
pub const PYTHON: [Row; 4] = [
    Row("python/instructions", INTERPRETED, Instructions(Python)),
    Row("python/system-calls", &[Fact::Platform], SystemCalls(Python)),
    Row("wheel/bytes", COMPILED, Bytes(|| artefacts::wheel_in(&paths::target().join("wheels")))),
    Row("import/modules", &[Fact::Cpython], Modules),
];

/// Counts what the rows name. What they need must have been built.
pub fn count<'a>(rows: impl Iterator<Item = &'a Row>) -> Result<Vec<Counted>> {
    let nginx = Nginx::start(&paths::target().join("ledger"))?;
    rows.map(|row| {
        let value = step::step(&format!("count {}", row.0), || row.2.now(&nginx))?;
        let facts: Result<Vec<_>> = row.1.iter().map(Fact::here).collect();
        Ok(Counted { name: row.0, value, on: facts?.join(", ") })
    })
    .collect()
}

impl Count {
    /// Digits beyond those that a count repeats are cut off.
    fn now(&self, nginx: &Nginx) -> Result<f64> {
        Ok(match self {
            Self::Instructions(caller) => instructions(|calls| caller.program(calls, nginx))?.round(),
            Self::SystemCalls(caller) => {
                (system_calls(|calls| caller.program(calls, nginx))? * 10.0).round() / 10.0
            }
            Self::Bytes(file) => fs::metadata(file()?)?.len() as f64,
            Self::Modules => modules()?,
        })
    }
}

impl Caller {
    /// A program that makes so many calls, and some more that are always as many.
    fn program(&self, calls: usize, nginx: &Nginx) -> Command {
        let c = |way| {
            let mut program = Command::new(paths::bench("genauth"));
            program.arg(way);
            program
        };
        let mut program = match self {
            Self::CString => c("string"),
            Self::CProfile => c("profile"),
            Self::Rust => Command::new(paths::release("genauth-calls")),
            Self::Python => python(),
        };
        program.arg(nginx.url()).arg(nginx.ca_file()).arg(calls.to_string());
        program
    }
}

fn python() -> Command {
    let mut python = Command::new(paths::venv("python"));
    // The order of a set would change with every run.
    python.env("PYTHONHASHSEED", "0").arg(paths::root().join("benches/python/calls.py")).arg("libgenauth");
    python
}

fn modules() -> Result<f64> {
    let program =
        "import sys; before = set(sys.modules); import libgenauth; print(len(set(sys.modules) - before))";
    let output = step::output_of(Command::new(paths::venv("python")).args(["-I", "-c", program]))?;
    Ok(output.trim().parse()?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::ledger::file::Ledger;

    #[test]
    fn the_file_has_these_rows_and_no_others() {
        let rows: BTreeSet<_> = C.iter().chain(&PYTHON).map(|row| row.0.to_owned()).collect();
        let ledger = Ledger::load().expect("the file can be read");
        assert_eq!(ledger.0.into_keys().collect::<BTreeSet<_>>(), rows);
    }
}
