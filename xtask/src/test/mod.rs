//! `cargo xtask test`: every test of every language, or those of some parts.

pub mod c;
mod count;
mod kotlin;
mod network;
mod packages;
mod parity;
pub mod python;
pub mod pythons;
mod rust;
mod scenarios;

use anyhow::{Result, bail};

/// Runs a part and says how many tests have passed.
type Part = fn() -> Result<usize>;

const PARTS: [(&str, Part); 8] = [
    ("rust", rust::run),
    ("c", c::run),
    ("packages", packages::run),
    ("python", python::run),
    ("kotlin", kotlin::run),
    ("scenarios", scenarios::run),
    ("network", network::run),
    ("parity", parity::run),
];

pub fn run(wanted: &[&str]) -> Result<()> {
    if let Some(unknown) = wanted.iter().find(|wanted| PARTS.iter().all(|(name, _)| name != *wanted)) {
        let names: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
        bail!("there is no part `{unknown}`; the parts are: {}", names.join(" "));
    }
    let mut passed = 0;
    for (name, test) in PARTS {
        if wanted.is_empty() || wanted.contains(&name) {
            println!("{name}");
            passed += test()?;
        }
    }
    println!("\n{passed} passed, 0 failed");
    Ok(())
}
