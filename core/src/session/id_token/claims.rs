//! What an ID token says.

use std::fmt;

use ring::hmac;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::jws::Jws;
use crate::config::Prepared;
use crate::error::Error;
use crate::model::Secret;

/// Who or what vouches for an ID token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum VerifiedBy {
    /// Its RS256 signature, with a key that the issuer publishes.
    Jwks,
    /// Its HS256 signature, with the application's secret.
    Secret,
    /// The TLS connection to the token endpoint that it came over (`OpenID` Connect Core 3.1.3.7, item 6).
    Tls,
}

impl VerifiedBy {
    /// The name that every language uses: `jwks`, `secret` or `tls`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jwks => "jwks",
            Self::Secret => "secret",
            Self::Tls => "tls",
        }
    }
}

/// What an ID token says about the user. Personal data: `Debug` shows none of it.
#[derive(Clone, PartialEq)]
pub struct Claims {
    claims: Map<String, Value>,
    verified_by: Option<VerifiedBy>,
}

impl Claims {
    /// Claims that [`to_json`](Self::to_json) wrote, or that a test made up.
    ///
    /// Errors: [`InvalidArgument`](crate::ErrorKind::InvalidArgument) if it is not a JSON object, or `verified_by` is unknown.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let invalid =
            |_| Error::invalid_argument("the claims are not a JSON object with a known `verified_by`");
        let mut claims: Map<String, Value> = serde_json::from_str(json).map_err(invalid)?;
        let verified_by = claims.remove("verified_by").unwrap_or_default();
        Ok(Self { claims, verified_by: Deserialize::deserialize(verified_by).map_err(invalid)? })
    }

    /// The user's id, `sub`.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.claims.get("sub").and_then(Value::as_str)
    }

    /// Who vouches for the claims; `None` for an ID token that the application brought itself.
    #[must_use]
    pub fn verified_by(&self) -> Option<VerifiedBy> {
        self.verified_by
    }

    /// One claim, as a type of yours; `None` if it is absent or of another type.
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.claims.get(name).and_then(|claim| T::deserialize(claim).ok())
    }

    /// Every claim as a JSON object, and `verified_by`: `jwks`, `secret`, `tls` or `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut claims = self.claims.clone();
        claims.insert("verified_by".into(), self.verified_by.map(VerifiedBy::name).into());
        Value::Object(claims).to_string()
    }

    /// The claims of a token that is known to be verified, or known not to be.
    pub(in crate::session) fn of(token: &Secret, verified_by: Option<VerifiedBy>) -> Option<Self> {
        Self::read(&Jws::parse(token.as_str())?, verified_by)
    }

    /// The claims of a token that the application brought. Only its secret can vouch for them.
    pub(in crate::session) fn given(token: &Secret, prepared: &Prepared) -> Option<Self> {
        let jws = Jws::parse(token.as_str())?;
        let secret = prepared.app_secret.as_ref();
        let is_signed = jws.algorithm == "HS256" && secret.is_some_and(|secret| is_signed_with(&jws, secret));
        Self::read(&jws, is_signed.then_some(VerifiedBy::Secret))
    }

    pub(super) fn read(jws: &Jws<'_>, verified_by: Option<VerifiedBy>) -> Option<Self> {
        let claims = serde_json::from_slice(&jws.payload).ok()?;
        Some(Self { claims, verified_by })
    }
}

/// Whether an HS256 signature was made with `secret`.
pub(super) fn is_signed_with(jws: &Jws<'_>, secret: &Secret) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_str().as_bytes());
    hmac::verify(&key, jws.signed.as_bytes(), &jws.signature).is_ok()
}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claims").field("verified_by", &self.verified_by).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_survive_json() {
        let json = r#"{"sub":"u","verified_by":"tls"}"#;
        let claims = Claims::from_json(json).unwrap();
        assert_eq!((claims.subject(), claims.verified_by()), (Some("u"), Some(VerifiedBy::Tls)));
        assert_eq!(claims.to_json(), json);
        assert_eq!(Claims::from_json("{}").unwrap().verified_by(), None);
        for wrong in ["[]", r#"{"verified_by":"me"}"#] {
            assert!(Claims::from_json(wrong).is_err(), "{wrong}");
        }
    }
}
