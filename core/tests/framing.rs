//! Odd heads: what they may cost, and that none of them moves the end of a response, byte for byte.

#![expect(clippy::unwrap_used, reason = "a test may fail; that is what it is for")]

mod raw;

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use genauth::{Client, ErrorKind};
use raw::{PATIENT, WAYS, call, response, server, user};

const WRONG: &str = r#"{"statusCode":200,"data":{"userId":"wrong"}}"#;

/// The body of a response to a user.
fn body(user: &str) -> String {
    response(user).split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// A server that responds to user a with these bytes, to others properly; with a count of its connections.
fn odd_server(odd: Vec<Vec<u8>>, pause: Duration) -> (Client, Arc<AtomicUsize>) {
    let connections = Arc::new(AtomicUsize::new(0));
    let opened = connections.clone();
    let client = server(move |mut connection, _| {
        opened.fetch_add(1, Ordering::SeqCst);
        // Closes what the client keeps open without using it.
        connection.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
        while let Some(user) = user(&mut connection) {
            if user != "a" {
                connection.write_all(response(&user).as_bytes()).unwrap();
                continue;
            }
            for piece in &odd {
                // The client may have seen enough.
                let _ = connection.write_all(piece);
                thread::sleep(pause);
            }
        }
    });
    (client, connections)
}

/// The response to user a, with these header lines and what follows them.
fn odd_response(lines: &[u8], body: &str) -> Vec<u8> {
    [b"HTTP/1.1 200 OK\r\n", lines, b"\r\n", body.as_bytes()].concat()
}

#[test]
fn an_odd_line_costs_itself_alone() {
    let length = body("a").len();
    for line in [
        &b"X-Trace : 1\r\n"[..],
        b"X-Trace\t \t: 1\r\n",
        b"X Trace: 1\r\n",
        b"X-Trace: \x01\x02\x1b[1m\r\n",
        b"X-Trace: a\x7fb\r\n",
        b"X-\x01Trace: a\r\n",
        b"X-Trace: a\r\n  b\r\n\tc\r\n",
        b"X-Trace:\r\n b\r\n",
        b"X-Trace: a\x01\r\n folded\r\n",
        b"X-User: \xe7\x8e\x8b\r\n",
        b"X-User: caf\xe9\r\n",
        b"no header at all\r\n",
        b": nameless\r\n",
        b" indented: 1\r\n",
    ] {
        for way in WAYS {
            let between = format!("Content-Length: {length}\r\nX-Between: 1\r\n");
            let lines = [line, between.as_bytes(), line].concat();
            let (client, connections) = odd_server(vec![odd_response(&lines, &body("a"))], Duration::ZERO);
            for user in ["a", "a", "b"] {
                assert_eq!(way(&client, user, PATIENT).unwrap().user_id, user, "{}", line.escape_ascii());
            }
            assert_eq!(connections.load(Ordering::SeqCst), 1, "{}", line.escape_ascii());
        }
    }
}

#[test]
fn a_length_is_read_in_any_form() {
    let length = body("a").len();
    for lines in [
        format!("Content-Length : {length}\r\n"),
        format!("Content-Length\t:{length}\r\n"),
        format!("Content-Length:\r\n {length}\r\n"),
        format!("Content-Length: {length}\r\n \r\n"),
        format!("Content-Length: {length}\r\nContent-Length: {length}\r\n"),
        format!("Content-Length: {length}, {length}\r\n"),
        format!("X Y: 1\r\nContent-Length: {length}\r\n"),
    ] {
        for way in WAYS {
            let odd = odd_response(lines.as_bytes(), &body("a"));
            let (client, connections) = odd_server(vec![odd], Duration::ZERO);
            for user in ["a", "b", "a", "b"] {
                assert_eq!(way(&client, user, PATIENT).unwrap().user_id, user, "{lines:?}");
            }
            assert_eq!(connections.load(Ordering::SeqCst), 1, "{lines:?}");
        }
    }
}

/// Framing that two readers could understand differently: whatever user a gets, what follows is not for user b.
#[test]
fn an_ambiguous_end_reaches_no_other_call() {
    let plain = body("a");
    let (length, chunked) = (plain.len(), format!("{:x}\r\n{plain}\r\n0\r\n\r\n", plain.len()));
    let smuggled = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{WRONG}", WRONG.len());
    let one_length = |line: &str| (line.replace("{length}", &length.to_string()), plain.clone());
    let both = |line: &str| {
        let lines = format!("{line}\r\nContent-Length: {}\r\n", chunked.len() + smuggled.len());
        (lines, chunked.clone())
    };
    let cases = [
        one_length("Content-Length: {length}\r\nContent-Length: 5\r\n"),
        one_length("Content-Length: {length}, 5\r\n"),
        one_length("Content-Length: 5\r\n {length}\r\n"),
        one_length("Content-Length: +{length}\r\n"),
        one_length("Content-Length: -1\r\n"),
        one_length("Content-Length: 0x{length}\r\n"),
        one_length("Content-Length: 99999999999999999999\r\n"),
        one_length("Content-Length:\r\n"),
        one_length("Content-Length: {length}\x01\r\n"),
        one_length("Content-Length\x01: 5\r\nContent-Length: {length}\r\n"),
        one_length("Content-Length: {length}\r\nContent-Length: 5\x7f\r\n"),
        one_length("Content Length: 5\r\nContent-Length: {length}\r\n"),
        one_length("X: a\r\n Content-Length: 5\r\nContent-Length: {length}\r\n"),
        one_length("X: \x01\r\n Content-Length: 5\r\nContent-Length: {length}\r\n"),
        one_length("X: a\rContent-Length: 5\r\nContent-Length: {length}\r\n"),
        one_length("X: a\0\r\nContent-Length: {length}\r\n"),
        one_length("Transfer-Encoding: \x01chunked\r\nContent-Length: {length}\r\n"),
        one_length("Transfer-Encoding: identity\r\nContent-Length: {length}\r\n"),
        both("Transfer-Encoding: chunked"),
        both("Transfer-Encoding : chunked"),
        both("Transfer-Encoding:\r\n chunked"),
        both("transfer-encoding: CHUNKED\r\nTransfer-Encoding: chunked"),
        both("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
        both("Transfer-Encoding: chunked, identity"),
        both("Transfer-Encoding: gzip, chunked"),
        both("Transfer-Encoding: xchunked"),
        both("Transfer-Encoding: \x0bchunked"),
        both("Transfer-Encoding: chunked\x7f"),
        both("Transfer-Encoding\x01: chunked"),
        both("X: a\r\n Transfer-Encoding: chunked"),
    ];
    for (lines, body) in cases {
        let whole = odd_response(lines.as_bytes(), &body);
        let smuggled = smuggled.clone().into_bytes();
        for (pieces, pause) in [
            (vec![[&whole[..], &smuggled].concat()], Duration::ZERO),
            (vec![whole.clone(), smuggled.clone()], Duration::from_millis(20)),
        ] {
            for way in WAYS {
                let (client, _) = odd_server(pieces.clone(), pause);
                if let Ok(profile) = way(&client, "a", PATIENT) {
                    assert_eq!(profile.user_id, "a", "{lines:?}");
                }
                thread::sleep(pause * 3);
                assert_eq!(way(&client, "b", PATIENT).unwrap().user_id, "b", "{lines:?}");
            }
        }
    }
}

#[test]
fn a_response_framed_twice_is_the_last_on_its_connection() {
    let body = body("a");
    let lines = format!("Transfer-Encoding: chunked\r\nContent-Length: {}\r\n", body.len());
    for way in WAYS {
        let chunked = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
        let (client, connections) =
            odd_server(vec![odd_response(lines.as_bytes(), &chunked)], Duration::ZERO);
        assert_eq!(way(&client, "a", PATIENT).unwrap().user_id, "a");
        assert_eq!(way(&client, "b", PATIENT).unwrap().user_id, "b");
        assert_eq!(connections.load(Ordering::SeqCst), 2);
    }
}

#[test]
fn a_large_head_is_read() {
    let length = body("a").len();
    let many = "Set-Cookie: a=b\r\n".repeat(500);
    let long = format!("X-Long: {}\r\n", "x".repeat(64 * 1024));
    let both = format!("X-Long: {}\r\n", "x".repeat(130)).repeat(500);
    for lines in [many, long, both] {
        let lines = format!("{lines}Content-Length: {length}\r\nContent-Type: application/json\r\n");
        for way in WAYS {
            let (client, _) = odd_server(vec![odd_response(lines.as_bytes(), &body("a"))], Duration::ZERO);
            assert_eq!(way(&client, "a", PATIENT).unwrap().user_id, "a");
        }
    }
}

/// Neither a retry nor the free repetition of a request on a connection that was open before would help.
#[test]
fn a_head_beyond_the_limits_is_an_error_at_once() {
    let many = "Set-Cookie: a=b\r\n".repeat(513);
    let long = format!("X-Long: {}\r\n", "x".repeat(128 * 1024));
    let very_long = format!("X-Long: {}\r\n", "x".repeat(1024 * 1024));
    for lines in [many, long, very_long] {
        for way in WAYS {
            let lines = format!("{lines}Content-Length: 0\r\n");
            let (client, connections) = odd_server(vec![odd_response(lines.as_bytes(), "")], Duration::ZERO);
            assert_eq!(way(&client, "b", PATIENT).unwrap().user_id, "b");
            let error = way(&client, "a", PATIENT).unwrap_err();
            assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Decode, false), "{error}");
            assert!(error.message().contains("exceed 512 lines or 128 KiB"), "{error}");
            assert_eq!((error.attempts(), connections.load(Ordering::SeqCst)), (1, 1));
        }
    }
}

/// The call is made while another one waits for a connection.
#[test]
fn a_call_that_runs_at_the_same_time_gets_its_own_response() {
    let body = body("a");
    let lines = format!("Transfer-Encoding: chunked\r\nContent-Length: {}\r\n", body.len());
    let chunked = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let smuggled = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{WRONG}", WRONG.len());
    let odd = [odd_response(lines.as_bytes(), &chunked), smuggled.into_bytes()].concat();
    let (client, _) = odd_server(vec![odd], Duration::ZERO);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        for _ in 0..100 {
            let calls = tokio::join!(call(&client, "a", PATIENT), call(&client, "b", PATIENT));
            assert_eq!((calls.0.unwrap().user_id, calls.1.unwrap().user_id), ("a".into(), "b".into()));
        }
    });
}
