//! get-profile: the documented response, flags, scopes, tokens and refusals.

use genauth_emulator::{DOCUMENTED_TOKEN, Emulator, OPENID_ONLY_TOKEN, SAMPLE};
use serde_json::{Value, json};

use crate::client::{Response, get, request};

const PATH: &str = "/api/v3/get-profile";
const ALL_FLAGS: &str = "withCustomData=true&withIdentities=true&withDepartmentIds=true";

fn emulator() -> Emulator {
    Emulator::builder().start_blocking().expect("a free port")
}

fn ask(emulator: &Emulator, token: &str, query: &str) -> Response {
    get(emulator, &format!("{PATH}?{query}"), &[&format!("authorization: Bearer {token}")])
}

fn keys(response: &Response) -> Vec<String> {
    response.json()["data"].as_object().expect("data").keys().cloned().collect()
}

#[test]
fn the_documented_response_is_verbatim() {
    let response = ask(&emulator(), DOCUMENTED_TOKEN, ALL_FLAGS);
    assert_eq!(response.status(), 200);
    assert_eq!(response.body, SAMPLE);
    assert_eq!(response.header("x-request-id"), Some("934108e5-9fbf-4d24-8da1-c330328abd6c"));
    assert_eq!(response.header("content-type"), Some("application/json; charset=utf-8"));
}

#[test]
fn flags_add_their_field_only() {
    let emulator = emulator();
    let sample: Value = serde_json::from_slice(SAMPLE).unwrap();
    let all: Vec<String> = sample["data"].as_object().unwrap().keys().cloned().collect();
    for (query, asked) in [
        ("", [false, false, false]),
        ("withCustomData=true", [true, false, false]),
        ("withIdentities=True&other=true", [false, true, false]),
        ("withDepartmentIds=1", [false, false, true]),
        ("withCustomData=False&withIdentities=0&withDepartmentIds=false", [false, false, false]),
        ("withCustomData=false&withIdentities=TRUE&withDepartmentIds=true", [false, true, true]),
    ] {
        let flagged = ["customData", "identities", "departmentIds"];
        let left_out = |key: &&String| flagged.iter().zip(asked).any(|(field, asked)| field == key && !asked);
        let expected: Vec<&String> = all.iter().filter(|key| !left_out(key)).collect();
        let response = ask(&emulator, DOCUMENTED_TOKEN, query);
        assert_eq!(keys(&response).iter().collect::<Vec<_>>(), expected, "{query}");
    }
}

#[test]
fn oddities_survive_filtering() {
    let sample: Value = serde_json::from_slice(SAMPLE).unwrap();
    let response = ask(&emulator(), DOCUMENTED_TOKEN, "withIdentities=true&withDepartmentIds=true");
    let json = response.json();
    for key in ["departmentIds", "identities", "statusChangedAt "] {
        assert!(!sample["data"][key].is_null());
        assert_eq!(json["data"][key], sample["data"][key], "{key}");
    }
    assert!(json["data"]["departmentIds"].is_string());
    assert!(json["data"]["identities"].is_object());
    assert_eq!(json["requestId"].as_str(), response.header("x-request-id"));
}

#[test]
fn scopes_take_fields_away() {
    let response = ask(&emulator(), OPENID_ONLY_TOKEN, ALL_FLAGS);
    let keys = keys(&response);
    for (field, present) in [
        ("userId", true),
        ("createdAt", true),
        ("lastIp", true),
        ("identities", true),
        ("statusChangedAt ", true),
        ("name", false),
        ("updatedAt", false),
        ("email", false),
        ("phoneVerified", false),
        ("username", false),
        ("address", false),
        ("externalId", false),
        ("customData", false),
    ] {
        assert_eq!(keys.iter().any(|key| key == field), present, "{field}");
    }
}

#[test]
fn bearer_and_bare_tokens_are_accepted() {
    let emulator = emulator();
    for value in ["Bearer", "bearer", "BEARER", ""] {
        let line = format!("authorization: {value} {DOCUMENTED_TOKEN}");
        let json = get(&emulator, PATH, &[&line]).json();
        assert_eq!(json["statusCode"], 200, "{line}");
    }
    let json =
        get(&emulator, &format!("/any/prefix{PATH}"), &[&format!("Authorization: {DOCUMENTED_TOKEN}")]);
    assert_eq!(json.json()["data"]["userId"], "6229ffaxxxxxxxxcade3e3d9");
}

#[test]
fn without_a_known_token_nobody_is_logged_in() {
    let emulator = emulator();
    let basic = format!("authorization: Basic {DOCUMENTED_TOKEN}");
    for lines in [&[][..], &["authorization: Bearer unknown"], &["authorization: Bearer"], &[&basic]] {
        let response = get(&emulator, PATH, lines);
        let json = response.json();
        assert_eq!(response.status(), 200, "{lines:?}");
        assert_eq!((&json["statusCode"], &json["apiCode"]), (&json!(401), &json!(2020)), "{lines:?}");
        assert!(!json["message"].as_str().unwrap().is_empty());
        assert_eq!(json["requestId"].as_str(), response.header("x-request-id"));
        assert!(json["requestId"].is_string());
        assert_eq!(json.get("data"), None);
    }
}

#[test]
fn wrong_paths_and_methods_get_an_envelope() {
    let emulator = emulator();
    let response = get(&emulator, "/api/v3/get-profiles", &[]);
    assert_eq!((response.status(), &response.json()["statusCode"]), (404, &json!(404)));
    let response = request(emulator.address(), "POST", PATH, &["content-length: 0"]);
    assert_eq!((response.status(), &response.json()["statusCode"]), (405, &json!(405)));
    assert_eq!(response.header("allow"), Some("GET"));
}

#[test]
fn users_can_be_added() {
    let users = json!({"users": [{
        "tokens": [{"token": "t1", "scope": "openid email"}, {"token": "t2"}],
        "data": {"userId": "u1", "email": "a@example.com", "name": "A", "zeta": [1], "alpha": null,
                 " customData": {}},
    }]});
    let emulator = Emulator::builder().users_json(users.to_string()).start_blocking().unwrap();
    assert_eq!(keys(&ask(&emulator, "t1", "")), ["userId", "email", "zeta", "alpha"]);
    assert_eq!(
        ask(&emulator, "t2", "withCustomData=true").json()["data"].to_string(),
        users["users"][0]["data"].to_string()
    );
    assert_eq!(keys(&ask(&emulator, "t2", "")), ["userId", "email", "name", "zeta", "alpha"]);
    assert_eq!(ask(&emulator, DOCUMENTED_TOKEN, ALL_FLAGS).body, SAMPLE);
}

#[test]
fn bad_users_documents_are_refused() {
    for (json, key) in [
        (r#"{"users":[{"tokens":[{"token":"t","scopes":""}],"data":{}}]}"#, "users[0].tokens[0]"),
        (r#"{"users":[{"tokens":[{"token":"t"},{"token":"t"}],"data":{}}]}"#, "users[0].tokens"),
        (r#"{"users":[{"tokens":[{"token":" t"}],"data":{}}]}"#, "users[0].tokens"),
        (r#"{"users":[{"tokens":[],"data":[]}]}"#, "users[0].data"),
        (r#"{"users":[]} more"#, "trailing"),
    ] {
        let error = Emulator::builder().users_json(json).start_blocking().unwrap_err().to_string();
        assert!(error.contains(key), "{error}");
    }
}
