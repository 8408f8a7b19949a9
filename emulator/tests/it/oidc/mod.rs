//! The `OpenID` provider, over bare HTTP.

mod admin;
mod authorize;
mod client_auth;
mod failures;
mod flow;
mod id_tokens;
mod logout;
mod metadata;
mod page;
mod refresh;
mod tokens;

use std::io::Write as _;
use std::net::TcpStream;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use genauth_emulator::{Application, Builder, Emulator, TEST_APP_ID};
use serde_json::Value;

use crate::client::{Response, connect, get, parse, read_to_end, send};

/// From RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const USER_ID: &str = "6229ffaxxxxxxxxcade3e3d9";
const CALLBACK: &str = "http://127.0.0.1:40123/callback";
const WEB_CALLBACK: &str = "https://web.example.com/callback?x=1";
const SECRET: &str = "s3cret: with %&= signs";

const FORM: &str = "content-type: application/x-www-form-urlencoded";

fn start(builder: Builder) -> Emulator {
    builder.start_blocking().expect("a valid emulator")
}

fn emulator() -> Emulator {
    start(Emulator::builder())
}

/// A confidential application, `web`.
fn web() -> Application {
    Application::new("web")
        .app_secret(SECRET)
        .redirect_uri(WEB_CALLBACK)
        .post_logout_redirect_uri("https://web.example.com/bye")
}

fn encode(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// What a public client sends, unless `changes` say otherwise; an empty value leaves a parameter out.
fn authorization(changes: &[(&str, &str)]) -> String {
    let mut pairs = vec![
        ("client_id", TEST_APP_ID),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("response_mode", "query"),
        ("scope", "openid profile email offline_access"),
        ("prompt", "consent"),
        ("state", "a state & more"),
        ("nonce", "n-0"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("login_hint", "bob"),
    ];
    pairs.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    pairs.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
    format!("/oidc/auth?{}", encode(&pairs))
}

/// Sends a POST whose connection ends with the response.
fn send_post(emulator: &Emulator, path: &str, lines: &[&str], body: &str) -> TcpStream {
    let mut stream = connect(emulator.address());
    let length = format!("content-length: {}", body.len());
    send(&stream, "POST", path, &[lines, &[&length, "connection: close"]].concat());
    stream.write_all(body.as_bytes()).expect("the body goes out");
    stream
}

fn post(emulator: &Emulator, path: &str, lines: &[&str], pairs: &[(&str, &str)]) -> Response {
    let stream = send_post(emulator, path, &[lines, &[FORM]].concat(), &encode(pairs));
    let (bytes, end) = read_to_end(&stream);
    end.expect("the connection ends in peace");
    parse(&bytes)
}

/// The redirect's target without its query, and the query.
fn redirect(response: &Response) -> (String, Vec<(String, String)>) {
    assert_eq!(response.status(), 303, "{response:?}");
    let location = response.header("location").expect("a location");
    let (target, query) = location.split_once('?').expect("a query");
    (target.to_owned(), form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

fn value(query: &[(String, String)], name: &str) -> Option<String> {
    query.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
}

fn code(emulator: &Emulator, changes: &[(&str, &str)]) -> String {
    let (_, query) = redirect(&get(emulator, &authorization(changes), &[]));
    value(&query, "code").unwrap_or_else(|| panic!("no code in {query:?}"))
}

fn exchange(emulator: &Emulator, code: &str) -> Response {
    let pairs = [
        ("grant_type", "authorization_code"),
        ("client_id", TEST_APP_ID),
        ("redirect_uri", CALLBACK),
        ("code", code),
        ("code_verifier", VERIFIER),
    ];
    post(emulator, "/oidc/token", &[], &pairs)
}

fn refresh(emulator: &Emulator, app_id: &str, token: &str) -> Response {
    let secret = if app_id == "web" { SECRET } else { "" };
    let pairs = [
        ("grant_type", "refresh_token"),
        ("client_id", app_id),
        ("client_secret", secret),
        ("refresh_token", token),
    ];
    post(emulator, "/oidc/token", &[], &pairs)
}

#[track_caller]
fn refused(response: &Response, status: u16, error: &str) {
    assert_eq!((response.status(), response.json()["error"].as_str()), (status, Some(error)));
    assert!(response.json()["error_description"].is_string());
}

fn string(response: &Response, key: &str) -> String {
    response.json()[key].as_str().unwrap_or_else(|| panic!("no {key} in {response:?}")).to_owned()
}

fn part(token: &str, index: usize) -> Value {
    let part = token.split('.').nth(index).expect("a JWT");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
}

fn header(token: &str) -> Value {
    part(token, 0)
}

fn claims(token: &str) -> Value {
    part(token, 1)
}

/// The profile call's `statusCode` with this token.
fn profile_status(emulator: &Emulator, token: &str) -> u64 {
    let response = get(emulator, "/api/v3/get-profile", &[&format!("authorization: Bearer {token}")]);
    response.json()["statusCode"].as_u64().expect("a status code")
}
