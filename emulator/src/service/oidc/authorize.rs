//! The authorization endpoint: a page with the users to pick from, or a redirect at once.

use std::sync::Arc;

use bytes::Bytes;
use hyper::header::{HeaderValue, LOCATION};
use hyper::{Request, Response, StatusCode};

use super::page::{self, DENIED, PICKED};
use super::{Context, query};
use crate::provider::{Authorization, OAuthError, Parameters, Refusal};
use crate::reply::PacedBody;
use crate::users::User;

pub(super) fn get(context: &Context, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(context, request, &query(request))
}

pub(super) fn post(context: &Context, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(context, request, &Parameters::parse(request.body()))
}

fn respond(context: &Context, request: &Request<Bytes>, parameters: &Parameters) -> Response<PacedBody> {
    let authorization = match context.provider.check_authorization(parameters, &context.issuer) {
        Ok(authorization) => authorization,
        Err(Refusal::Page(error)) => return page::error(&error),
        Err(Refusal::Redirect(redirect, error)) => return see_other(&redirect.with_error(&error)),
    };
    let refuse = |error: &OAuthError| see_other(&authorization.redirect.with_error(error));
    if let Some(error) = &context.refusal {
        return refuse(error);
    }
    if parameters.get(DENIED).is_some() {
        return refuse(&OAuthError::new("access_denied", "End-User aborted interaction"));
    }
    match user(context, parameters) {
        Some(user) => sign_in(context, &authorization, &user),
        None if authorization.forbids_page => {
            refuse(&OAuthError::new("login_required", "End-User authentication is required"))
        }
        None => page::pick_user(&context.provider.users().users(), request.uri().path(), parameters),
    }
}

/// Nobody, when the person at the browser has to pick one.
fn user(context: &Context, parameters: &Parameters) -> Option<Arc<User>> {
    let named =
        [parameters.get(PICKED), parameters.get("login_hint"), context.provider.settings.sign_in.as_deref()];
    named.into_iter().flatten().find_map(|name| context.provider.users().named(name))
}

fn sign_in(context: &Context, authorization: &Authorization, user: &Arc<User>) -> Response<PacedBody> {
    let redirect = &authorization.redirect;
    see_other(&match context.provider.authorize(authorization, user) {
        Ok(code) => redirect.with_code(&code),
        Err(error) => redirect.with_error(&error),
    })
}

pub(super) fn see_other(location: &str) -> Response<PacedBody> {
    let mut response = page::empty(StatusCode::SEE_OTHER);
    let location = HeaderValue::from_str(location).expect("registered URIs and queries are visible ASCII");
    response.headers_mut().insert(LOCATION, location);
    response
}
