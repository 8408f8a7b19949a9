//! JSON that keeps what a comparison must see: numbers stay the text that they are.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::Result;
use serde_json::value::RawValue;

/// A JSON value. Two are equal when they say the same, digit for digit; only the order of keys is free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Exact {
    /// `null`, `true`, `false`, a number, or a text that is no Unicode (a lone surrogate), as written.
    Atom(String),
    Text(String),
    List(Vec<Exact>),
    Object(BTreeMap<String, Exact>),
}

impl Exact {
    pub(crate) fn null() -> Self {
        Self::Atom("null".to_owned())
    }

    pub(crate) fn from_raw(raw: &RawValue) -> Result<Self> {
        let json = raw.get();
        Ok(match json.as_bytes().first() {
            Some(b'{') => {
                let members: BTreeMap<String, &RawValue> = serde_json::from_str(json)?;
                let members = members.into_iter().map(|(key, value)| Ok((key, Self::from_raw(value)?)));
                Self::Object(members.collect::<Result<_>>()?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(json)?;
                Self::List(items.into_iter().map(Self::from_raw).collect::<Result<_>>()?)
            }
            Some(b'"') => serde_json::from_str(json).map_or_else(|_| Self::Atom(json.into()), Self::Text),
            _ => Self::Atom(json.into()),
        })
    }

    /// The first place at which `other` differs, with both values.
    pub(crate) fn difference(&self, other: &Self) -> Option<String> {
        self.difference_by(other, PartialEq::eq)
    }

    /// The same where `is_same` decides about everything but objects and arrays.
    pub(crate) fn difference_by(&self, other: &Self, is_same: fn(&Self, &Self) -> bool) -> Option<String> {
        Differ(is_same).values(self, other, "$")
    }
}

struct Differ(fn(&Exact, &Exact) -> bool);

impl Differ {
    fn values(&self, left: &Exact, right: &Exact, at: &str) -> Option<String> {
        match (left, right) {
            (Exact::Object(left), Exact::Object(right)) => {
                let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
                let mut pairs = keys.map(|key| (key, left.get(key), right.get(key)));
                pairs.find_map(|(key, left, right)| self.members(left, right, &format!("{at}.{key}")))
            }
            (Exact::List(left), Exact::List(right)) => (0..left.len().max(right.len()))
                .find_map(|index| self.members(left.get(index), right.get(index), &format!("{at}[{index}]"))),
            _ => (!self.0(left, right)).then(|| format!("{at}: expected {left}, got {right}")),
        }
    }

    fn members(&self, left: Option<&Exact>, right: Option<&Exact>, at: &str) -> Option<String> {
        match (left, right) {
            (Some(left), Some(right)) => self.values(left, right, at),
            (Some(left), None) => Some(format!("{at}: expected {left}, got nothing")),
            (None, Some(right)) => Some(format!("{at}: expected nothing, got {right}")),
            (None, None) => None,
        }
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Atom(text) => f.write_str(text),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::List(items) => write!(f, "an array of {}", items.len()),
            Self::Object(members) => {
                write!(f, "an object with {:?}", members.keys().collect::<Vec<_>>())
            }
        }
    }
}
