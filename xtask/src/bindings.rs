//! Regenerating what is generated and committed.

use anyhow::Result;

use crate::artefacts::cargo;
use crate::step;

pub fn write_header() -> Result<()> {
    let mut test = cargo(&["test", "--quiet", "--package", "genauth-c", "--test", "header"]);
    step::run("write include/genauth.h", test.env("GENAUTH_WRITE_HEADER", "1"))?;
    Ok(())
}

pub fn write_foreign_sources() -> Result<()> {
    Ok(())
}
