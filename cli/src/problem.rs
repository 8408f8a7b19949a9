//! Why the program fails, and its exit code.

use std::fmt;

use genauth::{Error, ErrorKind};

use crate::printable;

/// Why the program fails. The exit code is the number of the kind of error, or 1 for what is none of the library's.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) code: u8,
    pub(crate) message: String,
    /// What to do about it; may be empty.
    pub(crate) hint: String,
    pub(crate) request_id: Option<String>,
}

impl Problem {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { code: code(kind), ..Self::other(message) }
    }

    /// A problem of the program itself, or of the machine.
    pub(crate) fn other(message: impl Into<String>) -> Self {
        Self { code: 1, message: message.into(), hint: String::new(), request_id: None }
    }

    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

fn code(kind: ErrorKind) -> u8 {
    u8::try_from(kind.code()).unwrap_or(1)
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self {
            code: code(error.kind()),
            message: error.message().to_owned(),
            hint: error.hint().to_owned(),
            request_id: error.request_id().map(str::to_owned),
        }
    }
}

/// One fact a line, and nothing that steers a terminal.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "genauth: {}", printable::line(&self.message))?;
        if !self.hint.is_empty() {
            writeln!(f, "{}", printable::line(&self.hint))?;
        }
        if let Some(id) = &self.request_id {
            writeln!(f, "request id: {}", printable::line(id))?;
        }
        Ok(())
    }
}
