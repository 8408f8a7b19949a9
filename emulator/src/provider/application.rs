//! An application as registered with the provider, with the rules that the console sets for it.

mod check;
mod rules;

use std::fmt;
use std::time::Duration;

use serde::Deserialize;

pub use self::rules::{ClientAuth, IdTokenAlg, Rotation};

use super::error::ProviderError;

/// An application of the `OpenID` provider, and the rules for its sign-ins.
///
/// As JSON it is an object such as `{"app_id": "web", "redirect_uris": ["https://…"]}`; this crate's README has the keys.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
pub struct Application {
    pub(super) app_id: String,
    #[serde(default)]
    pub(super) app_secret: Option<String>,
    #[serde(default)]
    pub(super) redirect_uris: Vec<String>,
    #[serde(default)]
    pub(super) post_logout_redirect_uris: Vec<String>,
    #[serde(default)]
    pub(super) native: bool,
    #[serde(default)]
    pub(super) client_auth: Option<ClientAuth>,
    #[serde(default)]
    pub(super) pkce_required: Option<bool>,
    #[serde(default = "rules::yes")]
    pub(super) consent_required: bool,
    #[serde(default)]
    pub(super) id_token_alg: IdTokenAlg,
    #[serde(default)]
    pub(super) rotation: Rotation,
    #[serde(default)]
    pub(super) reuse_grace_seconds: u64,
    #[serde(default = "rules::minute")]
    pub(super) code_seconds: u64,
    #[serde(default = "rules::hour")]
    pub(super) access_token_seconds: u64,
    #[serde(default = "rules::hour")]
    pub(super) id_token_seconds: u64,
    #[serde(default = "rules::fortnight")]
    pub(super) refresh_token_seconds: u64,
}

impl Application {
    /// A public application without redirect URIs, under the rules that the service has by default.
    pub fn new(app_id: impl Into<String>) -> Self {
        Self {
            app_id: app_id.into(),
            app_secret: None,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            native: false,
            client_auth: None,
            pkce_required: None,
            consent_required: rules::yes(),
            id_token_alg: IdTokenAlg::default(),
            rotation: Rotation::default(),
            reuse_grace_seconds: 0,
            code_seconds: rules::minute(),
            access_token_seconds: rules::hour(),
            id_token_seconds: rules::hour(),
            refresh_token_seconds: rules::fortnight(),
        }
    }

    /// The secret; with one, the token endpoints require it unless [`Self::client_auth`] says otherwise.
    pub fn app_secret(mut self, secret: impl Into<String>) -> Self {
        self.app_secret = Some(secret.into());
        self
    }

    /// Adds a redirect URI, which a login has to match exactly.
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uris.push(uri.into());
        self
    }

    /// Adds a URI to which the browser may go after a logout.
    pub fn post_logout_redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.post_logout_redirect_uris.push(uri.into());
        self
    }

    /// Whether it runs on the user's device: a loopback redirect URI then matches with any port. Off by default.
    pub fn native(mut self, native: bool) -> Self {
        self.native = native;
        self
    }

    /// The one way to authenticate; by default, either way with a secret, and none without one.
    pub fn client_auth(mut self, method: ClientAuth) -> Self {
        self.client_auth = Some(method);
        self
    }

    /// Whether a login needs PKCE; by default, when the application has no client authentication.
    pub fn pkce_required(mut self, required: bool) -> Self {
        self.pkce_required = Some(required);
        self
    }

    /// Whether `offline_access` needs `prompt=consent`, without which it is dropped silently. On by default.
    pub fn consent_required(mut self, required: bool) -> Self {
        self.consent_required = required;
        self
    }

    /// The algorithm of ID tokens; RS256 by default.
    pub fn id_token_alg(mut self, algorithm: IdTokenAlg) -> Self {
        self.id_token_alg = algorithm;
        self
    }

    /// When a refresh returns a new refresh token.
    pub fn rotation(mut self, rotation: Rotation) -> Self {
        self.rotation = rotation;
        self
    }

    /// How long a rotated refresh token may be used again, in whole seconds; 0 by default. Later, the reuse revokes
    /// the whole sign-in.
    pub fn reuse_grace(mut self, grace: Duration) -> Self {
        self.reuse_grace_seconds = grace.as_secs();
        self
    }

    /// The life of an authorization code, in whole seconds; 60 by default.
    pub fn code_lifetime(mut self, lifetime: Duration) -> Self {
        self.code_seconds = lifetime.as_secs();
        self
    }

    /// The life of an access token, in whole seconds; 3600 by default.
    pub fn access_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.access_token_seconds = lifetime.as_secs();
        self
    }

    /// The life of an ID token, in whole seconds; 3600 by default.
    pub fn id_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.id_token_seconds = lifetime.as_secs();
        self
    }

    /// The life of a refresh token, in whole seconds; 14 days by default.
    pub fn refresh_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.refresh_token_seconds = lifetime.as_secs();
        self
    }

    pub(super) fn is_public(&self) -> bool {
        self.client_auth == Some(ClientAuth::None) || self.app_secret.is_none()
    }

    pub(super) fn needs_pkce(&self) -> bool {
        self.pkce_required.unwrap_or(self.is_public())
    }

    pub(super) fn check(self) -> Result<Self, ProviderError> {
        match check::fault(&self) {
            None => Ok(self),
            Some(message) => Err(ProviderError::InvalidApplication(message)),
        }
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Application");
        shown.field("app_id", &self.app_id).field("redirect_uris", &self.redirect_uris);
        shown.field("app_secret", &self.app_secret.as_ref().map(|_| "***")).finish_non_exhaustive()
    }
}
