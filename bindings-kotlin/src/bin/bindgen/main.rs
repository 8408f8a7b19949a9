//! Writes the generated half of the Kotlin and Swift packages: uniffi's crossing, which is internal to them, and the value
//! types of their API, from the tables of `genauth`.
//!
//! `bindgen LIBRARY [ROOT]`, run inside the workspace. `LIBRARY` is a build of this crate that still has its symbols;
//! `ROOT` is the directory that holds `kotlin/` and `swift/`, this crate's own unless told otherwise.

mod kotlin;
mod swift;
mod tables;
mod template;

use std::env;

use uniffi::deps::anyhow::{Context, Result};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let library = arguments.next().context("usage: bindgen LIBRARY [ROOT]")?;
    let root = arguments.next().unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").to_owned());
    kotlin::write(&library, &format!("{root}/kotlin/src/main/kotlin-generated"))?;
    swift::write(&library, &format!("{root}/swift/Sources"))
}
