//! The bytes that a profile was read from.

use std::fmt;

use bytes::Bytes;

/// The body of a response as it came over the wire.
///
/// All bodies are equal to each other: two responses that say the same about a user are the same profile, whatever
/// their request ids. `Debug` shows the length only.
#[derive(Clone, Default, Eq)]
pub struct RawBody(Bytes);

impl RawBody {
    pub(crate) fn new(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// The bytes as received, after decompression.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for RawBody {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl PartialEq for RawBody {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawBody({} bytes)", self.0.len())
    }
}
