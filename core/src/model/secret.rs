//! A string that must not be seen: wiped when dropped, `***` in `Debug`.

use std::fmt;

use serde::Serialize;
use zeroize::Zeroizing;

/// A secret of the user, such as a token of another identity provider. Reading it is a deliberate act.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// A value that holds secrets, as JSON.
    pub(crate) fn json(value: &impl Serialize) -> Self {
        // A buffer that grows leaves copies behind; sets of tokens are smaller than this.
        let mut json = Vec::with_capacity(16 << 10);
        serde_json::to_writer(&mut json, value).expect("strings and numbers are always JSON");
        Self::from(String::from_utf8(json).expect("JSON is UTF-8"))
    }

    /// The secret itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(Zeroizing::new(secret))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
