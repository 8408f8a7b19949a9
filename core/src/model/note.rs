//! What was malformed in a response, without its values.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One value of a response that had an unexpected type and was therefore left out; or bytes of the whole document that
/// were invalid in its charset and were therefore replaced.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct DecodeNote {
    /// The path of the value in the profile, such as `identities[1].originConnIds`; empty for the whole document.
    pub path: String,
    /// The documented type, such as `boolean`; for the document its charset, such as `UTF-8`.
    pub expected: String,
    /// The type that came, such as `object`; for the document `invalid bytes`. Never the value itself.
    pub got: String,
}

impl DecodeNote {
    /// A note, for tests of applications and for bindings.
    #[must_use]
    pub fn new(path: impl Into<String>, expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self { path: path.into(), expected: expected.into(), got: got.into() }
    }
}

/// The place of a value. Written out only when there is something to note, which is almost never.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    pub(crate) fn note(&self, notes: &mut Vec<DecodeNote>, expected: &str, got: &str) {
        notes.push(DecodeNote::new(self.to_string(), expected, got));
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}
