//! The emulator's own endpoints, for tests. They are not recorded.

mod body;
mod faults;
mod journal;
mod provider;
mod users;

use hyper::Method;

use super::Service;
use super::routes::Route;

pub(super) const PREFIX: &str = "/__emulator/";

pub(super) static ROUTES: [Route<Service>; 18] = [
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
];
