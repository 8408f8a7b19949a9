//! The ledger: counts that do not grow unnoticed. Times flicker, instructions, system calls and bytes do not, so the tests
//! can hold them.

mod facts;
mod file;
mod judge;
mod rows;

use anyhow::{Result, bail, ensure};

use crate::{artefacts, step, tools};
use file::{Entry, Ledger};
use judge::Counted;
use rows::Row;

pub use rows::{C, PYTHON};

/// Fails if one of the rows has grown. What they need must have been built.
pub fn check(rows: &[Row]) -> Result<usize> {
    compare(&Ledger::load()?, &rows::count(rows.iter())?)
}

/// `cargo xtask ledger`: counts, shows and compares; or writes down what it counted.
pub fn run(arguments: &[&str]) -> Result<()> {
    let build = || build(arguments);
    match tools::others(arguments)[..] {
        [] => {
            build()?;
            let ledger = Ledger::load()?;
            let counts = rows::count(C.iter().chain(&PYTHON))?;
            show(&ledger, &counts);
            compare(&ledger, &counts)?;
        }
        ["--lower"] => {
            build()?;
            let mut ledger = Ledger::load()?;
            judge::lower_to(&mut ledger, &rows::count(C.iter().chain(&PYTHON))?);
            ledger.save()?;
        }
        ["--raise", name, "--reason", reason] => {
            let wanted: Vec<_> =
                C.iter().chain(&PYTHON).filter(|row| name == "all" || row.0 == name).collect();
            ensure!(!wanted.is_empty(), "the ledger has no row `{name}`");
            build()?;
            let mut ledger = Ledger::load()?;
            judge::raise_to(&mut ledger, &rows::count(wanted.into_iter())?, reason)?;
            ledger.save()?;
        }
        _ => bail!("usage: cargo xtask ledger [--install-tools] [--lower | --raise NAME|all --reason \"…\"]"),
    }
    Ok(())
}

fn compare(ledger: &Ledger, counts: &[Counted]) -> Result<usize> {
    let (compared, notes) = step::step("compare with the ledger", || judge::judge(ledger, counts))?;
    for note in notes {
        println!("    {note}");
    }
    Ok(compared)
}

fn show(ledger: &Ledger, counts: &[Counted]) {
    println!("\n{:<24}{:>12}{:>12}  reason", "", "ledger", "now");
    for Counted { name, value, .. } in counts {
        if let Some(Entry { value: accepted, reason, .. }) = ledger.0.get(*name) {
            println!("{name:<24}{accepted:>12}{value:>12}  {reason}");
        }
    }
    println!();
}

fn build(arguments: &[&str]) -> Result<()> {
    tools::provide(&[tools::C, tools::PYTHON, tools::LEDGER].concat(), arguments)?;
    artefacts::c_library()?;
    artefacts::measurements()?;
    artefacts::python_package()
}
