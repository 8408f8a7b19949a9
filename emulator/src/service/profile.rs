//! `GET /api/v3/get-profile`.

use bytes::Bytes;
use hyper::header::{AUTHORIZATION, HeaderMap};
use hyper::{Request, Response, StatusCode};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::Service;
use crate::reply::{PacedBody, envelope};
use crate::users::Access;

#[derive(Debug, Default)]
struct Flags {
    custom_data: bool,
    identities: bool,
    department_ids: bool,
}

impl Flags {
    fn parse(query: &str) -> Self {
        let mut flags = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            let asked = value == "1" || value.eq_ignore_ascii_case("true");
            match &*key {
                "withCustomData" => flags.custom_data = asked,
                "withIdentities" => flags.identities = asked,
                "withDepartmentIds" => flags.department_ids = asked,
                _ => {}
            }
        }
        flags
    }

    fn ask_for(&self, field: &str) -> bool {
        match field {
            "customData" => self.custom_data,
            "identities" => self.identities,
            "departmentIds" => self.department_ids,
            _ => true,
        }
    }
}

pub(super) fn get(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    let Some(access) = token(request.headers()).and_then(|token| service.access(token)) else {
        return envelope::not_logged_in();
    };
    let flags = Flags::parse(request.uri().query().unwrap_or_default());
    profile(&access, &flags)
}

fn profile(access: &Access, flags: &Flags) -> Response<PacedBody> {
    let user = &access.user;
    // Real responses have been documented with a key that ends in a space; it still is that field.
    let keep = |key: &String| flags.ask_for(key.trim()) && access.scopes.grant(key.trim());
    if let Some(verbatim) = &user.verbatim
        && user.data.keys().all(keep)
    {
        let response = envelope::response(StatusCode::OK, Bytes::from_static(verbatim.bytes));
        return envelope::identified(response, &verbatim.request_id);
    }
    envelope::success(Fields { data: &user.data, keep })
}

/// The fields of an object that are kept, in their order.
struct Fields<'a, F> {
    data: &'a Map<String, Value>,
    keep: F,
}

impl<F: Fn(&String) -> bool> Serialize for Fields<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.data.iter().filter(|(key, _)| (self.keep)(key)))
    }
}

/// Shipping clients send `Bearer <token>` as well as the bare token.
pub(super) fn token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?.trim();
    match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Some(token.trim_start()),
        _ => Some(value),
    }
}
