//! Replies that break the rules, as a client meets them.

use std::io::ErrorKind;
use std::net::TcpStream;

use genauth_emulator::{Emulator, Outcome};
use serde_json::{Value, json};

use crate::client::{connect, eventually, parse, read_one, read_to_end, send};

const PATH: &str = "/scenario/f/test/api/v3/get-profile";

fn emulator(reply: &Value) -> Emulator {
    let scenario = json!({"name": "f", "replies": [reply]}).to_string();
    Emulator::builder().scenario_json(scenario).start_blocking().expect("a valid scenario")
}

/// Plays one faulty reply; returns what arrived and how the connection ended.
fn meet(reply: &Value) -> (Vec<u8>, Result<(), ErrorKind>) {
    let emulator = emulator(reply);
    let stream = connect(emulator.address());
    send(&stream, "GET", PATH, &[]);
    let (bytes, end) = read_to_end(&stream);
    eventually("it is recorded as faulted", || emulator.requests("")[0].outcome == Outcome::Faulted);
    assert_eq!(emulator.connections().aborted, 0);
    (bytes, end.map_err(|error| error.kind()))
}

#[test]
fn reset_sends_nothing_but_a_reset() {
    assert_eq!(meet(&json!({"fault": "reset"})), (vec![], Err(ErrorKind::ConnectionReset)));
}

#[test]
fn close_sends_nothing_at_all() {
    assert_eq!(meet(&json!({"fault": "close", "delay_ms": 20})), (vec![], Ok(())));
}

#[test]
fn reset_mid_body_sends_a_half() {
    let (bytes, end) = meet(&json!({"fault": "reset_mid_body", "status": 201, "body": "abcdef"}));
    let response = parse(&bytes);
    assert_eq!((response.status(), response.body.as_slice()), (201, &b"abc"[..]));
    assert_eq!(response.header("content-length"), Some("6"));
    assert_eq!(end, Err(ErrorKind::ConnectionReset));
}

#[test]
fn truncate_promises_more_than_it_sends() {
    let (bytes, end) = meet(&json!({
        "fault": "truncate", "body": "abcdef", "headers": {"x-a": "1"}, "dribble": {"bytes": 1, "every_ms": 5},
    }));
    let response = parse(&bytes);
    assert_eq!(response.body, b"abc");
    assert_eq!(response.header("content-length"), Some("6"));
    assert_eq!(response.header("x-a"), Some("1"));
    assert!(response.header("date").is_some());
    assert_eq!(end, Ok(()));
}

#[test]
fn truncated_chunks_have_no_end() {
    let (bytes, end) = meet(&json!({"fault": "truncate", "body": "abcdef", "chunked": true}));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("transfer-encoding: chunked\r\n") && !text.contains("content-length"), "{text}");
    assert!(text.ends_with("\r\n\r\n3\r\nabc\r\n"), "{text}");
    assert_eq!(end, Ok(()));
}

#[test]
fn close_after_replies_in_full_and_announces_nothing() {
    for chunked in [false, true] {
        let (bytes, end) = meet(&json!({"fault": "close_after", "body": "abcdef", "chunked": chunked}));
        let response = parse(&bytes);
        assert_eq!(response.body, b"abcdef");
        assert_eq!(response.header("connection"), None);
        assert_eq!(end, Ok(()));
    }
}

#[test]
fn garbage_is_sent_as_it_is() {
    let garbage = "SSH-2.0-nonsense\r\n\0";
    assert_eq!(meet(&json!({"garbage": garbage})), (garbage.as_bytes().to_vec(), Ok(())));
}

#[test]
fn a_fault_can_hit_a_reused_connection() {
    let scenario = json!({"name": "f", "replies": [{"body": "fine"}, {"fault": "reset"}, {"body": "again"}]});
    let emulator = Emulator::builder().scenario_json(scenario.to_string()).start_blocking().unwrap();
    let stream = connect(emulator.address());
    send(&stream, "GET", PATH, &[]);
    assert_eq!(read_one(&stream).body, b"fine");
    send(&stream, "GET", PATH, &[]);
    let (bytes, end) = read_to_end(&stream);
    assert_eq!((bytes.len(), end.unwrap_err().kind()), (0, ErrorKind::ConnectionReset));
    let stream = connect(emulator.address());
    send(&stream, "GET", PATH, &[]);
    assert_eq!(read_one(&stream).body, b"again");
    let connections: Vec<_> = emulator.requests("").iter().map(|request| request.connection).collect();
    assert_eq!(connections, [1, 1, 2]);
}

#[test]
fn leaving_during_a_faulty_reply_is_an_abort() {
    let emulator = emulator(&json!({
        "fault": "truncate", "body": "abcdef", "dribble": {"bytes": 1, "every_ms": 60_000},
    }));
    let stream: TcpStream = connect(emulator.address());
    send(&stream, "GET", PATH, &[]);
    eventually("the request is in", || !emulator.requests("").is_empty());
    drop(stream);
    eventually("it is aborted", || emulator.requests("")[0].outcome == Outcome::Aborted);
    assert_eq!(emulator.connections().aborted, 1);
}
