//! The authorization-code flow.

use genauth_emulator::{Application, ClientAuth, Emulator, TEST_APP_ID};
use serde_json::json;

use super::*;

#[test]
fn a_login_ends_with_tokens() {
    let emulator = emulator();
    let (target, query) = redirect(&get(&emulator, &authorization(&[]), &[]));
    assert_eq!(target, CALLBACK);
    assert_eq!(value(&query, "state").as_deref(), Some("a state & more"));
    assert_eq!(value(&query, "iss"), Some(format!("{}/oidc", emulator.url())));

    let response = exchange(&emulator, &value(&query, "code").unwrap());
    assert_eq!(response.status(), 200);
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let json = response.json();
    assert_eq!((&json["token_type"], &json["expires_in"]), (&json!("Bearer"), &json!(3600)));
    assert_eq!(json["scope"], "email offline_access openid profile");
    assert_eq!(json["refresh_token"].as_str().unwrap().len(), 43);

    let id_token = claims(json["id_token"].as_str().unwrap());
    assert_eq!((&id_token["sub"], &id_token["aud"]), (&json!(USER_ID), &json!(TEST_APP_ID)));
    assert_eq!((&id_token["nonce"], &id_token["email"]), (&json!("n-0"), &json!("test@example.com")));
    assert_eq!(id_token.get("phone_number"), None);
    assert_eq!(id_token["exp"].as_u64().unwrap(), id_token["iat"].as_u64().unwrap() + 3600);

    let access_token = json["access_token"].as_str().unwrap();
    assert_eq!(header(access_token)["alg"], "RS256");
    let line = format!("authorization: Bearer {access_token}");
    let profile = get(&emulator, "/api/v3/get-profile", &[&line]).json();
    assert_eq!(profile["data"]["email"], "test@example.com");
    assert_eq!(profile["data"].get("phone"), None, "the scope `phone` was not asked for");
    let user_info = get(&emulator, "/oidc/me", &[&line]).json();
    assert_eq!((&user_info["sub"], &user_info["name"]), (&json!(USER_ID), &json!("Zhang San")));
}

#[test]
fn a_code_is_used_once_or_its_tokens_die() {
    let emulator = emulator();
    let code = code(&emulator, &[]);
    let tokens = exchange(&emulator, &code);
    let (access, refresh_token) = (string(&tokens, "access_token"), string(&tokens, "refresh_token"));
    assert_eq!(profile_status(&emulator, &access), 200);
    refused(&exchange(&emulator, &code), 400, "invalid_grant");
    assert_eq!(profile_status(&emulator, &access), 401);
    refused(&refresh(&emulator, TEST_APP_ID, &refresh_token), 400, "invalid_grant");
}

#[test]
fn a_code_is_for_who_asked_for_it() {
    let other = Application::new("other").redirect_uri(CALLBACK);
    let emulator = start(Emulator::builder().application(other));
    let code = code(&emulator, &[]);
    let good = [
        ("grant_type", "authorization_code"),
        ("client_id", TEST_APP_ID),
        ("redirect_uri", CALLBACK),
        ("code", &code),
        ("code_verifier", VERIFIER),
    ];
    for (name, wrong, error) in [
        ("client_id", "other", "invalid_grant"),
        ("client_id", "unknown", "invalid_client"),
        ("redirect_uri", "http://127.0.0.1:1/callback", "invalid_grant"),
        ("redirect_uri", "", "invalid_request"),
        ("code", "unknown", "invalid_grant"),
        ("code", "", "invalid_request"),
        ("code_verifier", CHALLENGE, "invalid_grant"),
        ("code_verifier", "", "invalid_grant"),
        ("grant_type", "password", "unsupported_grant_type"),
        ("grant_type", "", "invalid_request"),
    ] {
        let pairs = good.map(|(key, value)| (key, if key == name { wrong } else { value }));
        let response = post(&emulator, "/oidc/token", &[], &pairs);
        assert_eq!(response.json()["error"], error, "{name} {wrong}");
    }
    assert_eq!(exchange(&emulator, &code).status(), 200, "none of them has used it up");
}

#[test]
fn a_code_expires() {
    let emulator = emulator();
    let code = code(&emulator, &[]);
    emulator.provider().set_clock_offset(61);
    refused(&exchange(&emulator, &code), 400, "invalid_grant");
}

#[test]
fn a_confidential_application_may_do_without_pkce() {
    let emulator = start(Emulator::builder().application(web().client_auth(ClientAuth::ClientSecretPost)));
    let changes = [
        ("client_id", "web"),
        ("redirect_uri", WEB_CALLBACK),
        ("code_challenge", ""),
        ("code_challenge_method", ""),
    ];
    let (target, query) = redirect(&get(&emulator, &authorization(&changes), &[]));
    assert_eq!((target.as_str(), query[0].1.as_str()), ("https://web.example.com/callback", "1"));
    let code = value(&query, "code").unwrap();
    let pairs = [
        ("grant_type", "authorization_code"),
        ("client_id", "web"),
        ("client_secret", SECRET),
        ("redirect_uri", WEB_CALLBACK),
        ("code", &code),
    ];
    let with_verifier = [&pairs[..], &[("code_verifier", VERIFIER)]].concat();
    refused(&post(&emulator, "/oidc/token", &[], &with_verifier), 400, "invalid_grant");
    assert_eq!(post(&emulator, "/oidc/token", &[], &pairs).status(), 200);
}

#[test]
fn a_prefix_of_the_host_is_part_of_the_issuer() {
    let emulator = emulator();
    let target = format!("/deep/host{}", authorization(&[]));
    let (_, query) = redirect(&get(&emulator, &target, &[]));
    let issuer = format!("{}/deep/host/oidc", emulator.url());
    assert_eq!(value(&query, "iss").as_ref(), Some(&issuer));
    let discovery = get(&emulator, "/deep/host/oidc/.well-known/openid-configuration", &[]).json();
    assert_eq!(
        (&discovery["issuer"], &discovery["jwks_uri"]),
        (&json!(issuer), &json!(format!("{issuer}/.well-known/jwks.json")))
    );
}
