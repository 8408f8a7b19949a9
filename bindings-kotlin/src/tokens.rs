//! The tokens of a session, and what its ID token says.

use genauth::{Claims, Secret, TokenSet};

/// A [`TokenSet`] as it crosses.
#[derive(uniffi::Record)]
#[expect(missing_docs, reason = "the facades document the fields")]
pub struct TokenRecord {
    pub access_token: String,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
    pub expires_at: Option<i64>,
    pub scope: Option<String>,
}

impl From<TokenSet> for TokenRecord {
    fn from(tokens: TokenSet) -> Self {
        let string = |secret: Secret| secret.as_str().to_owned();
        Self {
            access_token: string(tokens.access_token.clone()),
            refresh_token: tokens.refresh_token.clone().map(string),
            id_token: tokens.id_token.clone().map(string),
            expires_at: tokens.expires_at,
            scope: tokens.scope.clone(),
        }
    }
}

impl From<TokenRecord> for TokenSet {
    fn from(record: TokenRecord) -> Self {
        let mut tokens = Self::new(record.access_token);
        tokens.refresh_token = record.refresh_token.map(Secret::from);
        tokens.id_token = record.id_token.map(Secret::from);
        tokens.expires_at = record.expires_at;
        tokens.scope = record.scope;
        tokens
    }
}

/// The tokens as JSON.
#[must_use]
#[uniffi::export]
pub fn tokens_to_json(tokens: TokenRecord) -> String {
    TokenSet::from(tokens).to_json().as_str().to_owned()
}

/// Reads tokens that are JSON.
#[uniffi::export]
pub fn tokens_from_json(json: &str) -> Result<TokenRecord, crate::CallError> {
    Ok(TokenSet::from_json(json)?.into())
}

/// [`Claims`] as they cross.
#[derive(uniffi::Record)]
#[expect(missing_docs, reason = "the facades document the fields")]
pub struct ClaimsRecord {
    pub subject: Option<String>,
    pub verified_by: Option<String>,
    pub json: String,
}

impl From<Claims> for ClaimsRecord {
    fn from(claims: Claims) -> Self {
        Self {
            subject: claims.subject().map(str::to_owned),
            verified_by: claims.verified_by().map(|by| by.name().to_owned()),
            json: claims.to_json(),
        }
    }
}
