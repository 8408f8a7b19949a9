//! The provider's pages. Whatever comes from a request or a user is escaped.

use std::sync::Arc;

use bytes::Bytes;
use hyper::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, REFERRER_POLICY};
use hyper::{Response, StatusCode};

use crate::provider::{OAuthError, Parameters};
use crate::reply::{Pace, PacedBody};
use crate::users::User;

/// The form field with the user whom the person at the browser picked.
pub(super) const PICKED: &str = "emulator_user";

/// The form field of a person who does not sign in.
pub(super) const DENIED: &str = "emulator_deny";

/// The form field of a person who signs out.
pub(super) const CONFIRMED: &str = "emulator_confirm";

pub(super) fn pick_user(users: &[Arc<User>], action: &str, parameters: &Parameters) -> Response<PacedBody> {
    let button = |user: &Arc<User>| {
        let id = user.id()?;
        let (value, label) = (escape(id), escape(user.label().unwrap_or(id)));
        Some(format!("<p><button name=\"{PICKED}\" value=\"{value}\">{label}</button></p>\n"))
    };
    let application = escape(parameters.get("client_id").unwrap_or_default());
    let buttons: String = users.iter().filter_map(button).collect();
    let fields = hidden(parameters, &[PICKED, DENIED]);
    let body = format!(
        "<form method=\"post\" action=\"{}\">\n{fields}{buttons}\
         <p><button name=\"{DENIED}\" value=\"1\">Deny</button></p>\n</form>",
        escape(action)
    );
    page(StatusCode::OK, &format!("Sign in to {application}"), &body)
}

pub(super) fn confirm_logout(action: &str, parameters: &Parameters) -> Response<PacedBody> {
    let body = format!(
        "<form method=\"post\" action=\"{}\">\n{}\
         <p><button name=\"{CONFIRMED}\" value=\"1\">Sign out</button></p>\n</form>",
        escape(action),
        hidden(parameters, &[CONFIRMED]),
    );
    page(StatusCode::OK, "Sign out?", &body)
}

pub(super) fn signed_out() -> Response<PacedBody> {
    page(StatusCode::OK, "Signed out", "")
}

pub(super) fn error(error: &OAuthError) -> Response<PacedBody> {
    let body = format!("<p>{}: {}</p>", escape(&error.error), escape(&error.description));
    page(StatusCode::BAD_REQUEST, "Something is wrong with this request", &body)
}

pub(super) fn empty(status: StatusCode) -> Response<PacedBody> {
    let mut response = Response::new(PacedBody::new(Bytes::new(), Pace::default()));
    *response.status_mut() = status;
    response
}

fn page(status: StatusCode, title: &str, body: &str) -> Response<PacedBody> {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <h1>{title}</h1>\n{body}\n</html>\n"
    );
    let mut response = Response::new(PacedBody::new(html.into(), Pace::default()));
    *response.status_mut() = status;
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        // `form-action` is left out: browsers apply it to the redirect that follows, too.
        (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (REFERRER_POLICY, "no-referrer"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The request's parameters, which come back with the form.
fn hidden(parameters: &Parameters, except: &[&str]) -> String {
    let kept = parameters.iter().filter(|(name, _)| !except.contains(name));
    let field = |(name, value): (&str, &str)| {
        format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", escape(name), escape(value))
    };
    kept.map(field).collect()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
