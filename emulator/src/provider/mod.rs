//! The `OpenID` provider: applications, sign-ins and tokens. Parameters come in and values go out, without HTTP.
//!
//! It behaves like the server that the service runs, as far as that is known, unless a rule is changed or a failure is
//! set.

mod application;
mod authorization;
mod claims;
mod client_auth;
mod clock;
mod control;
mod digest;
mod endpoint;
mod endpoints;
mod error;
mod exchange;
mod failure;
mod introspection;
mod issue;
mod jwt;
mod keys;
mod logout;
mod parameters;
mod random;
mod redirect_uri;
mod scope;
mod state;
mod store;
mod tokens;

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub use self::application::{Application, ClientAuth, IdTokenAlg, Rotation};
pub use self::endpoint::{Endpoint, RequestCounts};
pub use self::error::ProviderError;
pub use self::failure::{Failure, TokenFlaw};
pub use self::tokens::Tokens;

pub(crate) use self::authorization::{Authorization, Refusal};
pub(crate) use self::error::OAuthError;
pub(crate) use self::jwt::Signer;
pub(crate) use self::keys::Keys;
pub(crate) use self::parameters::Parameters;
pub(crate) use self::scope::SUPPORTED as SUPPORTED_SCOPES;
pub(crate) use self::tokens::Issued;

use self::state::State;
use self::store::Grant;
use crate::sync::lock;
use crate::users::{Access, Directory, Scopes};

/// The application that every emulator knows: public and native, for loopback redirects to `/callback`, and for
/// `com.example.app:/callback`.
pub const TEST_APP_ID: &str = "test-app";

/// What is settled when the emulator starts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// Instead of the one below the emulator's own address.
    pub(crate) issuer: Option<String>,
    /// Who is signed in without a page; a name for [`Directory::named`].
    pub(crate) sign_in: Option<String>,
    /// Redirects lack the `iss` of RFC 9207.
    pub(crate) anonymous_redirects: bool,
}

/// The `OpenID` provider of a running emulator; see [`Emulator::provider`](crate::Emulator::provider).
///
/// Its methods are for tests. Its `Debug` output shows nothing of what it knows.
pub struct OpenIdProvider {
    /// The emulator's own.
    url: String,
    pub(crate) settings: Settings,
    users: Arc<Directory>,
    state: Mutex<State>,
}

impl OpenIdProvider {
    pub(crate) fn new(url: String, settings: Settings, users: Arc<Directory>) -> Self {
        let provider = Self { url, settings, users, state: Mutex::default() };
        provider.register(test_application()).expect("a constant");
        provider
    }

    /// For requests whose path has `base` before the endpoint's own.
    pub(crate) fn issuer(&self, base: &str) -> String {
        self.settings.issuer.clone().unwrap_or_else(|| format!("{}{base}/oidc", self.url))
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn users(&self) -> &Directory {
        &self.users
    }

    /// The users have changed: sign-ins follow.
    pub(crate) fn follow_users(&self) {
        lock(&self.state).store.follow_users(|id| self.users.with_id(id));
    }

    pub(crate) fn now(&self) -> Duration {
        lock(&self.state).clock.now()
    }

    /// What a valid access token gives access to.
    pub(crate) fn access(&self, token: &str) -> Option<Access> {
        self.with_access(token, |grant, scope| Access {
            user: Arc::clone(&grant.user),
            scopes: Scopes::parse(Some(&scope.to_string())),
        })
    }

    fn with_access<T>(&self, token: &str, read: impl FnOnce(&Grant, &scope::Scope) -> T) -> Option<T> {
        let state = lock(&self.state);
        let access = state.store.access_tokens.get(token)?;
        let grant = state.store.grant(access.grant)?;
        (state.clock.now() < access.expires_at).then(|| read(grant, &access.scope))
    }
}

fn test_application() -> Application {
    Application::new(TEST_APP_ID)
        .native(true)
        .redirect_uri("http://127.0.0.1/callback")
        .redirect_uri("http://[::1]/callback")
        .redirect_uri("http://localhost/callback")
        .redirect_uri("com.example.app:/callback")
        .post_logout_redirect_uri("com.example.app:/signed-out")
}

impl fmt::Debug for OpenIdProvider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OpenIdProvider").field("url", &self.url).finish_non_exhaustive()
    }
}
