//! The life of tokens: expiry, revocation, introspection.

use std::time::Duration;

use genauth_emulator::{Application, Emulator, TEST_APP_ID};
use serde_json::{Value, json};

use super::*;

fn revoke(emulator: &Emulator, app_id: &str, token: &str) -> Response {
    post(emulator, "/oidc/token/revocation", &[], &[("client_id", app_id), ("token", token)])
}

fn introspect(emulator: &Emulator, app_id: &str, token: &str) -> Value {
    let response =
        post(emulator, "/oidc/token/introspection", &[], &[("client_id", app_id), ("token", token)]);
    assert_eq!(response.status(), 200);
    response.json()
}

#[test]
fn an_expired_access_token_is_not_logged_in() {
    let short = Application::new("short").access_token_lifetime(Duration::from_secs(10));
    let emulator = start(Emulator::builder().application(short));
    let tokens = emulator.provider().sign_in_to("short", "bob", None).unwrap();
    assert_eq!(profile_status(&emulator, &tokens.access_token), 200);
    emulator.provider().set_clock_offset(11);
    let line = format!("authorization: {}", tokens.access_token);
    let json = get(&emulator, "/api/v3/get-profile", &[&line]).json();
    assert_eq!((&json["statusCode"], &json["apiCode"]), (&json!(401), &json!(2020)));
    assert_eq!(get(&emulator, "/oidc/me", &[&line]).status(), 401);
}

#[test]
fn a_test_can_expire_and_revoke() {
    let emulator = emulator();
    let provider = emulator.provider();
    let tokens = emulator.sign_in("bob").unwrap();
    let token = tokens.refresh_token.as_deref().unwrap();
    provider.expire(&tokens.access_token).unwrap();
    assert_eq!(profile_status(&emulator, &tokens.access_token), 401);
    let renewed = refresh(&emulator, TEST_APP_ID, token);
    provider.revoke(&string(&renewed, "access_token")).unwrap();
    refused(&refresh(&emulator, TEST_APP_ID, &string(&renewed, "refresh_token")), 400, "invalid_grant");

    let tokens = emulator.sign_in("bob").unwrap();
    let token = tokens.refresh_token.as_deref().unwrap();
    provider.expire(token).unwrap();
    refused(&refresh(&emulator, TEST_APP_ID, token), 400, "invalid_grant");
    assert_eq!(profile_status(&emulator, &tokens.access_token), 200);
    assert!(provider.expire("unknown").is_err() && provider.revoke("unknown").is_err());
}

#[test]
fn revoking_either_token_revokes_the_grant() {
    let emulator = emulator();
    for by_access_token in [true, false] {
        let tokens = emulator.sign_in("bob").unwrap();
        let refresh_token = tokens.refresh_token.unwrap();
        let token = if by_access_token { &tokens.access_token } else { &refresh_token };
        let response = revoke(&emulator, TEST_APP_ID, token);
        assert_eq!((response.status(), response.body.as_slice()), (200, &b""[..]));
        assert_eq!(profile_status(&emulator, &tokens.access_token), 401);
        refused(&refresh(&emulator, TEST_APP_ID, &refresh_token), 400, "invalid_grant");
        assert_eq!(revoke(&emulator, TEST_APP_ID, token).status(), 200, "it is unknown now");
    }
    refused(&revoke(&emulator, TEST_APP_ID, ""), 400, "invalid_request");
    refused(&revoke(&emulator, "unknown", "t"), 401, "invalid_client");
}

#[test]
fn nobody_revokes_the_token_of_another_application() {
    let emulator = start(Emulator::builder().application(Application::new("other")));
    let tokens = emulator.sign_in("bob").unwrap();
    assert_eq!(revoke(&emulator, "other", &tokens.access_token).status(), 200);
    assert_eq!(profile_status(&emulator, &tokens.access_token), 200);
}

#[test]
fn introspection_tells_what_a_token_is_worth() {
    let emulator = start(Emulator::builder().application(Application::new("other")).application(web()));
    let tokens = emulator.provider().sign_in_to(TEST_APP_ID, "bob", Some("openid offline_access")).unwrap();
    let refresh_token = tokens.refresh_token.unwrap();
    let facts = introspect(&emulator, TEST_APP_ID, &tokens.access_token);
    assert_eq!((&facts["active"], &facts["sub"]), (&json!(true), &json!(USER_ID)));
    assert_eq!((&facts["client_id"], &facts["token_type"]), (&json!(TEST_APP_ID), &json!("Bearer")));
    assert_eq!(
        (&facts["scope"], &facts["exp"]),
        (&json!("offline_access openid"), &json!(tokens.expires_at))
    );
    assert_eq!(introspect(&emulator, TEST_APP_ID, &refresh_token)["active"], true);

    let secret = [("client_id", "web"), ("client_secret", SECRET), ("token", &tokens.access_token)];
    assert_eq!(post(&emulator, "/oidc/token/introspection", &[], &secret).json()["active"], true);
    let inactive = json!({"active": false});
    assert_eq!(introspect(&emulator, "other", &tokens.access_token), inactive);
    assert_eq!(introspect(&emulator, TEST_APP_ID, &tokens.id_token.unwrap()), inactive);
    refresh(&emulator, TEST_APP_ID, &refresh_token);
    assert_eq!(introspect(&emulator, TEST_APP_ID, &refresh_token), inactive, "it is rotated");
    emulator.provider().expire(&tokens.access_token).unwrap();
    assert_eq!(introspect(&emulator, TEST_APP_ID, &tokens.access_token), inactive);
}

#[test]
fn debug_output_shows_no_secrets() {
    let emulator = start(Emulator::builder().application(web()));
    let tokens = emulator.sign_in("bob").unwrap();
    let shown = format!("{tokens:?} {emulator:?} {:?} {:?}", web(), Emulator::builder().application(web()));
    for secret in
        [&tokens.access_token, tokens.id_token.as_ref().unwrap(), tokens.refresh_token.as_ref().unwrap()]
    {
        assert!(!shown.contains(secret.as_str()), "{shown}");
    }
    assert!(!shown.contains(SECRET) && shown.contains("***"), "{shown}");
}
