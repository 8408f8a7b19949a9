//! What a login asks for.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::error::Error;

/// What a login asks for.
///
/// ```
/// let options = genauth::LoginOptions::new("https://app.example/callback").login_hint("alice@example.com");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct LoginOptions {
    /// Where the browser comes back to: one of the callback URLs that the console lists for the application.
    pub redirect_uri: String,
    /// The scopes. By default `openid profile email phone offline_access`.
    #[serde(alias = "scope", deserialize_with = "scopes")]
    pub scopes: Option<Vec<String>>,
    /// What the server must ask the user, such as `login` or `consent`. By default `consent` if `offline_access` is among the
    /// scopes, because the server gives no refresh token without it.
    pub prompt: Option<String>,
    /// The account that the user is likely to take.
    pub login_hint: Option<String>,
    /// The languages of the login page, in the order of preference, separated by spaces.
    pub ui_locales: Option<String>,
    /// The tenant to sign in to.
    pub tenant_id: Option<String>,
    /// More parameters of the authorization request. They cannot replace those of the library.
    pub extra: BTreeMap<String, String>,
    /// Ports to try, in this order, for a login that listens without a port in `redirect_uri`. By default any free one.
    pub ports: Vec<u16>,
}

impl LoginOptions {
    /// The default options.
    #[must_use]
    pub fn new(redirect_uri: impl Into<String>) -> Self {
        Self { redirect_uri: redirect_uri.into(), ..Self::default() }
    }

    /// Asks for these scopes.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Sets what the server must ask the user.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
        self.prompt = Some(prompt.into());
        self
    }

    /// Sets the account that the user is likely to take.
    #[must_use]
    pub fn login_hint(mut self, hint: impl Into<String>) -> Self {
        self.login_hint = Some(hint.into());
        self
    }

    /// Sets the languages of the login page.
    #[must_use]
    pub fn ui_locales(mut self, locales: impl Into<String>) -> Self {
        self.ui_locales = Some(locales.into());
        self
    }

    /// Sets the tenant to sign in to.
    #[must_use]
    pub fn tenant_id(mut self, tenant: impl Into<String>) -> Self {
        self.tenant_id = Some(tenant.into());
        self
    }

    /// Adds a parameter to the authorization request.
    #[must_use]
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }

    /// Sets the ports to try for a login that listens.
    #[must_use]
    pub fn ports(mut self, ports: impl IntoIterator<Item = u16>) -> Self {
        self.ports = ports.into_iter().collect();
        self
    }

    /// Reads the options from a JSON object whose keys are the names of the fields. `scopes` may be an array or a string;
    /// an unknown key is an error.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json)
            .map_err(|error| Error::invalid_argument(format!("the login options are invalid: {error}")))
    }
}

fn scopes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "`scopes` must be an array of strings or a string")]
    enum Scopes {
        Array(Vec<String>),
        String(String),
    }
    Ok(Option::deserialize(deserializer)?.map(|scopes| match scopes {
        Scopes::Array(scopes) => scopes,
        Scopes::String(scopes) => scopes.split_whitespace().map(str::to_owned).collect(),
    }))
}
