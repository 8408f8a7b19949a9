//! Standard output and standard error.

use std::io::{self, Write};

use crate::printable;
use crate::problem::Problem;

/// Writes a result. What it holds must be printable.
pub(crate) fn result(text: &str) -> Result<(), Problem> {
    write(&mut io::stdout().lock(), text.as_bytes())
}

/// Writes a result that is styled, without the styles unless a terminal wants them.
pub(crate) fn styled(text: &str) -> Result<(), Problem> {
    write(&mut anstream::stdout().lock(), text.as_bytes())
}

/// Writes a result for a program, byte for byte.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Problem> {
    write(&mut io::stdout().lock(), bytes)
}

fn write(out: &mut impl Write, bytes: &[u8]) -> Result<(), Problem> {
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| Problem::other(format!("nothing could be printed: {error}")))
}

/// Tells the person at the terminal something, in one line on standard error.
pub(crate) fn notice(text: &str) {
    // With standard error gone, nobody is left to be told.
    let _ = writeln!(io::stderr().lock(), "{}", printable::line(text));
}
