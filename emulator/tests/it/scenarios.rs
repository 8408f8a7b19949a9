//! Scripted replies that follow the rules.

use std::io::Read as _;
use std::time::{Duration, Instant, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use genauth_emulator::{Emulator, SAMPLE};
use serde_json::{Value, json};

use crate::client::{Response, chunks, connect, get, read_to_end, request, send};

fn emulator(replies: &Value) -> Emulator {
    let scenario = json!({"name": "s", "about": "ignored", "expect": {"any": 1}, "replies": replies});
    Emulator::builder().scenario_json(scenario.to_string()).start_blocking().expect("a valid scenario")
}

fn ask(emulator: &Emulator, client: &str) -> Response {
    get(emulator, &format!("/scenario/s/{client}/api/v3/get-profile"), &[])
}

#[test]
fn each_client_gets_the_nth_reply_and_the_last_repeats() {
    let emulator = emulator(&json!([{"body": "one"}, {"status": 503, "body": "two"}]));
    let bodies: Vec<_> = ["a", "a", "b", "a"].map(|client| ask(&emulator, client).body).into();
    assert_eq!(bodies, [&b"one"[..], b"two", b"one", b"two"]);
    assert_eq!(ask(&emulator, "b").status(), 503);

    let turns = emulator.requests("/scenario/s/a/");
    let turns: Vec<_> = turns.into_iter().map(|request| request.scenario.unwrap()).collect();
    assert_eq!(turns.iter().map(|key| key.turn).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(turns.iter().all(|key| key.name == "s" && key.client == "a"));
}

#[test]
fn hosts_with_a_path_and_wrong_turns() {
    let emulator = emulator(&json!([{"body": "one"}, {"body": "two"}]));
    assert_eq!(get(&emulator, "/x/scenario/none/a/api/v3/get-profile", &[]).status(), 404);
    assert_eq!(request(emulator.address(), "HEAD", "/scenario/s/a/api/v3/get-profile", &[]).status(), 405);
    assert_eq!(get(&emulator, "/scenario/s/a/api/v3/other", &[]).status(), 404);
    let response = get(&emulator, "/x/scenario/s/a/deep/host/api/v3/get-profile", &[]);
    assert_eq!(response.body, b"one", "refused requests take no turn");
}

#[test]
fn bodies_of_every_kind() {
    let emulator = emulator(&json!([
        {"body": {"z": 1, "a": [true]}},
        {"body": "{\"broken\":", "headers": {"Content-Type": "application/json"}},
        {"body_base64": "/wD+"},
        {"body_repeat": {"text": "ab", "times": 100_000}},
        {"sample": true},
        {"status": 204},
    ]));
    let object = ask(&emulator, "a");
    assert_eq!(object.body, br#"{"z":1,"a":[true]}"#);
    assert_eq!(object.header("content-type"), Some("application/json; charset=utf-8"));
    let text = ask(&emulator, "a");
    assert_eq!(text.body, b"{\"broken\":");
    assert_eq!(text.header("content-type"), Some("application/json"));
    let bytes = ask(&emulator, "a");
    assert_eq!((bytes.body.as_slice(), bytes.header("content-type")), (&[0xff, 0, 0xfe][..], None));
    assert_eq!(ask(&emulator, "a").body, "ab".repeat(100_000).as_bytes());
    assert_eq!(ask(&emulator, "a").body, SAMPLE);
    let empty = ask(&emulator, "a");
    assert_eq!((empty.status(), empty.body.len()), (204, 0));
}

#[test]
fn id_tokens_are_signed_when_they_go_out() {
    let id_token = |alg: Value| {
        let mut id_token = json!({ "claims": { "iss": "{base}/oidc", "iat": "{now}", "exp": "{now+60}" } });
        id_token.as_object_mut().unwrap().extend(alg.as_object().unwrap().clone());
        json!({ "body": { "access_token": "a" }, "id_token": id_token })
    };
    let emulator = emulator(&json!([
        id_token(json!({ "alg": "RS256", "key": 2 })),
        id_token(json!({ "alg": "HS256", "secret": "s" })),
        id_token(json!({ "alg": "none" })),
        { "keys": 2 },
    ]));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let next = || serde_json::from_slice::<Value>(&ask(&emulator, "a").body).unwrap();
    let mut key_ids = Vec::new();
    for (algorithm, signature_length) in [("RS256", 342), ("HS256", 43), ("none", 0)] {
        let body = next();
        let parts = body["id_token"].as_str().unwrap().split('.').collect::<Vec<_>>();
        let decode =
            |part: &str| -> Value { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap() };
        let (header, claims) = (decode(parts[0]), decode(parts[1]));
        assert_eq!((body["access_token"].as_str(), header["alg"].as_str()), (Some("a"), Some(algorithm)));
        assert_eq!(claims["iss"], format!("{}/scenario/s/a/oidc", emulator.url()));
        let issued = claims["iat"].as_u64().unwrap();
        assert!((now..now + 5).contains(&issued) && claims["exp"] == issued + 60, "{claims}");
        assert_eq!(parts[2].len(), signature_length, "{algorithm}");
        key_ids.push(header["kid"].clone());
    }
    assert!(next()["keys"].as_array().unwrap().iter().any(|key| key["kid"] == key_ids[0]));
}

#[test]
fn encodings_are_real() {
    let emulator = emulator(&json!([
        {"sample": true, "encoding": "gzip"},
        {"sample": true, "encoding": "br", "chunked": true},
    ]));
    let gzip = ask(&emulator, "a");
    assert_eq!(gzip.header("content-encoding"), Some("gzip"));
    assert!(gzip.body.len() < SAMPLE.len());
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(gzip.body.as_slice()).read_to_end(&mut plain).unwrap();
    assert_eq!(plain, SAMPLE);

    let br = ask(&emulator, "a");
    assert_eq!(br.header("content-encoding"), Some("br"));
    assert!(br.body.len() < SAMPLE.len());
    let mut plain = Vec::new();
    brotli::Decompressor::new(br.body.as_slice(), 4096).read_to_end(&mut plain).unwrap();
    assert_eq!(plain, SAMPLE);
}

#[test]
fn chunks_and_dribbles() {
    let emulator = emulator(&json!([
        {"body": "abcdef", "chunked": true, "dribble": {"bytes": 4, "every_ms": 100}},
    ]));
    let stream = connect(emulator.address());
    let start = Instant::now();
    send(&stream, "GET", "/scenario/s/a/api/v3/get-profile", &["connection: close"]);
    let (bytes, _) = read_to_end(&stream);
    assert!(start.elapsed() >= Duration::from_millis(100));
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("transfer-encoding: chunked") && !head.contains("content-length"), "{head}");
    assert_eq!(chunks(body.as_bytes()), [b"abcd".to_vec(), b"ef".to_vec()]);
}

#[test]
fn delays_come_where_they_are_scripted() {
    let emulator = emulator(&json!([{"body": "x", "delay_ms": 150, "body_delay_ms": 150}]));
    let stream = connect(emulator.address());
    let start = Instant::now();
    send(&stream, "GET", "/scenario/s/a/api/v3/get-profile", &["connection: close"]);
    let mut head = [0; 4096];
    let count = (&stream).read(&mut head).unwrap();
    let head_after = start.elapsed();
    assert!(head[..count].ends_with(b"\r\n\r\n"), "the head comes before the body");
    assert_eq!(read_to_end(&stream).0, b"x");
    assert!(head_after >= Duration::from_millis(150), "{head_after:?}");
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[test]
fn headers_with_several_values_and_placeholders() {
    let emulator = emulator(&json!([{"headers": {
        "x-many": ["1", "2"],
        "retry-after": "{now+5}",
        "x-id": "{request_id}",
        "location": "{base}/x",
        "x-url": "{url}",
        "x-other": "{\"a\":{now+}}",
    }}]));
    let response = get(&emulator, "/pre/scenario/s/a/deep/api/v3/get-profile", &[]);
    assert_eq!(response.headers("x-many").collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(response.header("x-url"), Some(emulator.url()));
    assert_eq!(response.header("location"), Some(format!("{}/pre/scenario/s/a/x", emulator.url()).as_str()));
    assert_eq!(response.header("x-id").unwrap().len(), 36);
    assert_eq!(response.header("x-other"), Some("{\"a\":{now+}}"));
    let date = httpdate::parse_http_date(response.header("retry-after").unwrap()).unwrap();
    let ahead = date.duration_since(SystemTime::now()).unwrap();
    assert!((3..=5).contains(&ahead.as_secs()), "{ahead:?}");
}

#[test]
fn wrong_scenarios_are_refused_with_their_key() {
    for (replies, key) in [
        (json!([]), "replies"),
        (json!([{}, {"statuss": 200}]), "replies[1].statuss"),
        (json!([{"status": 100}]), "replies[0].status"),
        (json!([{"body": 5}]), "replies[0].body"),
        (json!([{"body": "", "sample": true}]), "replies[0].body"),
        (json!([{"body_base64": "!"}]), "replies[0].body_base64"),
        (json!([{"body": {}, "keys": 1}]), "replies[0].body"),
        (json!([{"keys": 0}]), "replies[0].keys"),
        (json!([{"body": "", "id_token": {"alg": "none", "claims": {}}}]), "replies[0].id_token"),
        (json!([{"body": {}, "id_token": {"alg": "none"}}]), "claims"),
        (json!([{"body": {}, "id_token": {"alg": "RS512", "claims": {}}}]), "RS512"),
        (json!([{"body_repeat": {"text": "xx", "times": usize::MAX}}]), "replies[0].body_repeat"),
        (json!([{"encoding": "zip"}]), "replies[0].encoding"),
        (json!([{"encoding": "br", "headers": {"content-encoding": "br"}}]), "replies[0].encoding"),
        (json!([{"dribble": {"bytes": 0, "every_ms": 1}}]), "replies[0].dribble"),
        (json!([{"headers": {"a b": ""}}]), "replies[0].headers: a b"),
        (json!([{"headers": {"a": "\n"}}]), "replies[0].headers: a"),
        (json!([{"headers": {"a": 1}}]), "replies[0].headers: a"),
        (json!([{"headers": {"Content-Length": "1"}}]), "replies[0].headers"),
        (json!([{"fault": "explode"}]), "replies[0].fault"),
        (json!([{"fault": "reset", "status": 200}]), "replies[0].fault"),
        (json!([{"fault": "truncate"}]), "replies[0].fault"),
        (json!([{"garbage": "x", "body": "y"}]), "replies[0].garbage"),
        (json!([{"garbage": "x", "fault": "reset"}]), "replies[0].garbage"),
    ] {
        let scenario = json!({"name": "s", "replies": replies}).to_string();
        let error = Emulator::builder().scenario_json(scenario).start_blocking().unwrap_err().to_string();
        assert!(error.starts_with("scenario document: ") && error.contains(key), "{key}: {error}");
    }
}
