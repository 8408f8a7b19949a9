//! The provider's part of the admin interface, for tests in other languages.

use genauth_emulator::{Emulator, TEST_APP_ID};
use serde_json::{Value, json};

use super::*;
use crate::client::request;

fn admin(emulator: &Emulator, name: &str, body: &Value) -> Response {
    let stream = send_post(emulator, &format!("/__emulator/oidc/{name}"), &[], &body.to_string());
    parse(&read_to_end(&stream).0)
}

#[test]
fn sign_in_returns_a_token_set() {
    let emulator = emulator();
    let tokens = admin(&emulator, "sign-in", &json!({"user": "bob"})).json();
    let keys: Vec<&str> = tokens.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["access_token", "refresh_token", "id_token", "expires_at", "scope"]);
    let access_token = tokens["access_token"].as_str().unwrap();
    assert_eq!(profile_status(&emulator, access_token), 200);
    assert_eq!(admin(&emulator, "expire", &json!({"token": access_token})).status(), 200);
    assert_eq!(profile_status(&emulator, access_token), 401);

    let scoped = json!({"user": USER_ID, "app_id": TEST_APP_ID, "scope": "email"});
    let tokens = admin(&emulator, "sign-in", &scoped).json();
    assert_eq!(tokens.as_object().unwrap().len(), 3, "{tokens}");
    assert_eq!(admin(&emulator, "revoke", &json!({"token": tokens["access_token"]})).status(), 200);
    assert_eq!(emulator.requests("/__emulator"), [], "it is not recorded");
}

#[test]
fn applications_failures_keys_and_the_clock() {
    let emulator = emulator();
    let application = json!({
        "app_id": "new", "app_secret": "s", "redirect_uris": ["https://new.example.com/"],
        "post_logout_redirect_uris": ["https://new.example.com/bye"], "native": false, "client_auth": "none",
        "pkce_required": true, "consent_required": true, "id_token_alg": "HS256", "rotation": "always",
        "reuse_grace_seconds": 5, "code_seconds": 10, "access_token_seconds": 20, "id_token_seconds": 30,
        "refresh_token_seconds": 40,
    });
    assert_eq!(admin(&emulator, "applications", &application).status(), 200);
    let tokens = admin(&emulator, "sign-in", &json!({"user": "bob", "app_id": "new"})).json();
    let access = claims(tokens["access_token"].as_str().unwrap());
    assert_eq!(access["exp"].as_u64().unwrap() - access["iat"].as_u64().unwrap(), 20);
    assert_eq!(header(tokens["id_token"].as_str().unwrap())["alg"], "HS256");

    for failure in [
        json!({"endpoint": "keys", "failure": {"kind": "too_many_requests", "retry_after": 2}}),
        json!({"endpoint": "keys", "failure": {"kind": "unavailable"}}),
        json!({"endpoint": "keys", "failure": {"kind": "slow", "milliseconds": 1}}),
        json!({"endpoint": "user_info", "failure": {"kind": "response_lost"}}),
        json!({"endpoint": "token", "failure": {"kind": "oauth_error", "error": "invalid_client"}}),
        json!({"token_flaw": "no_id_token"}),
    ] {
        assert_eq!(admin(&emulator, "failures", &failure).status(), 200, "{failure}");
    }
    assert_eq!(admin(&emulator, "keys", &json!({})).status(), 200);
    assert_eq!(admin(&emulator, "clock", &json!({"offset_seconds": -5})).status(), 200);
    let statuses = [(); 3].map(|()| get(&emulator, "/oidc/.well-known/jwks.json", &[]).status());
    assert_eq!(statuses, [429, 503, 200]);
    refused(&refresh(&emulator, TEST_APP_ID, "t"), 401, "invalid_client");
    let keys = get(&emulator, "/oidc/.well-known/jwks.json", &[]).json();
    assert_eq!(keys["keys"][0]["kid"], "emulator-2");
    assert_eq!(exchange(&emulator, &code(&emulator, &[])).json().get("id_token"), None);
    let counts = get(&emulator, "/__emulator/oidc/requests", &[]).json();
    assert_eq!((&counts["key_sets"], &counts["refreshes"]), (&json!(4), &json!(1)));
}

#[test]
fn mistakes_are_named() {
    let emulator = emulator();
    for (name, body, message) in [
        ("applications", json!({"app_id": "a", "secret": "s"}), "secret"),
        ("applications", json!({"app_id": "a", "redirect_uris": ["x"]}), "redirect_uris"),
        ("sign-in", json!({"user": "nobody"}), "no such user"),
        ("sign-in", json!({"user": "bob", "app_id": "b"}), "no application"),
        ("expire", json!({"token": "t"}), "no such token"),
        ("revoke", json!({"token": "t"}), "no such token"),
        ("failures", json!({"endpoint": "token"}), "endpoint"),
        ("clock", json!({}), "offset_seconds"),
    ] {
        let response = admin(&emulator, name, &body);
        assert_eq!(response.status(), 400, "{name}");
        assert!(string(&response, "message").contains(message), "{name}: {response:?}");
    }
    assert_eq!(request(emulator.address(), "GET", "/__emulator/oidc/clock", &[]).status(), 405);
}
