//! Which answer a request gets.

use std::sync::Arc;

use hyper::body::Incoming;
use hyper::header::{ALLOW, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use crate::body::PacedBody;
use crate::exchange::Exchange;
use crate::recorder::ScenarioTurn;
use crate::scenario::ScenarioPath;
use crate::{admin, envelope, profile};

pub(crate) const GET_PROFILE: &str = "/api/v3/get-profile";

/// Makes hyper let go of the connection without a reply: the exchange holds what comes instead.
#[derive(Debug, thiserror::Error)]
#[error("the reply is written on the bare socket")]
pub(crate) struct HandedOver;

pub(crate) async fn answer(
    exchange: Arc<Exchange>,
    request: Request<Incoming>,
) -> Result<Response<PacedBody>, HandedOver> {
    let response = if request.uri().path().starts_with(admin::PREFIX) {
        exchange.begin(None);
        admin::answer(&exchange.state, &request)
    } else {
        route(&exchange, &request).await?
    };
    Ok(response.map(|body| body.reporting_to(&exchange)))
}

async fn route(exchange: &Exchange, request: &Request<Incoming>) -> Result<Response<PacedBody>, HandedOver> {
    let state = &exchange.state;
    let (path, query) = (request.uri().path(), request.uri().query());
    let record = |turn| exchange.begin(Some(state.recorder.record(exchange.connection, request, turn)));

    let right_method = request.method() == Method::GET;
    if let Some(ScenarioPath { name, client, base }) = ScenarioPath::parse(path)
        && right_method
        && let Some((turn, reply)) = state.scenarios.next(name, client)
    {
        record(Some(ScenarioTurn { name: name.to_owned(), client: client.to_owned(), turn }));
        return reply.send(exchange, base).await;
    }

    record(None);
    Ok(if !path.ends_with(GET_PROFILE) {
        envelope::http_error(StatusCode::NOT_FOUND, "No such resource")
    } else if !right_method {
        method_not_allowed()
    } else if ScenarioPath::parse(path).is_some() {
        envelope::http_error(StatusCode::NOT_FOUND, "No such scenario")
    } else {
        profile::answer(&state.users, request.headers(), query)
    })
}

fn method_not_allowed() -> Response<PacedBody> {
    let mut response = envelope::http_error(StatusCode::METHOD_NOT_ALLOWED, "Only GET is allowed");
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
    response
}
