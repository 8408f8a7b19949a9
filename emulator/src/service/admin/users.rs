//! The users, and those that are added.

use bytes::Bytes;
use hyper::{Request, Response, StatusCode};
use serde_json::{Value, json};

use super::super::Service;
use super::body;
use crate::error::StartError;
use crate::reply::{PacedBody, envelope};
use crate::users::UserEntry;

pub(super) fn list(service: &Service, _: &Request<Bytes>) -> Response<PacedBody> {
    envelope::json_response(StatusCode::OK, &listed(service))
}

pub(super) fn add(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    body::respond(request, |user: UserEntry| {
        service.change_users(|users| users.add(user))?;
        Ok::<_, StartError>(listed(service))
    })
}

pub(super) fn clear_added(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    match service.change_users(crate::users::Directory::clear_added) {
        Ok(()) => list(service, request),
        Err(error) => body::problem(&error),
    }
}

fn listed(service: &Service) -> Value {
    let users = service.users.users().into_iter().map(|user| {
        json!({
            "user_id": user.id(),
            "label": user.label(),
            "tokens": service.users.tokens_of(&user),
        })
    });
    users.collect()
}
