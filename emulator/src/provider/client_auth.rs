//! Which application a request to the token endpoints comes from.

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::application::{Application, ClientAuth};
use super::error::OAuthError;
use super::parameters::Parameters;

/// What a request presents.
struct Presented {
    method: ClientAuth,
    app_id: String,
    secret: Option<String>,
}

/// `authorization` is the header's value.
pub(super) fn authenticate(
    applications: &HashMap<String, Arc<Application>>,
    authorization: Option<&str>,
    parameters: &Parameters,
) -> Result<Arc<Application>, OAuthError> {
    let presented = match authorization {
        Some(header) => basic(header, parameters)?,
        None => form(parameters)?,
    };
    let application = applications.get(&presented.app_id).ok_or_else(OAuthError::invalid_client)?;
    let allowed = match application.client_auth {
        Some(method) => presented.method == method,
        None => (presented.method == ClientAuth::None) == application.app_secret.is_none(),
    };
    let secret_fits = presented.method == ClientAuth::None || presented.secret == application.app_secret;
    if allowed && secret_fits { Ok(Arc::clone(application)) } else { Err(OAuthError::invalid_client()) }
}

fn form(parameters: &Parameters) -> Result<Presented, OAuthError> {
    let Some(app_id) = parameters.get("client_id") else {
        return Err(OAuthError::invalid_request("no client authentication mechanism provided"));
    };
    let secret = parameters.get("client_secret").map(str::to_owned);
    let method = if secret.is_some() { ClientAuth::ClientSecretPost } else { ClientAuth::None };
    Ok(Presented { method, app_id: app_id.to_owned(), secret })
}

fn basic(header: &str, parameters: &Parameters) -> Result<Presented, OAuthError> {
    let malformed = || OAuthError::invalid_request("invalid authorization header value format");
    let (scheme, credentials) = header.split_once(' ').ok_or_else(malformed)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(malformed());
    }
    if parameters.get("client_secret").is_some() {
        let description = "client authentication must only be provided using one mechanism";
        return Err(OAuthError::invalid_request(description));
    }
    let decoded = STANDARD.decode(credentials.trim()).map_err(|_| malformed())?;
    let decoded = String::from_utf8(decoded).map_err(|_| malformed())?;
    let (app_id, secret) = decoded.split_once(':').ok_or_else(malformed)?;
    let app_id = form_decoded(app_id).ok_or_else(malformed)?;
    if parameters.get("client_id").is_some_and(|other| other != app_id) {
        return Err(OAuthError::invalid_request("mismatch in body and authorization client ids"));
    }
    let secret = form_decoded(secret).ok_or_else(malformed)?;
    Ok(Presented { method: ClientAuth::ClientSecretBasic, app_id, secret: Some(secret) })
}

/// RFC 6749 wants both halves form-encoded before they are joined. Delimiters of forms mean themselves.
fn form_decoded(part: &str) -> Option<String> {
    let mut escapes = part.split('%').skip(1);
    let is_escape = |rest: &str| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if !escapes.all(is_escape) {
        return None;
    }
    let part = part.replace('&', "%26").replace('=', "%3D");
    form_urlencoded::parse(part.as_bytes()).next().map(|(value, _)| value.into_owned())
}
