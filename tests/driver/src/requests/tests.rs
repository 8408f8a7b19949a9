//! Requests over a real socket, right and wrong.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::*;

const FORM_LINE: &str = "content-type: Application/x-www-form-urlencoded; charset=utf-8";

/// Sends requests (method, path, header line, body) one after the other; returns the complaints about them.
fn complaints(expected: &Value, sent: &[(&str, &str, &str, &str)]) -> Vec<String> {
    let mut scenario = json!({
        "name": "s",
        "about": "a",
        "expect": {"profile": {}},
        "replies": [{}, {"on": "POST /oidc/token"}],
    });
    for (key, value) in expected.as_object().expect("an object") {
        scenario[key] = value.clone();
    }
    let scenario = scenario.to_string();
    let emulator = Emulator::builder().scenario_json(&scenario).start_blocking().expect("a valid scenario");
    let address = emulator.address().to_string();
    let place = Place { address: &address, scenario: "s", runner: "rust" };
    for (method, path, line, body) in sent {
        let mut stream = TcpStream::connect(&address).expect("the emulator listens");
        let (path, length) = (format!("{}{path}", place.path()), body.len());
        let head = format!("{method} {path} HTTP/1.1\r\nhost: emulator\r\nconnection: close\r\n{line}\r\n");
        let request = format!("{head}content-length: {length}\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).expect("the request goes out");
        stream.read_to_end(&mut Vec::new()).expect("there is a response");
    }
    judge(&Scenario::parse(&scenario).expect("a valid scenario"), &emulator, &place)
}

/// The complaints about the body of one POST.
fn about_body(expected: &Value, line: &str, body: &str) -> Vec<String> {
    complaints(&json!({"request": expected}), &[("POST", "/oidc/token", line, body)])
}

#[test]
fn forms() {
    let form =
        json!({"form": {"grant_type": "refresh_token", "redirect_uri": "http://h/?a=b&c", "code": "~de+"}});
    let right = "code=abcde%2Bf&redirect_uri=http%3A%2F%2Fh%2F%3Fa%3Db%26c&grant_type=refresh_token";
    assert_eq!(about_body(&form, FORM_LINE, right), [""; 0]);
    for (line, body, why) in [
        ("accept: */*", right, "request.form: expected the content-type application/x-www-form-urlencoded"),
        (FORM_LINE, "", "request.form.code: missing"),
        (FORM_LINE, &right.replace("code=", "kode="), "request.form.kode: not expected"),
        (FORM_LINE, &format!("{right}&code=abcde%2Bf"), "request.form.code: expected once, got 2 times"),
        (
            FORM_LINE,
            &right.replace("de%2B", "de+"),
            "request.form.code: expected \"~de+\", got another of 7 bytes",
        ),
        (FORM_LINE, &right.replace("refresh_", ""), "request.form.grant_type: expected \"refresh_token\""),
    ] {
        let complaints = about_body(&form, line, body);
        assert!(complaints.iter().any(|complaint| complaint.starts_with(why)), "{why}: {complaints:?}");
    }
    assert_eq!(about_body(&json!({"form": {}}), FORM_LINE, ""), [""; 0]);
}

#[test]
fn bodies() {
    let object = json!({"a": 1, "b": [true, {}]});
    for (expected, right, wrong) in [
        (json!("a=b"), "a=b", "a=b "),
        (json!("~=b"), "a=bc", "a=c"),
        (json!(""), "", "\n"),
        (object.clone(), " {\"b\":[true,{}],\"a\":1}", "{\"b\":[true,{}],\"a\":1.0}"),
        (object, "{\"a\":1,\"b\":[true,{}]}\n", "{\"a\":1,\"b\":[true,{}]"),
        (json!([1, 2]), "[1, 2]", "[2, 1]"),
    ] {
        let expected = json!({"body": expected});
        assert_eq!(about_body(&expected, FORM_LINE, right), [""; 0]);
        let complaints = about_body(&expected, FORM_LINE, wrong);
        assert!(complaints[0].starts_with("request.body: expected "), "{expected}: {complaints:?}");
        assert!(complaints[0].ends_with(&format!("got another of {} bytes", wrong.len())), "{complaints:?}");
    }
}

#[test]
fn complaints_show_no_secret() {
    let sent = "token=secret-token&other=secret-word";
    let mut complaints = about_body(&json!({"form": {"token": "expected"}}), FORM_LINE, sent);
    complaints.extend(about_body(&json!({"body": "expected"}), FORM_LINE, sent));
    complaints.extend(about_body(&json!({"body": {"a": 1}}), FORM_LINE, "{\"a\":\"secret-word\"}"));
    let request = ("POST", "/oidc/token?code=secret-code", FORM_LINE, "");
    complaints.extend(self::complaints(&json!({"request": {"query": {"code": "expected"}}}), &[request]));
    assert_eq!(complaints.len(), 5, "{complaints:?}");
    assert!(complaints.iter().all(|complaint| !complaint.contains("secret")), "{complaints:?}");
}

#[test]
fn requests_that_differ() {
    let profile = ("GET", "/api/v3/get-profile?x=1", "authorization: t", "");
    let token = ("POST", "/oidc/token", FORM_LINE, "a=b");
    let expected = json!({
        "request": {"absent_headers": ["cookie"]},
        "requests": [
            {"method": "GET", "path": "/api/v3/get-profile", "query": {"x": "~1"}, "outcome": "answered"},
            {"method": "POST", "form": {"a": "b"}},
        ],
    });
    assert_eq!(complaints(&expected, &[profile, token]), [""; 0]);
    for (sent, why) in [
        (vec![], "requests: expected 2, got 0"),
        (vec![profile], "requests: expected 2, got 1"),
        (vec![profile, token, token], "requests: expected 2, got 3"),
        (vec![token, profile], "requests[0].method: expected \"GET\", got \"POST\""),
        (vec![profile, profile], "requests[1].form.a: missing"),
        (vec![profile, ("POST", "/oidc/token", "cookie: c", "a=b")], "request.headers.cookie: expected none"),
        (vec![("GET", "/api/v3/get-profile?x=2", "a: b", ""), token], "requests[0].query.x: expected \"~1\""),
    ] {
        let complaints = complaints(&expected, &sent);
        assert!(complaints.iter().any(|complaint| complaint.starts_with(why)), "{why}: {complaints:?}");
    }
}

#[test]
fn each_request_has_an_outcome() {
    let expected = |first, second| {
        json!({
            "replies": [{"fault": "close"}, {}],
            "requests": [{"outcome": first}, {"outcome": second}],
        })
    };
    let sent = [("GET", "/api/v3/get-profile", "a: b", ""); 2];
    assert_eq!(complaints(&expected("faulted", "answered"), &sent), [""; 0]);
    assert_eq!(
        complaints(&expected("answered", "aborted"), &sent),
        [
            "requests[0].outcome: expected answered, got faulted",
            "requests[1].outcome: expected aborted, got answered"
        ]
    );
}
