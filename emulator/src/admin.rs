//! The emulator's own endpoints, for tests. They are not recorded.

use hyper::{Method, Request, Response, StatusCode};
use serde_json::json;

use crate::body::PacedBody;
use crate::envelope::{http_error, json_response};
use crate::server::State;

pub(crate) const PREFIX: &str = "/__emulator/";

pub(crate) fn answer<B>(state: &State, request: &Request<B>) -> Response<PacedBody> {
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let prefix = form_urlencoded::parse(query).find(|(key, _)| key == "prefix");
    let prefix = prefix.map(|(_, value)| value).unwrap_or_default();
    let value = match (request.method(), request.uri().path()) {
        (&Method::GET, "/__emulator/requests") => json!(state.recorder.list(&prefix)),
        (&Method::DELETE, "/__emulator/requests") => {
            state.recorder.clear(&prefix);
            json!([])
        }
        (&Method::GET, "/__emulator/connections") => json!(state.counters.read()),
        _ => return http_error(StatusCode::NOT_FOUND, "The emulator has no such endpoint"),
    };
    json_response(StatusCode::OK, &value)
}
