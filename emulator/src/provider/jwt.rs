//! JSON Web Tokens: signed, and taken apart again.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde_json::{Value, json};

use super::application::{Application, IdTokenAlg};
use super::keys::Keys;

/// With what a token is signed.
#[derive(Clone, Copy)]
pub(crate) enum Signer<'a> {
    Rs256(&'a Keys),
    Hs256(&'a str),
    /// Not at all, which no client may accept.
    Nothing,
}

impl<'a> Signer<'a> {
    /// For the ID tokens of an application.
    pub(super) fn of(application: &'a Application, keys: &'a Keys) -> Self {
        match (application.id_token_alg, &application.app_secret) {
            (IdTokenAlg::Hs256, Some(secret)) => Self::Hs256(secret),
            _ => Self::Rs256(keys),
        }
    }

    pub(crate) fn sign(self, claims: &Value) -> String {
        let header = match self {
            Self::Rs256(keys) => json!({ "alg": "RS256", "typ": "JWT", "kid": keys.id() }),
            Self::Hs256(_) => json!({ "alg": "HS256", "typ": "JWT" }),
            Self::Nothing => json!({ "alg": "none", "typ": "JWT" }),
        };
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", encode(&header), encode(claims));
        let signature = match self {
            Self::Rs256(keys) => keys.sign(message.as_bytes()),
            Self::Hs256(secret) => hmac::sign(&key(secret), message.as_bytes()).as_ref().to_vec(),
            Self::Nothing => Vec::new(),
        };
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// A token that may be anybody's: who signed it is to be found out.
pub(super) struct Unverified<'a> {
    message: &'a str,
    signature: Vec<u8>,
    header: Value,
    pub(super) claims: Value,
}

impl<'a> Unverified<'a> {
    pub(super) fn parse(token: &'a str) -> Option<Self> {
        let (message, signature) = token.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let decode = |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        Some(Self { message, signature, header: decode(header)?, claims: decode(claims)? })
    }

    /// The verifier decides on the algorithm, never the token.
    pub(super) fn is_signed_by(&self, signer: Signer<'_>) -> bool {
        let message = self.message.as_bytes();
        match signer {
            Signer::Rs256(keys) => {
                self.header["kid"].as_str().is_some_and(|id| keys.verify(id, message, &self.signature))
            }
            Signer::Hs256(secret) => hmac::verify(&key(secret), message, &self.signature).is_ok(),
            Signer::Nothing => false,
        }
    }
}

/// The secret's own bytes are the key.
fn key(secret: &str) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes())
}
