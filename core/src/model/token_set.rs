//! The tokens of one signed-in user.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use super::Secret;
use crate::error::Error;

/// The tokens of one signed-in user, as the token endpoint gave them. Wiped when dropped; `Debug` shows no token.
///
/// ```
/// use genauth::TokenSet;
///
/// let tokens = TokenSet::new("access").refresh_token("refresh").expires_at(1_900_000_000);
/// let again = TokenSet::from_json(tokens.to_json().as_str())?;
/// assert_eq!(again, tokens);
/// # Ok::<(), genauth::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct TokenSet {
    /// The token that calls carry.
    #[serde(deserialize_with = "secret", serialize_with = "write")]
    pub access_token: Secret,
    /// The token that buys new tokens. Absent unless `offline_access` was granted.
    #[serde(default, deserialize_with = "optional_secret", serialize_with = "write_optional")]
    pub refresh_token: Option<Secret>,
    /// Who signed in, as a signed statement.
    #[serde(default, deserialize_with = "optional_secret", serialize_with = "write_optional")]
    pub id_token: Option<Secret>,
    /// When the access token expires, in seconds since 1970; `None` if the server did not say.
    #[serde(default)]
    pub expires_at: Option<i64>,
    /// The granted scopes, separated by spaces.
    #[serde(default)]
    pub scope: Option<String>,
}

impl TokenSet {
    /// A set with an access token alone.
    #[must_use]
    pub fn new(access_token: impl Into<String>) -> Self {
        Self {
            access_token: access_token.into().into(),
            refresh_token: None,
            id_token: None,
            expires_at: None,
            scope: None,
        }
    }

    /// Adds the refresh token.
    #[must_use]
    pub fn refresh_token(mut self, token: impl Into<String>) -> Self {
        self.refresh_token = Some(token.into().into());
        self
    }

    /// Adds the ID token.
    #[must_use]
    pub fn id_token(mut self, token: impl Into<String>) -> Self {
        self.id_token = Some(token.into().into());
        self
    }

    /// Adds the moment at which the access token expires, in seconds since 1970.
    #[must_use]
    pub fn expires_at(mut self, seconds: i64) -> Self {
        self.expires_at = Some(seconds);
        self
    }

    /// Adds the granted scopes, separated by spaces.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// Reads a JSON object with the keys `access_token`, `refresh_token`, `id_token`, `expires_at` and `scope`. All but the
    /// first may be absent or `null`; other keys are ignored.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        // The reader's own words may quote the input.
        serde_json::from_str(json).map_err(|error| {
            let place = format!("line {} column {}", error.line(), error.column());
            Error::invalid_argument(format!(
                "the tokens are not a JSON object with an access_token ({place})"
            ))
        })
    }

    /// The tokens as a JSON object with every key; absent values are `null`. A secret.
    #[must_use]
    pub fn to_json(&self) -> Secret {
        Secret::json(self)
    }
}

impl fmt::Debug for TokenSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSet")
            .field("access_token", &self.access_token)
            .field("refresh_token", &self.refresh_token)
            .field("id_token", &self.id_token)
            .field("expires_at", &self.expires_at)
            .field("scope", &self.scope)
            .finish()
    }
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    String::deserialize(deserializer).map(Secret::from)
}

fn optional_secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
    Option::<String>::deserialize(deserializer).map(|token| token.map(Secret::from))
}

fn write<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.as_str())
}

#[expect(clippy::ref_option, reason = "serde gives the field by reference")]
fn write_optional<S: Serializer>(secret: &Option<Secret>, serializer: S) -> Result<S::Ok, S::Error> {
    let string = secret.as_ref().map(|secret| Zeroizing::new(secret.as_str().to_owned()));
    string.as_deref().serialize(serializer)
}
