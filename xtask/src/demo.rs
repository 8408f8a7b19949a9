//! `cargo xtask demo`: the same small program in every language, against the embedded emulator.
use anyhow::Result;
pub fn run() -> Result<()> {
    Ok(())
}
