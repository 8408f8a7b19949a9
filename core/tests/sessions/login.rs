//! A login, from its URL to the session.

use std::collections::HashMap;

use genauth::{ClientAuth, Config, ErrorKind, Login, LoginOptions, ProfileOptions, VerifiedBy};
use genauth_emulator::{Application, Emulator, Endpoint, Failure, IdTokenAlg, TEST_APP_ID, TokenFlaw};

use crate::support::{browse, location};

const CALLBACK: &str = "http://127.0.0.1:40123/callback";

fn emulator() -> Emulator {
    Emulator::builder().start_blocking().unwrap()
}

fn config(emulator: &Emulator) -> Config {
    Config::new(TEST_APP_ID, emulator.url())
}

fn begin(emulator: &Emulator) -> Login {
    Login::begin(&config(emulator), LoginOptions::new(CALLBACK).login_hint("bob")).unwrap()
}

/// Where the provider sends the browser.
fn sign_in(login: &Login) -> String {
    location(&browse(login.url()))
}

#[test]
fn the_url_asks_for_everything() {
    let config = Config::new("app", "https://example.genauth.ai/tenant/");
    let options =
        LoginOptions::new("https://app.example/cb?x=1").ui_locales("de").tenant_id("t").extra("a", "b c");
    let login = Login::begin(&config, options).unwrap();
    let url = url::Url::parse(login.url()).unwrap();
    assert_eq!((url.host_str(), url.path()), (Some("example.genauth.ai"), "/tenant/oidc/auth"));
    let query: HashMap<_, _> = url.query_pairs().into_owned().collect();
    for (name, value) in [
        ("client_id", "app"),
        ("redirect_uri", "https://app.example/cb?x=1"),
        ("response_type", "code"),
        ("response_mode", "query"),
        ("scope", "openid profile email phone offline_access"),
        ("prompt", "consent"),
        ("code_challenge_method", "S256"),
        ("ui_locales", "de"),
        ("tenant_id", "t"),
        ("a", "b c"),
    ] {
        assert_eq!(query[name], value);
    }
    assert_eq!((query["state"].len(), query["nonce"].len(), query["code_challenge"].len()), (43, 43, 43));
    let other = Login::begin(&config, LoginOptions::new("x:/").scopes(["openid"]).prompt("login")).unwrap();
    assert!(other.url().contains("prompt=login") && !other.url().contains(&query["state"]));
    let without = Login::begin(&config, LoginOptions::new("x:/").scopes(["openid"])).unwrap();
    assert!(!without.url().contains("prompt="));
    for options in [LoginOptions::new("x:/").extra("state", "mine"), LoginOptions::new("")] {
        assert_eq!(Login::begin(&config, options).unwrap_err().kind(), ErrorKind::InvalidArgument);
    }
}

#[test]
fn options_are_read_from_json() {
    let json = r#"{"redirect_uri": "x:/", "scopes": "openid  email", "extra": {"a": "b"}, "prompt": null}"#;
    let expected = LoginOptions::new("x:/").scopes(["openid", "email"]).extra("a", "b");
    assert_eq!(LoginOptions::from_json(json).unwrap(), expected);
    assert!(LoginOptions::from_json(r#"{"redirect": "x:/"}"#).is_err());
}

#[test]
fn a_login_gives_a_session() {
    let emulator = emulator();
    let login = begin(&emulator);
    let session = login.finish(&sign_in(&login)).wait().unwrap();
    let claims = session.claims().unwrap();
    assert_eq!(claims.verified_by(), Some(VerifiedBy::Jwks));
    assert_eq!(claims.get::<String>("aud").as_deref(), Some(TEST_APP_ID));
    let profile = session.client().get_profile(ProfileOptions::default()).wait().unwrap();
    assert_eq!(claims.subject(), Some(&*profile.user_id));
    session.refresh().wait().unwrap();
    assert_eq!(session.claims().unwrap().subject(), claims.subject());

    let error = login.finish("state=x&code=y").wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Login, "a login serves once");
    assert_eq!(emulator.provider().request_counts().code_exchanges, 1);
}

#[test]
fn a_login_survives_its_process() {
    let emulator = emulator();
    let login = begin(&emulator);
    let written = login.to_json();
    assert!(!format!("{written:?} {login:?}").contains("code_verifier"));
    let redirected = sign_in(&login);
    drop(login);
    let login = Login::from_json(&config(&emulator), written.as_str()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let session = runtime.block_on(async { login.finish(&redirected).await }).unwrap();
    assert!(session.tokens().unwrap().refresh_token.is_some());

    let other = Config::new("other", emulator.url());
    assert_eq!(Login::from_json(&other, written.as_str()).unwrap_err().kind(), ErrorKind::Config);
    assert!(Login::from_json(&other, "{}").is_err());
    let mut old: serde_json::Value = serde_json::from_str(written.as_str()).unwrap();
    old["created_at"] = (old["created_at"].as_i64().unwrap() - 601).into();
    let old = Login::from_json(&config(&emulator), &old.to_string()).unwrap();
    assert_eq!(old.finish(&redirected).wait().unwrap_err().kind(), ErrorKind::Login);
}

#[test]
fn a_redirect_of_another_login_is_refused_and_leaves_this_one_open() {
    let emulator = emulator();
    let (login, other) = (begin(&emulator), begin(&emulator));
    let error = login.finish(&sign_in(&other)).wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Login);
    let wrong_issuer = format!("{}&iss=https%3A%2F%2Fevil.example", sign_in(&login).replace("iss=", "old="));
    assert_eq!(login.finish(&wrong_issuer).wait().unwrap_err().kind(), ErrorKind::Login);
    assert_eq!(emulator.provider().request_counts().code_exchanges, 0);
    login.finish(&sign_in(&login)).wait().unwrap();
}

#[test]
fn a_refusal_ends_the_login() {
    let emulator = emulator();
    let login = begin(&emulator);
    let failure = Failure::OauthError { error: "access_denied".into() };
    emulator.provider().fail_next(Endpoint::Authorization, failure);
    let error = login.finish(&sign_in(&login)).wait().unwrap_err();
    assert_eq!((error.kind(), error.oauth_error()), (ErrorKind::Login, Some("access_denied")));
    assert_eq!(login.finish(&sign_in(&login)).wait().unwrap_err().kind(), ErrorKind::Login);
}

#[test]
fn a_code_is_sent_once() {
    let emulator = emulator();
    let login = begin(&emulator);
    emulator.provider().fail_next(Endpoint::Token, Failure::ResponseLost);
    let redirected = sign_in(&login);
    let error = login.finish(&redirected).wait().unwrap_err();
    assert_eq!((error.kind(), error.attempts() > 0), (ErrorKind::Network, true));
    assert_eq!(login.finish(&redirected).wait().unwrap_err().kind(), ErrorKind::Login);
    assert_eq!(emulator.provider().request_counts().code_exchanges, 1);

    let login = begin(&emulator);
    emulator.provider().fail_next(Endpoint::Token, Failure::Unavailable { retry_after: None });
    login.finish(&sign_in(&login)).wait().unwrap();
    assert_eq!(emulator.provider().request_counts().code_exchanges, 3, "a busy server is asked again");
}

#[test]
fn a_refused_code_says_so() {
    let emulator = emulator();
    let login = begin(&emulator);
    let redirected = sign_in(&login).replace("code=", "code=x");
    let error = login.finish(&redirected).wait().unwrap_err();
    assert_eq!((error.kind(), error.oauth_error()), (ErrorKind::Login, Some("invalid_grant")));
    assert!(!error.session_is_dead());
}

#[test]
fn what_is_wrong_with_an_id_token_is_found() {
    let emulator = emulator();
    for (flaw, word) in [
        (TokenFlaw::WrongNonce, "nonce"),
        (TokenFlaw::WrongIssuer, "iss"),
        (TokenFlaw::WrongAudience, "aud"),
        (TokenFlaw::WrongSignature, "signed"),
        (TokenFlaw::Unsigned, "algorithm"),
        (TokenFlaw::Expired, "exp"),
        (TokenFlaw::NoIdToken, "no ID token"),
    ] {
        let login = begin(&emulator);
        emulator.provider().spoil_next(flaw);
        let error = login.finish(&sign_in(&login)).wait().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Login);
        assert!(error.message().contains(word), "{flaw:?}: {error}");
    }
    for offset in [-400, 400] {
        let login = begin(&emulator);
        emulator.provider().set_clock_offset(offset);
        let error = login.finish(&sign_in(&login)).wait().unwrap_err();
        emulator.provider().set_clock_offset(0);
        assert!(error.message().contains("iat"), "{error}");
    }
}

#[test]
fn keys_are_fetched_once_and_again_for_an_unknown_one() {
    let emulator = emulator();
    let log_in = || {
        let login = begin(&emulator);
        login.finish(&sign_in(&login)).wait()
    };
    for _ in 0..3 {
        log_in().unwrap();
    }
    let counts = emulator.provider().request_counts();
    assert_eq!((counts.discoveries, counts.key_sets), (1, 1));
    emulator.provider().roll_over_key();
    log_in().unwrap();
    assert_eq!(emulator.provider().request_counts().key_sets, 2);
    emulator.provider().roll_over_key();
    assert_eq!(log_in().unwrap_err().kind(), ErrorKind::Login, "not again within five minutes");
    assert_eq!(emulator.provider().request_counts().key_sets, 2);
}

#[test]
fn an_application_with_a_secret() {
    for (method, alg, expected) in [
        (ClientAuth::Post, IdTokenAlg::Hs256, VerifiedBy::Secret),
        (ClientAuth::Basic, IdTokenAlg::Rs256, VerifiedBy::Jwks),
    ] {
        let secret = "s3cret: with %&= signs, and long enough";
        let application = Application::new("web").app_secret(secret).redirect_uri(CALLBACK).id_token_alg(alg);
        let emulator = Emulator::builder().application(application).start_blocking().unwrap();
        let config = Config::new("web", emulator.url()).app_secret(secret).client_auth(method);
        let login = Login::begin(&config, LoginOptions::new(CALLBACK).login_hint("bob")).unwrap();
        let session = login.finish(&sign_in(&login)).wait().unwrap();
        assert_eq!(session.claims().unwrap().verified_by(), Some(expected));
        session.refresh().wait().unwrap();
        assert!(session.sign_out().wait().unwrap().revoked);
    }
}

#[test]
fn without_the_secret_tls_vouches_for_hs256() {
    let application = Application::new("app")
        .app_secret("a secret that the application does not hold")
        .client_auth(genauth_emulator::ClientAuth::None)
        .redirect_uri(CALLBACK)
        .id_token_alg(IdTokenAlg::Hs256);
    let emulator = Emulator::builder().application(application).start_blocking().unwrap();
    let config = Config::new("app", emulator.url());
    let log_in = |config: &Config| {
        let login = Login::begin(config, LoginOptions::new(CALLBACK).login_hint("bob")).unwrap();
        login.finish(&sign_in(&login)).wait()
    };
    let session = log_in(&config).unwrap();
    assert_eq!(session.claims().unwrap().verified_by(), Some(VerifiedBy::Tls));
    assert_eq!(emulator.provider().request_counts().key_sets, 0);
    emulator.provider().spoil_next(TokenFlaw::WrongNonce);
    assert_eq!(log_in(&config).unwrap_err().kind(), ErrorKind::Login);
}
