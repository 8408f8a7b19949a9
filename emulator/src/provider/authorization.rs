//! Authorization requests: checked, and what goes to the redirect URI.

use super::application::Application;
use super::error::OAuthError;
use super::parameters::Parameters;
use super::redirect_uri;
use super::scope::{OFFLINE_ACCESS, Scope};

/// A request that may become a sign-in.
pub(crate) struct Authorization {
    pub(super) app_id: String,
    pub(crate) redirect: Redirect,
    pub(super) scope: Scope,
    pub(super) nonce: Option<String>,
    pub(super) challenge: Option<String>,
    pub(crate) forbids_page: bool,
}

/// Where the browser goes back to.
#[derive(Clone)]
pub(crate) struct Redirect {
    pub(super) uri: String,
    state: Option<String>,
    /// Absent when the provider does not name itself.
    issuer: Option<String>,
}

/// Why there is no sign-in.
pub(crate) enum Refusal {
    /// Nobody knows whether the redirect URI is the application's: the user sees the error.
    Page(OAuthError),
    /// The application gets the error.
    Redirect(Redirect, OAuthError),
}

impl Redirect {
    pub(crate) fn with_code(&self, code: &str) -> String {
        self.with(&[("code", code)])
    }

    pub(crate) fn with_error(&self, error: &OAuthError) -> String {
        self.with(&[("error", &error.error), ("error_description", &error.description)])
    }

    fn with(&self, pairs: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs);
        query.extend_pairs(self.state.iter().map(|state| ("state", state)));
        query.extend_pairs(self.issuer.iter().map(|issuer| ("iss", issuer)));
        let separator = if self.uri.contains('?') { '&' } else { '?' };
        format!("{}{separator}{}", self.uri, query.finish())
    }
}

/// `issuer` is absent when the provider does not name itself in redirects.
pub(super) fn check(
    application: &Application,
    parameters: &Parameters,
    issuer: Option<&str>,
) -> Result<Authorization, Refusal> {
    let uri = parameters.require("redirect_uri").map_err(Refusal::Page)?;
    if !redirect_uri::is_registered(uri, &application.redirect_uris, application.native) {
        let description = "redirect_uri did not match any of the client's registered redirect_uris";
        return Err(Refusal::Page(OAuthError::new("invalid_redirect_uri", description)));
    }
    let owned = |name| parameters.get(name).map(str::to_owned);
    let redirect = Redirect { uri: uri.to_owned(), state: owned("state"), issuer: issuer.map(str::to_owned) };
    let refuse = |error| Refusal::Redirect(redirect.clone(), error);

    parameters.reject_repeated().map_err(refuse)?;
    if parameters.require("response_type").map_err(refuse)? != "code" {
        let description = "unsupported response_type requested";
        return Err(refuse(OAuthError::new("unsupported_response_type", description)));
    }
    if parameters.get("response_mode").is_some_and(|mode| mode != "query") {
        let description = "unsupported response_mode requested";
        return Err(refuse(OAuthError::new("unsupported_response_mode", description)));
    }
    check_pkce(application, parameters).map_err(refuse)?;
    let prompts: Vec<&str> = parameters.get("prompt").unwrap_or_default().split_whitespace().collect();
    let forbids_page = prompts.contains(&"none");
    if forbids_page && prompts.len() > 1 {
        return Err(refuse(OAuthError::invalid_request("prompt none must only be used alone")));
    }
    let mut scope = Scope::parse(parameters.get("scope").unwrap_or_default());
    if application.consent_required && !prompts.contains(&"consent") {
        scope = scope.without(OFFLINE_ACCESS);
    }
    let (nonce, challenge) = (owned("nonce"), owned("code_challenge"));
    let app_id = application.app_id.clone();
    Ok(Authorization { app_id, redirect, scope, nonce, challenge, forbids_page })
}

fn check_pkce(application: &Application, parameters: &Parameters) -> Result<(), OAuthError> {
    let method = parameters.get("code_challenge_method");
    match parameters.get("code_challenge") {
        None if method.is_some() => {
            Err(OAuthError::invalid_request("code_challenge must be provided with code_challenge_method"))
        }
        None if application.needs_pkce() => Err(OAuthError::invalid_request(
            "Authorization Server policy requires PKCE to be used for this request",
        )),
        // `plain`, the method when none is given, is off.
        Some(_) if method != Some("S256") => {
            Err(OAuthError::invalid_request("not supported value of code_challenge_method"))
        }
        Some(challenge) if !is_digest(challenge) => {
            Err(OAuthError::invalid_request("code_challenge must be a string of 43 characters in base64url"))
        }
        None | Some(_) => Ok(()),
    }
}

fn is_digest(challenge: &str) -> bool {
    let base64url = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    challenge.len() == 43 && challenge.bytes().all(base64url)
}
