//! Properties of what a session reads: redirects, token responses, ID tokens, key sets, stored records.

use bytes::Bytes;
use http::HeaderMap;
use url::Url;

use super::{MARK, texts};
use crate::config::{Config, Prepared};
use crate::error::{Error, ErrorKind};
use crate::operation::{KeySet, Operation as _, Refresh};
use crate::response::{Reader, Response};
use crate::session::probe::{self, Expected, Jws, Redirect};
use crate::{Record, TokenSet};

/// The URL that a browser was sent back to, or its query.
pub fn redirect(input: &[u8]) {
    let Ok(url) = str::from_utf8(input) else { return };
    let Ok(redirect) = Redirect::parse(url).map_err(|error| fits_a_line(&error)) else { return };
    assert!(!redirect.is_for(""), "an empty state belongs to no login");
    match redirect.code() {
        Ok(code) => assert!(!code.as_str().is_empty(), "an empty code"),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Login);
            assert!(!error.message().contains('@'), "personal data in {error}");
            fits_a_line(&error);
        }
    }
}

/// A response of the token endpoint. Its first line is the HTTP status.
pub fn token_response(input: &[u8]) {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let status = str::from_utf8(&input[..end]).ok().and_then(|status| status.parse().ok()).unwrap_or(200);
    let response = Response {
        url: Url::parse("https://example.genauth.ai/oidc/token").expect("a URL"),
        status,
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(&input[end..]),
        flaw: None,
    };
    match Refresh(String::from(MARK).into()).read(&Reader::new(&response, &[String::from(MARK).into()])) {
        Ok(issued) => {
            assert!((200..300).contains(&status), "tokens from HTTP {status}");
            assert!(!issued.tokens.access_token.as_str().is_empty(), "an empty token");
            let json = issued.tokens.to_json();
            assert_eq!(TokenSet::from_json(json.as_str()).ok().as_ref(), Some(&issued.tokens));
        }
        Err(error) => {
            fits_a_line(&error);
            assert!(texts(&error).iter().all(|text| !text.contains(MARK)), "a secret in {error:?}");
            assert_eq!(error.session_is_dead(), error.oauth_error() == Some("invalid_grant"), "{error:?}");
        }
    }
}

/// An ID token.
pub fn id_token(input: &[u8]) {
    let Ok(token) = str::from_utf8(input) else { return };
    let prepared = |config: Config| Prepared::new(&config).expect("a good configuration");
    let config = Config::new("app", "example.genauth.ai");
    let secret = prepared(config.clone().app_secret(MARK));
    let expected = Expected { issuer: "issuer", prepared: &secret, nonce: MARK, since: 0 };
    let token = String::from(token).into();
    // Nobody but the holder of the secret or of a key can make a token that passes.
    let error = probe::verify(&token, &expected, &[]).expect_err("a token without a signature");
    assert_eq!(error.kind(), ErrorKind::Login);
    fits_a_line(&error);
    // Where TLS vouches, it still must be for this application, this issuer and this login.
    let public = prepared(config);
    let expected = Expected { prepared: &public, ..expected };
    if let Ok(claims) = probe::verify(&token, &expected, &[]) {
        assert_eq!(claims.get::<String>("iss").as_deref(), Some("issuer"));
        assert_eq!(claims.get::<String>("nonce").as_deref(), Some(MARK));
        assert!(claims.subject().is_some_and(|subject| !subject.is_empty()));
        let json: Result<serde_json::Value, _> = serde_json::from_str(&claims.to_json());
        assert!(json.is_ok_and(|json| json["verified_by"] == "tls"));
    }
}

/// A set of keys.
pub fn key_set(input: &[u8]) {
    let Ok(keys) = serde_json::from_slice::<KeySet>(input) else { return };
    let jws = Jws::parse("eyJhbGciOiJSUzI1NiJ9.e30.AAAA").expect("a token");
    for key in keys.keys {
        assert!(!probe::is_signed_by(&jws, &key), "a key for a signature of three zeros");
    }
}

/// A stored record.
pub fn record(input: &[u8]) {
    let Ok(json) = str::from_utf8(input) else { return };
    match Record::from_json(json) {
        Ok(record) => {
            let written = record.to_json();
            let again = Record::from_json(written.as_str()).expect("what was written");
            assert_eq!(again.to_json(), written);
            assert_eq!(again.tokens, record.tokens);
        }
        Err(error) => {
            let known = "the stored session cannot be read";
            assert_eq!((error.kind(), error.message()), (ErrorKind::Store, known));
        }
    }
}

fn fits_a_line(error: &Error) {
    for text in [error.message(), error.hint()] {
        assert!(!text.contains(char::is_control), "more than a line: {text:?}");
        assert!(text.chars().count() < 1000, "a long line: {text}");
    }
}
