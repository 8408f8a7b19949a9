//! `GET /oidc/.well-known/openid-configuration`, and the keys that it names.

use serde::Deserialize;
use url::Url;

use super::{Auth, Operation};
use crate::error::Error;
use crate::http::Request;
use crate::response::Reader;

/// What the library needs to know about the service as an identity provider.
#[derive(Clone, Deserialize)]
pub struct Provider {
    /// Who issues the tokens.
    pub issuer: String,
    /// Where the issuer's keys are.
    pub jwks_uri: String,
}

/// Asks who the issuer is and where its keys are.
pub struct Discover;

impl Operation for Discover {
    type Output = Provider;

    const NAME: &'static str = "discover";
    const IDEMPOTENT: bool = true;
    const AUTH: Auth = Auth::None;

    fn request(&self) -> Request {
        Request::get("/oidc/.well-known/openid-configuration", String::new())
    }

    fn read(&self, response: &Reader<'_>) -> Result<Provider, Error> {
        response.json("a discovery document")
    }
}

/// A set of public keys.
#[derive(Deserialize)]
pub(crate) struct KeySet {
    pub(crate) keys: Vec<Key>,
}

/// A public key. Members of other key types are left out.
#[derive(Clone, Deserialize)]
pub(crate) struct Key {
    pub(crate) kty: String,
    pub(crate) kid: Option<String>,
    #[serde(rename = "use")]
    pub(crate) usage: Option<String>,
    pub(crate) n: Option<String>,
    pub(crate) e: Option<String>,
}

/// Fetches the provider's keys.
pub(crate) struct FetchKeys(pub(crate) Url);

impl Operation for FetchKeys {
    type Output = KeySet;

    const NAME: &'static str = "fetch_keys";
    const IDEMPOTENT: bool = true;
    const AUTH: Auth = Auth::None;

    fn request(&self) -> Request {
        Request::get_url(self.0.clone())
    }

    fn read(&self, response: &Reader<'_>) -> Result<KeySet, Error> {
        response.json("a set of keys")
    }
}
