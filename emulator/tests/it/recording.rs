//! What the emulator remembers, and what it counts.

use std::time::Duration;

use genauth_emulator::{Emulator, Outcome};
use serde_json::json;

use crate::client::{connect, eventually, get, read_one, request, send};

fn emulator() -> Emulator {
    let slow = json!({"name": "slow", "replies": [{"delay_ms": 60_000}]});
    let dribble = json!({
        "name": "dribble",
        "replies": [{"body": "abcdef", "dribble": {"bytes": 1, "every_ms": 60_000}}],
    });
    let builder = Emulator::builder().scenario_json(slow.to_string()).scenario_json(dribble.to_string());
    builder.start_blocking().expect("a free port")
}

#[test]
fn requests_are_recorded_as_received() {
    let emulator = emulator();
    let stream = connect(emulator.address());
    send(&stream, "GET", "/a/api/v3/get-profile?withX=%41&b", &["X-Two: 2", "x-one: 1", "authorization: t"]);
    read_one(&stream);
    send(&stream, "PUT", "/b/nothing", &[]);
    read_one(&stream);
    eventually("both are answered", || {
        emulator.requests("").iter().all(|request| request.outcome == Outcome::Answered)
    });

    let json = get(&emulator, "/__emulator/requests", &[]).json();
    let requests = json.as_array().unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0]["method"], "GET");
    assert_eq!(requests[0]["path"], "/a/api/v3/get-profile");
    assert_eq!(requests[0]["query"], "withX=%41&b");
    assert_eq!(requests[0]["http_version"], "HTTP/1.1");
    let headers = json!([["host", "emulator"], ["x-two", "2"], ["x-one", "1"], ["authorization", "t"]]);
    assert_eq!(requests[0]["headers"], headers);
    assert_eq!(requests[0]["scenario"], json!(null));
    assert_eq!(requests[0]["outcome"], "answered");
    assert_eq!(requests[1]["method"], "PUT");
    assert_eq!(requests[1]["query"], json!(null));
    assert!(requests[0]["at_ms"].as_u64() <= requests[1]["at_ms"].as_u64());
    assert_eq!(requests[0]["connection"], requests[1]["connection"], "the connection is kept alive");
}

#[test]
fn requests_are_filtered_and_cleared_by_prefix() {
    let emulator = emulator();
    for path in ["/a/1", "/a/2", "/b/1"] {
        get(&emulator, path, &[]);
    }
    let paths = |query: &str| -> Vec<String> {
        let json = get(&emulator, &format!("/__emulator/requests{query}"), &[]).json();
        json.as_array().unwrap().iter().map(|request| request["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(paths("?prefix=/a/"), ["/a/1", "/a/2"]);
    assert_eq!(paths("?prefix=%2Fb"), ["/b/1"]);
    assert_eq!(request(emulator.address(), "DELETE", "/__emulator/requests?prefix=/a/1", &[]).status(), 200);
    assert_eq!(paths(""), ["/a/2", "/b/1"]);
    assert_eq!(request(emulator.address(), "DELETE", "/__emulator/requests", &[]).status(), 200);
    assert_eq!(emulator.requests(""), []);
    assert_eq!(get(&emulator, "/__emulator/else", &[]).status(), 404);
}

#[test]
fn an_answered_connection_is_not_aborted() {
    let emulator = emulator();
    let stream = connect(emulator.address());
    send(&stream, "GET", "/x", &[]);
    read_one(&stream);
    let json = get(&emulator, "/__emulator/connections", &[]).json();
    assert_eq!(json, json!({"accepted": 2, "open": 2, "aborted": 0}));
    drop(stream);
    eventually("both are closed", || emulator.connections().open == 0);
    assert_eq!(emulator.connections().aborted, 0);
}

#[test]
fn a_reply_that_may_have_no_body_is_answered() {
    let scenario = json!({"name": "s", "replies": [{"status": 304, "body": "never sent"}]});
    let emulator = Emulator::builder().scenario_json(scenario.to_string()).start_blocking().unwrap();
    assert_eq!(get(&emulator, "/scenario/s/test/api/v3/get-profile", &[]).status(), 304);
    eventually("it is answered", || emulator.requests("")[0].outcome == Outcome::Answered);
}

#[test]
fn leaving_before_the_reply_is_an_abort() {
    let emulator = emulator();
    for (index, scenario) in ["slow", "dribble"].into_iter().enumerate() {
        let stream = connect(emulator.address());
        let prefix = format!("/scenario/{scenario}/test/");
        send(&stream, "GET", &format!("{prefix}api/v3/get-profile"), &[]);
        eventually("the request is in", || !emulator.requests(&prefix).is_empty());
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(emulator.requests(&prefix)[0].outcome, Outcome::Pending);
        drop(stream);
        eventually("it is aborted", || emulator.requests(&prefix)[0].outcome == Outcome::Aborted);
        assert_eq!(emulator.connections().aborted, index as u64 + 1);
    }
    eventually("all are closed", || emulator.connections().open == 0);
}

#[test]
fn a_client_that_never_reads_a_huge_body_aborts() {
    let huge = json!({"name": "huge", "replies": [{"body_repeat": {"text": "x", "times": 50_000_000}}]});
    let emulator = Emulator::builder().scenario_json(huge.to_string()).start_blocking().unwrap();
    let stream = connect(emulator.address());
    send(&stream, "GET", "/scenario/huge/test/api/v3/get-profile", &[]);
    eventually("the request is in", || !emulator.requests("").is_empty());
    std::thread::sleep(Duration::from_millis(200));
    drop(stream);
    eventually("it is aborted", || emulator.requests("")[0].outcome == Outcome::Aborted);
}

#[tokio::test]
async fn an_async_emulator_frees_its_port() {
    let emulator = Emulator::builder().start().await.unwrap();
    let address = emulator.address();
    assert_eq!(emulator.url(), format!("http://{address}"));
    let idle = tokio::net::TcpStream::connect(address).await.unwrap();
    emulator.stop().await;
    tokio::net::TcpStream::connect(address).await.unwrap_err();
    let mut byte = [0];
    idle.readable().await.unwrap();
    assert!(matches!(idle.try_read(&mut byte), Ok(0) | Err(_)));
}

#[test]
fn stopping_and_dropping_free_the_port() {
    let emulator = emulator();
    let address = emulator.address();
    emulator.stop_blocking();
    std::net::TcpStream::connect(address).unwrap_err();

    let emulator = Emulator::builder().start_blocking().unwrap();
    let address = emulator.address();
    drop(emulator);
    eventually("the port is free", || std::net::TcpStream::connect(address).is_err());
}
