//! How applications authenticate.

use base64::engine::general_purpose::STANDARD;
use genauth_emulator::{Application, ClientAuth, Emulator};

use super::*;

const PATH: &str = "/oidc/token/introspection";

fn basic(app_id: &str, secret: &str) -> String {
    let encode = |part: &str| form_urlencoded::byte_serialize(part.as_bytes()).collect::<String>();
    let credentials = STANDARD.encode(format!("{}:{}", encode(app_id), encode(secret)));
    format!("authorization: Basic {credentials}")
}

/// Which of the three ways work: `none`, `client_secret_post`, `client_secret_basic`.
fn ways(application: Application) -> [bool; 3] {
    let emulator = start(Emulator::builder().application(application));
    let form = [("client_id", "web"), ("client_secret", SECRET), ("token", "t")];
    let responses = [
        post(&emulator, PATH, &[], &[form[0], form[2]]),
        post(&emulator, PATH, &[], &form),
        post(&emulator, PATH, &[&basic("web", SECRET)], &[form[2]]),
    ];
    for response in &responses {
        if response.status() != 200 {
            refused(response, 401, "invalid_client");
        }
    }
    responses.map(|response| response.status() == 200)
}

#[test]
fn the_way_is_a_rule_of_the_application() {
    assert_eq!(ways(Application::new("web")), [true, false, false]);
    assert_eq!(ways(web()), [false, true, true]);
    assert_eq!(ways(web().client_auth(ClientAuth::None)), [true, false, false]);
    assert_eq!(ways(web().client_auth(ClientAuth::ClientSecretPost)), [false, true, false]);
    assert_eq!(ways(web().client_auth(ClientAuth::ClientSecretBasic)), [false, false, true]);
}

#[test]
fn a_wrong_secret_is_refused_with_a_challenge_for_the_header() {
    let emulator = start(Emulator::builder().application(web()));
    let token = ("token", "t");
    let response = post(&emulator, PATH, &[], &[("client_id", "web"), ("client_secret", "wrong"), token]);
    refused(&response, 401, "invalid_client");
    assert_eq!(response.header("www-authenticate"), None);
    let response = post(&emulator, PATH, &[&basic("web", "wrong")], &[token]);
    refused(&response, 401, "invalid_client");
    assert!(response.header("www-authenticate").unwrap().starts_with("Basic "));
}

/// Many clients leave the encoding out, which works as long as no `%` and no `+` is in it.
#[test]
fn credentials_that_are_not_encoded_mean_themselves() {
    let raw = |secret: &str| format!("authorization: Basic {}", STANDARD.encode(format!("raw:{secret}")));
    let application = Application::new("raw").app_secret("a: b&c=d");
    let emulator = start(Emulator::builder().application(application));
    let token = ("token", "t");
    assert_eq!(post(&emulator, PATH, &[&raw("a: b&c=d")], &[token]).status(), 200);
    assert_eq!(post(&emulator, PATH, &[&raw("a%3A+b%26c%3dd")], &[token]).status(), 200);
    for secret in ["100%", "100%2", "100%zz", "%"] {
        refused(&post(&emulator, PATH, &[&raw(secret)], &[token]), 400, "invalid_request");
    }
}

#[test]
fn malformed_authentication_is_an_invalid_request() {
    let emulator = start(Emulator::builder().application(web()));
    let good = basic("web", SECRET);
    let token = ("token", "t");
    for (lines, pairs) in [
        (&[][..], &[token][..]),
        (&["authorization: Bearer x"], &[token]),
        (&["authorization: Basic %%%"], &[token]),
        (&["authorization: Basic bm8tY29sb24="], &[token]),
        (&[&*good], &[token, ("client_secret", SECRET)]),
        (&[&*good], &[token, ("client_id", "other")]),
        (&[&*good], &[token, token]),
        (&[&*good], &[]),
    ] {
        refused(&post(&emulator, PATH, lines, pairs), 400, "invalid_request");
    }
}

#[test]
fn only_forms_are_read() {
    let emulator = emulator();
    let lines = ["content-type: application/json", "content-length: 0"];
    let response = crate::client::request(emulator.address(), "POST", "/oidc/token", &lines);
    refused(&response, 400, "invalid_request");
    let response = get(&emulator, "/oidc/token", &[]);
    assert_eq!((response.status(), response.header("allow")), (405, Some("POST")));
}
