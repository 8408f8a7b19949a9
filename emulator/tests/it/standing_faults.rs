//! Faults that are switched on and off while the emulator runs.

use std::time::{Duration, Instant};

use genauth_emulator::{DOCUMENTED_TOKEN, Emulator, Fault, TEST_APP_ID, UnknownUser};
use serde_json::{Value, json};

use crate::client::{Response, connect, get, post, read_to_end, send};

const FAULTS: &str = "/__emulator/faults";

fn emulator() -> Emulator {
    let users =
        json!({"users": [{"tokens": [{"token": "ada"}], "data": {"userId": "u", "username": "ada"}}]});
    Emulator::builder().users_json(users.to_string()).start_blocking().expect("it starts")
}

fn profile(emulator: &Emulator, token: &str) -> Response {
    get(emulator, "/api/v3/get-profile", &[&format!("authorization: Bearer {token}")])
}

fn code(emulator: &Emulator, token: &str) -> Value {
    profile(emulator, token).json()["statusCode"].clone()
}

fn refresh(emulator: &Emulator, refresh_token: &str) -> Response {
    let form = format!("grant_type=refresh_token&client_id={TEST_APP_ID}&refresh_token={refresh_token}");
    post(emulator, "/oidc/token", "application/x-www-form-urlencoded", &form)
}

fn switch_on(emulator: &Emulator, fault: &Value) -> Response {
    post(emulator, FAULTS, "application/json", &fault.to_string())
}

#[test]
fn a_busy_service_says_when_to_come_back() {
    let emulator = emulator();
    for (fault, status, retry_after) in [
        (json!({"kind": "rate_limited"}), 429, Some("1")),
        (json!({"kind": "rate_limited", "retry_after": 30}), 429, Some("30")),
        (json!({"kind": "unavailable"}), 503, None),
    ] {
        emulator.clear_faults();
        assert_eq!(switch_on(&emulator, &fault).status(), 200);
        for response in [profile(&emulator, "ada"), refresh(&emulator, "any")] {
            assert_eq!((response.status(), response.header("retry-after")), (status, retry_after), "{fault}");
        }
    }
    let request = emulator.requests("/api").pop().unwrap();
    assert_eq!(request.status, Some(503));
    let cleared = crate::client::request(emulator.address(), "DELETE", FAULTS, &[]);
    assert_eq!((cleared.json(), code(&emulator, "ada")), (json!([]), json!(200)));
}

#[test]
fn a_fault_lasts_for_so_many_requests() {
    let emulator = emulator();
    switch_on(&emulator, &json!({"kind": "unavailable", "times": 2}));
    switch_on(&emulator, &json!({"kind": "rate_limited"}));
    assert_eq!(
        get(&emulator, FAULTS, &[]).json()[0],
        json!({"kind": "unavailable", "retry_after": null, "times": 2})
    );
    let statuses = [(); 3].map(|()| profile(&emulator, "ada").status());
    assert_eq!(statuses, [503, 503, 429]);
    crate::client::request(emulator.address(), "DELETE", "/__emulator/faults?kind=rate_limited", &[]);
    assert_eq!(profile(&emulator, "ada").status(), 200);
}

#[test]
fn a_user_is_refused_and_others_are_not() {
    let emulator = emulator();
    let tokens = emulator.sign_in("ada").unwrap();
    let refresh_token = tokens.refresh_token.unwrap();
    for (kind, code_of_profile, api_code) in [("suspended_user", 403, 2005), ("session_ended", 401, 2020)] {
        emulator.clear_faults();
        let set = switch_on(&emulator, &json!({"kind": kind, "user": "ada"})).json();
        assert_eq!(set, json!([{"kind": kind, "user": "u", "times": null}]), "names become ids");
        for token in ["ada", &tokens.access_token] {
            let envelope = profile(&emulator, token).json();
            assert_eq!(
                (&envelope["statusCode"], &envelope["apiCode"]),
                (&json!(code_of_profile), &json!(api_code))
            );
        }
        let refused = refresh(&emulator, &refresh_token);
        assert_eq!((refused.status(), &refused.json()["error"]), (400, &json!("invalid_grant")));
        let authorization = format!("authorization: Bearer {}", tokens.access_token);
        assert_eq!(get(&emulator, "/oidc/me", &[&authorization]).status(), 401);
        let form = format!("client_id={TEST_APP_ID}&token={}", tokens.access_token);
        let facts = post(&emulator, "/oidc/token/introspection", "application/x-www-form-urlencoded", &form);
        assert_eq!(facts.json(), json!({"active": false}));
        assert_eq!(code(&emulator, DOCUMENTED_TOKEN), 200);
        assert_eq!(get(&emulator, "/oidc/.well-known/jwks.json", &[]).status(), 200);
    }
    emulator.set_fault(Fault::SuspendedUser { user: None }).unwrap();
    assert_eq!(code(&emulator, DOCUMENTED_TOKEN), 403);
    emulator.clear_faults();
    assert_eq!(refresh(&emulator, &refresh_token).status(), 200, "nothing is left behind");
}

#[test]
fn slow_responses_connections_that_break_and_none_at_all() {
    let emulator = emulator();
    emulator.set_fault(Fault::Slow { milliseconds: 300 }).unwrap();
    let start = Instant::now();
    assert_eq!(code(&emulator, "ada"), 200);
    assert!(start.elapsed() >= Duration::from_millis(300));
    emulator.clear_faults();

    emulator.set_fault_times(Fault::Reset, 1).unwrap();
    let stream = connect(emulator.address());
    send(&stream, "GET", "/api/v3/get-profile", &[]);
    assert!(read_to_end(&stream).1.is_err(), "the connection is reset");

    emulator.set_fault(Fault::Hang).unwrap();
    let stream = connect(emulator.address());
    stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    send(&stream, "GET", "/api/v3/get-profile", &[]);
    let (bytes, end) = read_to_end(&stream);
    assert!(bytes.is_empty() && end.is_err(), "nothing comes");
    assert_eq!(get(&emulator, FAULTS, &[]).status(), 200, "the emulator's own endpoints respond");
}

#[test]
fn what_cannot_be_switched_on_is_refused() {
    let emulator = emulator();
    for (fault, why) in [
        (json!({"kind": "suspended_user", "user": "nobody"}), "there is no such user"),
        (json!({"kind": "explosion"}), "unknown variant `explosion`"),
        (json!({"kind": "slow"}), "milliseconds"),
    ] {
        let response = switch_on(&emulator, &fault);
        let message = response.json()["message"].to_string();
        assert!(response.status() == 400 && message.contains(why), "{message}");
    }
    assert_eq!(emulator.set_fault(Fault::SessionEnded { user: Some("x".into()) }), Err(UnknownUser));
}
