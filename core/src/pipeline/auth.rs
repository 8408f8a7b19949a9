//! Whose credentials a request carries; once more after a refused token.

use std::future::Future;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;

use super::tokens::Source;
use crate::config::{Prepared, TokenStyle};
use crate::error::{Error, ErrorKind};
use crate::http::Request;
use crate::model::AccessToken;
use crate::operation::{AnyOperation, Auth};

/// Sends an operation's request with the credentials that it needs. If the service itself refuses a token, and the source
/// has another one, the request is sent once more.
pub(super) async fn authorized<T, F>(
    operation: &dyn AnyOperation,
    source: &Source,
    prepared: &Prepared,
    send: impl Fn(Request) -> F,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let request = operation.make_request();
    match operation.auth() {
        Auth::None => return send(request).await,
        Auth::Client => return send(request.authenticate_client(prepared)).await,
        Auth::UserToken => {}
    }
    let token = source.token().await?;
    let outcome = send(with_token(request, &token, prepared)).await;
    let (Source::Issuer(issuer), Err(error)) = (source, &outcome) else { return outcome };
    if !is_refused_token(error) {
        return outcome;
    }
    let fresh = issuer.token(Some(token.clone())).await?;
    if fresh == token {
        return outcome;
    }
    let outcome = send(with_token(operation.make_request(), &fresh, prepared)).await;
    if outcome.as_ref().is_err_and(is_refused_token) {
        issuer.refused_again(&fresh).await;
    }
    outcome
}

/// Whether the service itself refused the token, and not a proxy the connection.
fn is_refused_token(error: &Error) -> bool {
    error.kind() == ErrorKind::Unauthenticated && error.session_is_dead()
}

fn with_token(mut request: Request, token: &Arc<AccessToken>, prepared: &Prepared) -> Request {
    request.authorize(credentials(token, prepared.token_style), token.as_str());
    request
}

/// A token as the value of the `authorization` header. It is not wiped: it is the HTTP client's.
fn credentials(token: &AccessToken, style: TokenStyle) -> HeaderValue {
    let scheme = match style {
        TokenStyle::Bearer => "Bearer ",
        TokenStyle::Bare => "",
    };
    let credentials = Bytes::from([scheme, token.as_str()].concat());
    let mut value = HeaderValue::from_maybe_shared(credentials).expect("visible ASCII is a header value");
    value.set_sensitive(true);
    value
}
