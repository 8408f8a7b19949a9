//! The name of a profile.

use std::fmt;
use std::str::FromStr;

const MOST_BYTES: usize = 64;

/// The name of a profile, which is also the name of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name(String);

impl Default for Name {
    fn default() -> Self {
        Self("default".into())
    }
}

impl FromStr for Name {
    type Err = &'static str;

    /// Some file systems take upper and lower case for the same, so there is one case only.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let is_allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if !name.is_empty() && name.len() <= MOST_BYTES && name.bytes().all(is_allowed) {
            Ok(Self(name.to_owned()))
        } else {
            Err("the name of a profile must be 1 to 64 of the characters a-z, 0-9, - and _")
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leaves_the_directory() {
        for name in ["work", "a", "my-app_2"] {
            assert_eq!(name.parse::<Name>().unwrap().to_string(), name);
        }
        for name in ["", "..", "a/b", "a\\b", "A", "a.b", "ä", &"a".repeat(65)] {
            assert!(name.parse::<Name>().is_err(), "{name}");
        }
    }
}
