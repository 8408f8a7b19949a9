//! Setting a key by its name.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::{ClientAuth, HeaderPrefix, Timeout, TokenStyle};
use crate::error::Error;
use crate::model::Secret;

/// A value for a key that is only known at run time, as the caller gave it.
#[derive(Clone, Copy)]
pub enum Setting<'a> {
    /// A string.
    String(&'a str),
    /// An integer. Wider than any language's own, so that nobody has to bend a number before it is judged.
    Integer(i128),
    /// A boolean.
    Boolean(bool),
}

/// A type that a key can have.
pub(super) trait Value: Sized {
    /// Reads a setting, or says what it must be.
    fn read(setting: Setting<'_>) -> Result<Self, Problem>;
}

/// What a setting must be.
pub(super) struct Problem(&'static str);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "must be {}", self.0)
    }
}

/// Reads the setting of one key.
pub(super) fn read<T: Value>(key: &str, setting: Setting<'_>) -> Result<T, Error> {
    T::read(setting).map_err(|problem| Error::config(key, problem))
}

const STRING: Problem = Problem("a string");
const NATURAL: Problem = Problem("an integer, 0 or larger");

impl Value for String {
    fn read(setting: Setting<'_>) -> Result<Self, Problem> {
        match setting {
            Setting::String(string) => Ok(string.to_owned()),
            _ => Err(STRING),
        }
    }
}

macro_rules! from_string {
    ($($type:ty),+) => {
        $(impl Value for Option<$type> {
            fn read(setting: Setting<'_>) -> Result<Self, Problem> {
                String::read(setting).map(|string| Some(string.into()))
            }
        })+
    };
}
from_string!(String, Secret, PathBuf, Vec<u8>);

impl Value for bool {
    fn read(setting: Setting<'_>) -> Result<Self, Problem> {
        match setting {
            Setting::Boolean(value) => Ok(value),
            _ => Err(Problem("true or false")),
        }
    }
}

/// A number that is too large is as good as the largest.
macro_rules! natural {
    ($($type:ty),+) => {
        $(impl Value for $type {
            fn read(setting: Setting<'_>) -> Result<Self, Problem> {
                match setting {
                    Setting::Integer(number @ 0..) => Ok(Self::try_from(number).unwrap_or(Self::MAX)),
                    _ => Err(NATURAL),
                }
            }
        })+
    };
}
natural!(u32, u64, usize);

impl Value for Timeout {
    fn read(setting: Setting<'_>) -> Result<Self, Problem> {
        u64::read(setting).map(|ms| Duration::from_millis(ms).into())
    }
}

impl Value for HeaderPrefix {
    fn read(setting: Setting<'_>) -> Result<Self, Problem> {
        match setting {
            Setting::String("genauth") => Ok(Self::Genauth),
            Setting::String("authing") => Ok(Self::Authing),
            _ => Err(Problem("`genauth` or `authing`")),
        }
    }
}

impl Value for ClientAuth {
    fn read(setting: Setting<'_>) -> Result<Self, Problem> {
        match setting {
            Setting::String("post") => Ok(Self::Post),
            Setting::String("basic") => Ok(Self::Basic),
            _ => Err(Problem("`post` or `basic`")),
        }
    }
}

impl Value for TokenStyle {
    fn read(setting: Setting<'_>) -> Result<Self, Problem> {
        match setting {
            Setting::String("bearer") => Ok(Self::Bearer),
            Setting::String("bare") => Ok(Self::Bare),
            _ => Err(Problem("`bearer` or `bare`")),
        }
    }
}
