//! Logout requests: whose session ends, and where the browser goes.

use std::sync::Arc;

use super::application::Application;
use super::error::OAuthError;
use super::jwt::{Signer, Unverified};
use super::parameters::Parameters;
use super::state::State;

/// A checked request.
pub(crate) struct Logout {
    /// Whose, as far as the ID token tells.
    pub(super) session: Option<Session>,
    /// With the request's state; absent when the browser stays.
    pub(crate) redirect: Option<String>,
}

pub(super) struct Session {
    pub(super) app_id: String,
    pub(super) user_id: String,
}

pub(super) fn check(state: &State, parameters: &Parameters) -> Result<Logout, OAuthError> {
    parameters.reject_repeated()?;
    let session = parameters.get("id_token_hint").map(|hint| session(state, hint)).transpose()?;
    let hinted = session.as_ref().map(|session| session.app_id.as_str());
    let given = parameters.get("client_id");
    if hinted.is_some() && given.is_some() && hinted != given {
        let description = "client_id does not match the provided id_token_hint";
        return Err(OAuthError::invalid_request(description));
    }
    let application = hinted.or(given).map(|app_id| application(state, app_id)).transpose()?;
    // Without an application there is no list that the URI could be on: it is ignored.
    let redirect = application.zip(parameters.get("post_logout_redirect_uri"));
    let redirect = redirect.map(|(application, uri)| redirect_to(&application, uri, parameters.get("state")));
    Ok(Logout { redirect: redirect.transpose()?, session })
}

fn session(state: &State, hint: &str) -> Result<Session, OAuthError> {
    let invalid = || OAuthError::invalid_request("could not validate id_token_hint");
    let token = Unverified::parse(hint).ok_or_else(invalid)?;
    let claim = |name: &str| token.claims[name].as_str().map(str::to_owned).ok_or_else(invalid);
    let session = Session { app_id: claim("aud")?, user_id: claim("sub")? };
    let application = application(state, &session.app_id)?;
    // An expired one still says who it was.
    if token.is_signed_by(Signer::of(&application, &state.keys)) { Ok(session) } else { Err(invalid()) }
}

fn application(state: &State, app_id: &str) -> Result<Arc<Application>, OAuthError> {
    let unknown = |_| OAuthError::new("invalid_client", "client is invalid");
    state.application(app_id).map_err(unknown)
}

fn redirect_to(application: &Application, uri: &str, state: Option<&str>) -> Result<String, OAuthError> {
    if !application.post_logout_redirect_uris.iter().any(|registered| registered == uri) {
        return Err(OAuthError::invalid_request("post_logout_redirect_uri not registered"));
    }
    let Some(state) = state else { return Ok(uri.to_owned()) };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("state", state).finish();
    Ok(format!("{uri}{}{query}", if uri.contains('?') { '&' } else { '?' }))
}
