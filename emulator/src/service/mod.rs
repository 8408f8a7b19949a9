//! What each request gets. Nothing here sends anything: a plan is a value.

mod admin;
mod faults;
mod oidc;
mod page;
mod profile;
mod routes;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::header::{CONNECTION, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use self::routes::Route;
use crate::error::StartError;
use crate::faults::{Faults, Standing};
use crate::journal::{Journal, ScenarioTurn};
use crate::provider::OpenIdProvider;
use crate::reply::{PacedBody, Reply, envelope};
use crate::scenario::{Next, ScenarioPath, Scenarios};
use crate::users::{Access, Directory, User};

/// The endpoints of the service, but for those of the `OpenID` provider.
static ROUTES: [Route<Service>; 1] =
    [Route { method: Method::GET, path: "/api/v3/get-profile", handler: profile::get }];

#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) url: String,
    pub(crate) users: Arc<Directory>,
    pub(crate) provider: Arc<OpenIdProvider>,
    pub(crate) faults: Faults,
    pub(crate) scenarios: Scenarios,
    /// For the endpoints that show it.
    pub(crate) journal: Arc<Journal>,
}

/// A fault is for a user who does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such user")]
pub struct UnknownUser;

/// What a request gets, and what to remember of it.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) is_recorded: bool,
    pub(crate) turn: Option<ScenarioTurn>,
    /// Before the reply.
    pub(crate) delay: Duration,
    pub(crate) reply: Reply,
}

impl Plan {
    fn at_once(response: Response<PacedBody>) -> Self {
        Self { is_recorded: true, turn: None, delay: Duration::ZERO, reply: Reply::Http(response) }
    }

    /// For a request whose body is over the limit, and therefore not read.
    pub(crate) fn content_too_large() -> Self {
        let message = "The request body is too large";
        let mut response = envelope::http_error(StatusCode::PAYLOAD_TOO_LARGE, message);
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        Self::at_once(response)
    }
}

impl Service {
    pub(crate) fn plan(&self, request: &Request<Bytes>) -> Plan {
        let path = request.uri().path();
        if path == "/" && request.method() == Method::GET {
            Plan { is_recorded: false, ..Plan::at_once(page::index()) }
        } else if path.starts_with(admin::PREFIX) {
            Plan { is_recorded: false, ..Plan::at_once(admin::respond(self, request)) }
        } else if let Some(path) = ScenarioPath::parse(path) {
            self.scripted(&path, request.method())
        } else {
            faults::plan(self, request, || match oidc::endpoint(path) {
                Some((endpoint, base)) => oidc::plan(&self.provider, endpoint, base, request),
                None => Plan::at_once(routes::dispatch(&ROUTES, self, request)),
            })
        }
    }

    /// Switches a fault on. It may name its user as a person would.
    pub(crate) fn set_fault(&self, mut standing: Standing) -> Result<(), UnknownUser> {
        if let Some(Some(user)) = standing.fault.user_mut() {
            let named = self.users.named(user);
            named.as_deref().and_then(User::id).ok_or(UnknownUser)?.clone_into(user);
        }
        self.faults.set(standing);
        Ok(())
    }

    /// Changes the users; those who are signed in change with them.
    pub(crate) fn change_users(
        &self,
        change: impl FnOnce(&Directory) -> Result<(), StartError>,
    ) -> Result<(), StartError> {
        change(&self.users)?;
        self.provider.follow_users();
        Ok(())
    }

    /// What a token gives access to, be it one of the users' own or one that the provider issued.
    fn access(&self, token: &str) -> Option<Access> {
        self.users.access(token).or_else(|| self.provider.access(token))
    }

    fn scripted(&self, path: &ScenarioPath<'_>, method: &Method) -> Plan {
        match self.scenarios.next(path, method) {
            Next::Reply { turn, reply } => {
                let (name, client) = (path.name.to_owned(), path.client.to_owned());
                Plan {
                    is_recorded: true,
                    turn: Some(ScenarioTurn { name, client, turn }),
                    delay: reply.delay,
                    reply: reply.render(&self.url, path.base),
                }
            }
            Next::NoScenario => Plan::at_once(routes::not_found("No such scenario")),
            Next::NoEndpoint => Plan::at_once(routes::not_found("The scenario has no such endpoint")),
            Next::OtherMethods(methods) => Plan::at_once(routes::method_not_allowed(methods.into_iter())),
        }
    }
}
