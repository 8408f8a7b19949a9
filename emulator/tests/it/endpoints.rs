//! Scripted replies of several endpoints.

use genauth_emulator::Emulator;
use serde_json::{Value, json};

use crate::client::{Response, connect, read_to_end, request, send};

const LOGIN: &str = "/scenario/login";

/// Two endpoints take turns in the file; `/revoke` is there for two methods; a deeper path ends like another one.
fn emulator() -> Emulator {
    let replies = json!([
        {"on": "POST /oidc/token", "status": 400, "body": "token 1"},
        {"body": "profile 1"},
        {"on": "POST /oidc/token", "body": "token 2"},
        {"on": "GET /api/v3/get-profile", "body": "profile 2"},
        {"on": "DELETE /revoke", "body": "delete"},
        {"on": "POST /revoke", "body": "post"},
        {"on": "POST /oidc/token/revoke", "body": "deeper"},
        {"on": "GET /hang-up", "fault": "close"},
    ]);
    let scenario = json!({"name": "login", "replies": replies}).to_string();
    Emulator::builder().scenario_json(scenario).start_blocking().expect("a valid scenario")
}

fn ask(emulator: &Emulator, method: &str, path: &str) -> Response {
    request(emulator.address(), method, &format!("{LOGIN}{path}"), &["content-length: 0"])
}

#[test]
fn each_endpoint_has_a_sequence_of_its_own() {
    let emulator = emulator();
    for (client, method, path, body) in [
        ("a", "POST", "/oidc/token", "token 1"),
        ("a", "GET", "/api/v3/get-profile", "profile 1"),
        ("b", "POST", "/oidc/token?x=y", "token 1"),
        ("a", "POST", "/deep/host/oidc/token", "token 2"),
        ("a", "POST", "/oidc/token", "token 2"),
        ("a", "GET", "/api/v3/get-profile", "profile 2"),
        ("a", "POST", "/revoke", "post"),
        ("a", "DELETE", "/revoke", "delete"),
        ("a", "POST", "/oidc/token/revoke", "deeper"),
        ("b", "POST", "/oidc/token", "token 2"),
    ] {
        let response = ask(&emulator, method, &format!("/{client}{path}"));
        assert_eq!(response.body, body.as_bytes(), "{client} {method} {path}");
    }
    let turns = emulator.requests("/scenario/login/a/");
    let turns = turns.iter().map(|request| request.scenario.as_ref().unwrap().turn).collect::<Vec<_>>();
    assert_eq!(turns, [1, 1, 2, 3, 2, 1, 1, 1]);
}

#[test]
fn what_no_reply_is_for_takes_no_turn() {
    let emulator = emulator();
    for (method, path, status, allow) in [
        ("GET", "/a/oidc/token", 405, Some("POST")),
        ("PUT", "/a/revoke", 405, Some("DELETE, POST")),
        ("PUT", "/a/oidc/token/revoke", 405, Some("POST")),
        ("POST", "/a/oidc/tokens", 404, None),
        ("POST", "/a/oidc/token/", 404, None),
        ("GET", "/a/", 404, None),
        ("GET", "/a", 404, None),
    ] {
        let response = ask(&emulator, method, path);
        assert_eq!((response.status(), response.header("allow")), (status, allow), "{method} {path}");
        assert_eq!(response.json()["statusCode"], status);
    }
    assert_eq!(ask(&emulator, "POST", "/a/oidc/token").body, b"token 1");
    assert_eq!(request(emulator.address(), "POST", "/scenario/no/a/oidc/token", &[]).status(), 404);
}

#[test]
fn a_scenario_without_a_profile_has_none() {
    let scenario = json!({"name": "s", "replies": [{"on": "POST /oidc/token"}]}).to_string();
    let emulator = Emulator::builder().scenario_json(scenario).start_blocking().unwrap();
    assert_eq!(request(emulator.address(), "GET", "/scenario/s/a/api/v3/get-profile", &[]).status(), 404);
}

#[test]
fn faults_are_for_any_endpoint() {
    let emulator = emulator();
    let stream = connect(emulator.address());
    send(&stream, "GET", "/scenario/login/a/hang-up", &[]);
    assert_eq!(read_to_end(&stream).0, b"");
}

#[test]
fn wrong_endpoints_are_refused() {
    for on in
        ["", "/x", "POST", "POST x", "post /x", "POST  /x", "POST /x?y", "POST /x#y", "POST /a b", "POST /ä"]
    {
        let reply: Value = json!({"on": on});
        let scenario = json!({"name": "s", "replies": [{}, reply]}).to_string();
        let error = Emulator::builder().scenario_json(scenario).start_blocking().unwrap_err().to_string();
        assert!(error.contains("replies[1].on: expected a method"), "{on}: {error}");
    }
}

#[test]
fn the_status_page_loads_nothing_from_elsewhere() {
    let emulator = emulator();
    for (path, content_type) in [
        ("/", "text/html"),
        ("/__emulator/page.css", "text/css"),
        ("/__emulator/page.js", "text/javascript"),
        ("/__emulator/commands.js", "text/javascript"),
    ] {
        let response = request(emulator.address(), "GET", path, &[]);
        assert!(
            response.header("content-type").is_some_and(|value| value.starts_with(content_type)),
            "{path}"
        );
        let policy = response.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; "), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    }
    assert!(emulator.requests("").is_empty());
}

#[test]
fn pages_of_other_sites_do_not_steer_the_emulator() {
    let emulator = emulator();
    let clear = |origin: &str| {
        let lines = [format!("origin: {origin}")];
        request(emulator.address(), "DELETE", "/__emulator/requests", &[&lines[0]]).status()
    };
    assert_eq!([clear("http://emulator"), clear("https://evil.example"), clear("null")], [200, 403, 403]);
}
