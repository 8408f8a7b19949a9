//! What stands in the requests to the emulator's own endpoints.

use bytes::Bytes;
use hyper::{Request, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::document;
use crate::reply::{PacedBody, envelope};

/// Reads the body as JSON and responds with what `act` makes of it.
pub(super) fn respond<T: DeserializeOwned, E: ToString>(
    request: &Request<Bytes>,
    act: impl FnOnce(T) -> Result<Value, E>,
) -> Response<PacedBody> {
    let body = String::from_utf8_lossy(request.body());
    match document::decode("request body", &body) {
        Ok(asked) => act(asked)
            .map_or_else(|error| problem(&error), |value| envelope::json_response(StatusCode::OK, &value)),
        Err(error) => problem(&error),
    }
}

pub(super) fn problem(problem: &impl ToString) -> Response<PacedBody> {
    envelope::http_error(StatusCode::BAD_REQUEST, &problem.to_string())
}

/// A parameter of the query.
pub(super) fn parameter(request: &Request<Bytes>, name: &str) -> Option<String> {
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let found = form_urlencoded::parse(query).find(|(key, _)| key == name);
    found.map(|(_, value)| value.into_owned())
}
