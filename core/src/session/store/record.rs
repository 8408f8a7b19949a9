//! What a store keeps.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::model::{Secret, TokenSet};
use crate::session::id_token::VerifiedBy;

/// What a store keeps of a session. Holds tokens; `Debug` shows none.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Record {
    /// Rises with every change. A store saves a record only over the generation that its writer has seen.
    pub generation: u64,
    /// The application that the tokens are for.
    pub app_id: String,
    /// The tokens.
    pub tokens: TokenSet,
    /// Since when somebody refreshes these tokens, in seconds since 1970. What is left of a crash says that a rotated
    /// token may be lost.
    #[serde(default)]
    pub refreshing_since: Option<i64>,
    /// How the ID token was verified.
    #[serde(default)]
    pub verified_by: Option<VerifiedBy>,
}

impl Record {
    /// Reads what [`to_json`](Self::to_json) wrote; unknown keys are ignored.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json).map_err(|_| {
            // The reader's own words may quote the input.
            Error::new(ErrorKind::Store, "the stored session cannot be read")
                .with_hint("Remove the record, and let the user sign in again.")
        })
    }

    /// The record as a JSON object. A secret.
    #[must_use]
    pub fn to_json(&self) -> Secret {
        Secret::json(self)
    }
}
