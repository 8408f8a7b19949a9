//! What goes wrong on purpose.

use std::time::{Duration, Instant};

use genauth_emulator::{Emulator, Endpoint, Failure, Outcome, TEST_APP_ID};

use super::*;
use crate::client::eventually;

fn form(refresh_token: &str) -> String {
    encode(&[("grant_type", "refresh_token"), ("client_id", TEST_APP_ID), ("refresh_token", refresh_token)])
}

/// Sends a refresh and returns what comes back before the connection ends.
fn bytes_of_refresh(emulator: &Emulator, token: &str) -> Vec<u8> {
    read_to_end(&send_post(emulator, "/oidc/token", &[FORM], &form(token))).0
}

#[test]
fn a_lost_response_has_had_its_effect() {
    let emulator = emulator();
    let token = emulator.sign_in("bob").unwrap().refresh_token.unwrap();
    emulator.provider().fail_next(Endpoint::Token, Failure::ResponseLost);
    assert_eq!(bytes_of_refresh(&emulator, &token), b"");
    eventually("it is recorded", || emulator.requests("/oidc/token")[0].outcome == Outcome::Faulted);
    refused(&refresh(&emulator, TEST_APP_ID, &token), 400, "invalid_grant");
    assert_eq!(emulator.provider().request_counts().refreshes, 2);
}

#[test]
fn a_lost_request_has_none() {
    let emulator = emulator();
    let token = emulator.sign_in("bob").unwrap().refresh_token.unwrap();
    emulator.provider().fail_next(Endpoint::Token, Failure::RequestLost);
    assert_eq!(bytes_of_refresh(&emulator, &token), b"");
    assert_eq!(refresh(&emulator, TEST_APP_ID, &token).status(), 200);
}

#[test]
fn failures_take_turns_and_then_all_is_well() {
    let emulator = emulator();
    let token = emulator.sign_in("bob").unwrap().refresh_token.unwrap();
    let fail = |failure| emulator.provider().fail_next(Endpoint::Token, failure);
    fail(Failure::Unavailable { retry_after: None });
    fail(Failure::TooManyRequests { retry_after: Some(7) });
    fail(Failure::OauthError { error: "temporarily_unavailable".to_owned() });
    for (status, retry_after) in [(503, None), (429, Some("7")), (400, None), (200, None)] {
        let response = refresh(&emulator, TEST_APP_ID, &token);
        assert_eq!((response.status(), response.header("retry-after")), (status, retry_after));
    }
}

#[test]
fn every_endpoint_can_fail() {
    let emulator = emulator();
    for (endpoint, method, path) in [
        (Endpoint::Authorization, "GET", "/oidc/auth"),
        (Endpoint::Token, "POST", "/oidc/token"),
        (Endpoint::Revocation, "POST", "/oidc/token/revocation"),
        (Endpoint::Introspection, "POST", "/oidc/token/introspection"),
        (Endpoint::EndSession, "GET", "/oidc/session/end"),
        (Endpoint::UserInfo, "GET", "/oidc/me"),
        (Endpoint::Discovery, "GET", "/oidc/.well-known/openid-configuration"),
        (Endpoint::Keys, "GET", "/oidc/.well-known/jwks.json"),
    ] {
        emulator.provider().fail_next(endpoint, Failure::Unavailable { retry_after: None });
        let ask =
            || crate::client::request(emulator.address(), method, path, &["content-length: 0"]).status();
        assert_eq!(ask(), 503, "{path}");
        assert_ne!(ask(), 503, "{path}");
    }
    let counts = emulator.provider().request_counts();
    assert_eq!((counts.authorizations, counts.other_grants, counts.refreshes), (2, 2, 0));
    assert_eq!((counts.revocations, counts.introspections, counts.logouts), (2, 2, 2));
    assert_eq!((counts.user_infos, counts.discoveries, counts.key_sets), (2, 2, 2));
}

#[test]
fn a_slow_response_has_its_effect_at_once() {
    let emulator = emulator();
    let token = emulator.sign_in("bob").unwrap().refresh_token.unwrap();
    emulator.provider().fail_next(Endpoint::Token, Failure::Slow { milliseconds: 1500 });
    let start = Instant::now();
    let stream = send_post(&emulator, "/oidc/token", &[FORM], &form(&token));
    let introspection = [("client_id", TEST_APP_ID), ("token", &*token)];
    eventually("the token is rotated", || {
        post(&emulator, "/oidc/token/introspection", &[], &introspection).json()["active"] == false
    });
    eventually("and the client waits", || {
        let mut requests = emulator.requests("").into_iter();
        requests.any(|request| request.path == "/oidc/token" && request.outcome == Outcome::Pending)
    });
    assert_eq!(parse(&read_to_end(&stream).0).status(), 200);
    assert!(start.elapsed() >= Duration::from_millis(1500));
}

#[test]
fn an_error_of_the_authorization_endpoint_goes_to_the_redirect_uri() {
    let emulator = emulator();
    let failure = Failure::OauthError { error: "server_error".to_owned() };
    emulator.provider().fail_next(Endpoint::Authorization, failure);
    let (_, query) = redirect(&get(&emulator, &authorization(&[]), &[]));
    assert_eq!(value(&query, "error").as_deref(), Some("server_error"));
    assert_eq!(value(&query, "state").as_deref(), Some("a state & more"));
}
