//! What was wrong with an answer, without its values.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One value of an answer that had an unexpected type and was therefore left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct DecodeNote {
    /// Where the value stands in the profile, such as `identities[1].originConnIds`.
    pub path: String,
    /// What the service documents, such as `boolean`.
    pub expected: String,
    /// What came, such as `object`. Never the value itself.
    pub got: String,
}

/// The place of a value. Written out only when there is something to note, which is almost never.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl Path<'_> {
    pub(super) fn note(&self, notes: &mut Vec<DecodeNote>, expected: &str, got: &str) {
        notes.push(DecodeNote { path: self.to_string(), expected: expected.into(), got: got.into() });
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
