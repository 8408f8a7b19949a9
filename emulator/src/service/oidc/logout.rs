//! The end-session endpoint: a page that asks first.

use bytes::Bytes;
use hyper::{Request, Response};

use super::authorize::see_other;
use super::page::{self, CONFIRMED};
use super::{Context, query};
use crate::provider::Parameters;
use crate::reply::PacedBody;

pub(super) fn get(context: &Context, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(context, request, &query(request))
}

pub(super) fn post(context: &Context, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(context, request, &Parameters::parse(request.body()))
}

/// Where people are signed in without a page, they are signed out without one.
fn respond(context: &Context, request: &Request<Bytes>, parameters: &Parameters) -> Response<PacedBody> {
    let logout = match context.provider.check_logout(parameters) {
        Ok(logout) => logout,
        Err(error) => return page::error(&error),
    };
    if parameters.get(CONFIRMED).is_none() && context.provider.settings.sign_in.is_none() {
        return page::confirm_logout(request.uri().path(), parameters);
    }
    context.provider.log_out(&logout);
    logout.redirect.as_deref().map_or_else(page::signed_out, see_other)
}
