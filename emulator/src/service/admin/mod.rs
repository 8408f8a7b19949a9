//! The emulator's own endpoints, for tests. They are not recorded.

mod body;
mod faults;
mod journal;
mod provider;
mod users;

use bytes::Bytes;
use hyper::header::{HOST, HeaderName, ORIGIN};
use hyper::{Method, Request, Response, StatusCode};

use super::routes::{self, Route};
use super::{Service, page};
use crate::reply::{PacedBody, envelope};

pub(super) const PREFIX: &str = "/__emulator/";

static ROUTES: [Route<Service>; 21] = [
    Route { method: Method::GET, path: "/__emulator/requests", handler: journal::list },
    Route { method: Method::DELETE, path: "/__emulator/requests", handler: journal::clear },
    Route { method: Method::GET, path: "/__emulator/connections", handler: journal::connections },
    Route { method: Method::GET, path: "/__emulator/log", handler: journal::log },
    Route { method: Method::GET, path: "/__emulator/users", handler: users::list },
    Route { method: Method::POST, path: "/__emulator/users", handler: users::add },
    Route { method: Method::DELETE, path: "/__emulator/users", handler: users::clear_added },
    Route { method: Method::GET, path: "/__emulator/faults", handler: faults::list },
    Route { method: Method::POST, path: "/__emulator/faults", handler: faults::set },
    Route { method: Method::DELETE, path: "/__emulator/faults", handler: faults::clear },
    Route { method: Method::POST, path: "/__emulator/oidc/applications", handler: provider::register },
    Route { method: Method::POST, path: "/__emulator/oidc/sign-in", handler: provider::sign_in },
    Route { method: Method::POST, path: "/__emulator/oidc/expire", handler: provider::expire },
    Route { method: Method::POST, path: "/__emulator/oidc/revoke", handler: provider::revoke },
    Route { method: Method::POST, path: "/__emulator/oidc/failures", handler: provider::fail_next },
    Route { method: Method::POST, path: "/__emulator/oidc/keys", handler: provider::roll_over_key },
    Route { method: Method::POST, path: "/__emulator/oidc/clock", handler: provider::set_clock },
    Route { method: Method::GET, path: "/__emulator/oidc/requests", handler: provider::request_counts },
    Route { method: Method::GET, path: "/__emulator/page.css", handler: page::style },
    Route { method: Method::GET, path: "/__emulator/page.js", handler: page::script },
    Route { method: Method::GET, path: "/__emulator/commands.js", handler: page::commands },
];

pub(super) fn respond(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    if is_foreign(request) {
        return envelope::http_error(StatusCode::FORBIDDEN, "Pages of other sites do not steer the emulator");
    }
    routes::dispatch(&ROUTES, service, request)
}

/// Whether a page of another site sends the request: browsers let any page post to a local port.
fn is_foreign(request: &Request<Bytes>) -> bool {
    let header = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let origin = header(ORIGIN).map(|origin| origin.split_once("://").map_or(origin, |(_, host)| host));
    origin.is_some() && origin != header(HOST)
}
