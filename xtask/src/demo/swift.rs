//! Swift, where it takes no download: few machines have its compiler.

use anyhow::Result;

use super::Example;
use crate::swift::Toolchain;
use crate::{paths, step};

pub fn lacks() -> Option<String> {
    let reason = "no Swift 6.0 on the path, and none that `cargo xtask test swift` has installed";
    Toolchain::present().is_none().then(|| reason.to_owned())
}

pub fn example() -> Result<Example> {
    let Some(swift) = Toolchain::present() else { return Ok(Example::Skipped(lacks().unwrap_or_default())) };
    let program = step::step("compile the Swift example", || {
        swift.program("examples/swift/GetProfile", "GetProfile", &paths::debug(""))
    })?;
    Ok(Example::Ready(swift.command(program)))
}
