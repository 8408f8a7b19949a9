//! The envelope around every response, and the errors that the service wraps in it.

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use hyper::{Response, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};

use super::paced::{Pace, PacedBody};

pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(crate) fn new_request_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The envelope of a success, written without a copy of its data.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Success<'a, T> {
    status_code: u16,
    message: &'static str,
    request_id: &'a str,
    data: T,
}

pub(crate) fn success(data: impl Serialize) -> Response<PacedBody> {
    let id = new_request_id();
    let envelope = Success { status_code: 200, message: "Operation successful", request_id: &id, data };
    let json = serde_json::to_vec(&envelope).expect("the data is JSON");
    identified(response(StatusCode::OK, json.into()), &id)
}

/// The service says "not logged in" with HTTP 200, like nearly everything.
pub(crate) fn not_logged_in() -> Response<PacedBody> {
    let id = new_request_id();
    let envelope = json!({
        "statusCode": 401,
        "apiCode": 2020,
        "message": "Not logged in, or the login has expired",
        "requestId": id,
    });
    identified(json_response(StatusCode::OK, &envelope), &id)
}

/// The service refuses an account this way, too: with HTTP 200.
pub(crate) fn locked() -> Response<PacedBody> {
    let id = new_request_id();
    let envelope = json!({
        "statusCode": 403,
        "apiCode": 2005,
        "message": "The user is locked",
        "requestId": id,
    });
    identified(json_response(StatusCode::OK, &envelope), &id)
}

/// For a server that is busy; `retry_after` is in seconds.
pub(crate) fn try_later(status: StatusCode, retry_after: Option<u32>) -> Response<PacedBody> {
    let mut response = http_error(status, "Try again later");
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response
}

pub(crate) fn http_error(status: StatusCode, message: &str) -> Response<PacedBody> {
    let id = new_request_id();
    let envelope = json!({ "statusCode": status.as_u16(), "message": message, "requestId": id });
    identified(json_response(status, &envelope), &id)
}

pub(crate) fn json_response(status: StatusCode, value: &Value) -> Response<PacedBody> {
    response(status, Bytes::from(value.to_string()))
}

pub(crate) fn response(status: StatusCode, json: Bytes) -> Response<PacedBody> {
    let mut response = Response::new(PacedBody::new(json, Pace::default()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}

pub(crate) fn identified(mut response: Response<PacedBody>, id: &str) -> Response<PacedBody> {
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
