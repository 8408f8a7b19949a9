//! The authorization endpoint: whom it refuses, and how.

use genauth_emulator::{Application, Emulator, TEST_APP_ID};

use super::*;

#[test]
fn an_unknown_redirect_uri_gets_a_page_and_no_redirect() {
    let emulator = emulator();
    for (name, value, error) in [
        ("client_id", "unknown", "invalid_client"),
        ("client_id", "", "invalid_request"),
        ("redirect_uri", "", "invalid_request"),
        ("redirect_uri", "http://127.0.0.1:1/other", "invalid_redirect_uri"),
        ("redirect_uri", "https://evil.example.com/callback", "invalid_redirect_uri"),
    ] {
        let response = get(&emulator, &authorization(&[(name, value)]), &[]);
        assert_eq!((response.status(), response.header("location")), (400, None), "{name} {value}");
        assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(String::from_utf8(response.body).unwrap().contains(error), "{name} {value}");
    }
}

#[test]
fn other_errors_go_to_the_application() {
    let emulator = emulator();
    for (changes, error) in [
        (&[("response_type", "token")][..], "unsupported_response_type"),
        (&[("response_type", "")], "invalid_request"),
        (&[("response_mode", "form_post")], "unsupported_response_mode"),
        (&[("code_challenge", "")], "invalid_request"),
        (&[("code_challenge", ""), ("code_challenge_method", "")], "invalid_request"),
        (&[("code_challenge_method", "plain")], "invalid_request"),
        (&[("code_challenge_method", "")], "invalid_request"),
        (&[("code_challenge", "short")], "invalid_request"),
        (&[("prompt", "none consent")], "invalid_request"),
        (&[("scope", "openid"), ("scope", "email")], "invalid_request"),
        (&[("prompt", "none"), ("login_hint", "")], "login_required"),
        (&[("emulator_deny", "1")], "access_denied"),
    ] {
        let (target, query) = redirect(&get(&emulator, &authorization(changes), &[]));
        assert_eq!(
            (target.as_str(), value(&query, "error").as_deref()),
            (CALLBACK, Some(error)),
            "{changes:?}"
        );
        assert_eq!(value(&query, "state").as_deref(), Some("a state & more"));
        assert_eq!(value(&query, "code"), None);
    }
}

#[test]
fn pkce_can_be_made_optional() {
    let lax = Application::new("lax").redirect_uri(CALLBACK).pkce_required(false);
    let strict = web().pkce_required(true);
    let emulator = start(Emulator::builder().application(lax).application(strict));
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    code(&emulator, &[&without[..], &[("client_id", "lax")]].concat());
    let changes = [&without[..], &[("client_id", "web"), ("redirect_uri", WEB_CALLBACK)]].concat();
    let (_, query) = redirect(&get(&emulator, &authorization(&changes), &[]));
    assert_eq!(value(&query, "error").as_deref(), Some("invalid_request"));
}

#[test]
fn offline_access_needs_consent_and_is_dropped_silently() {
    let relaxed = Application::new("relaxed").redirect_uri(CALLBACK).consent_required(false);
    let emulator = start(Emulator::builder().application(relaxed));
    let tokens = exchange(&emulator, &code(&emulator, &[("prompt", "login")])).json();
    assert_eq!((tokens["scope"].as_str(), tokens.get("refresh_token")), (Some("email openid profile"), None));

    let code = code(&emulator, &[("prompt", ""), ("client_id", "relaxed")]);
    let pairs = [
        ("grant_type", "authorization_code"),
        ("client_id", "relaxed"),
        ("redirect_uri", CALLBACK),
        ("code", &code),
        ("code_verifier", VERIFIER),
    ];
    assert!(post(&emulator, "/oidc/token", &[], &pairs).json()["refresh_token"].is_string());
}

#[test]
fn without_openid_there_is_no_id_token() {
    let emulator = emulator();
    let tokens = exchange(&emulator, &code(&emulator, &[("scope", "email unheard_of")]));
    assert_eq!((string(&tokens, "scope").as_str(), tokens.json().get("id_token")), ("email", None));
    let line = format!("authorization: Bearer {}", string(&tokens, "access_token"));
    refused(&get(&emulator, "/oidc/me", &[&line]), 401, "invalid_token");
}

#[test]
fn somebody_can_be_signed_in_without_a_page() {
    let users = r#"{"users": [{"data": {"userId": "u1", "email": "ada@example.com"}}]}"#;
    let builder = Emulator::builder().users_json(users).sign_in_automatically("ada@example.com");
    let emulator = start(builder.issuer_in_redirects(false));
    for (hint, user) in [("", "u1"), ("unknown", "u1"), ("bob", USER_ID)] {
        let (_, query) =
            redirect(&get(&emulator, &authorization(&[("login_hint", hint), ("prompt", "none")]), &[]));
        assert_eq!(value(&query, "iss"), None);
        let tokens = exchange(&emulator, &value(&query, "code").unwrap());
        assert_eq!(claims(&string(&tokens, "id_token"))["sub"], user, "{hint}");
    }
    let error = Emulator::builder().sign_in_automatically("nobody").start_blocking().unwrap_err().to_string();
    assert_eq!(error, "automatic sign-in: there is no such user");
}

#[test]
fn invalid_applications_are_refused() {
    for (application, key) in [
        (Application::new(""), "app_id"),
        (Application::new("a").app_secret(""), "app_secret"),
        (Application::new("a").redirect_uri("/callback"), "redirect_uris"),
        (Application::new("a").redirect_uri("https://a/#f"), "redirect_uris"),
        (Application::new("a").redirect_uri("https://a/\r\nx: y"), "redirect_uris"),
        (Application::new("a").post_logout_redirect_uri("bye"), "post_logout_redirect_uris"),
        (Application::new("a").client_auth(genauth_emulator::ClientAuth::ClientSecretPost), "client_auth"),
        (Application::new("a").id_token_alg(genauth_emulator::IdTokenAlg::Hs256), "id_token_alg"),
    ] {
        let error = Emulator::builder().application(application).start_blocking().unwrap_err().to_string();
        assert!(error.starts_with(&format!("application: {key}: ")), "{error}");
    }
    assert!(emulator().provider().sign_in_to("unknown", "bob", None).is_err());
    assert!(emulator().provider().sign_in_to(TEST_APP_ID, "nobody", None).is_err());
}
