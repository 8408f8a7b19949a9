//! Requests with a body: read, recorded, bounded.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use genauth_emulator::{Emulator, Outcome, RecordedRequest};

use crate::client::{connect, eventually, get, parse, read_one, read_to_end, send};

const LIMIT: usize = 1024 * 1024;

fn emulator() -> Emulator {
    Emulator::builder().start_blocking().expect("a free port")
}

/// Sends a POST to `/x` whose body goes out as it is.
fn post(mut stream: &TcpStream, lines: &[&str], body: &[u8]) {
    send(stream, "POST", "/x", lines);
    stream.write_all(body).expect("the body goes out");
}

fn only(emulator: &Emulator) -> RecordedRequest {
    eventually("the request is concluded", || {
        emulator.requests("").iter().any(|request| request.outcome != Outcome::Pending)
    });
    let [request] = &emulator.requests("")[..] else { panic!("one request") };
    request.clone()
}

#[test]
fn bodies_are_recorded_without_their_framing() {
    let chunked = b"5\r\ngrant\r\n6;ext=1\r\n_type=\r\n0\r\ntrailer: t\r\n\r\n";
    for (line, sent, recorded) in [
        ("content-length: 10", &b"a=%41&b=\xff!"[..], &b"a=%41&b=\xff!"[..]),
        ("transfer-encoding: chunked", &chunked[..], b"grant_type="),
        ("content-length: 0", b"", b""),
    ] {
        let emulator = emulator();
        let stream = connect(emulator.address());
        post(&stream, &[line], sent);
        assert_eq!(read_one(&stream).status(), 404);
        let request = only(&emulator);
        assert_eq!((request.method.as_str(), request.body.as_bytes()), ("POST", recorded), "{line}");

        let json = get(&emulator, "/__emulator/requests", &[]).json();
        assert_eq!(json[0]["body"], *String::from_utf8_lossy(recorded));
        send(&stream, "GET", "/y", &[]);
        assert_eq!(read_one(&stream).status(), 404, "the connection is fit for another request");
        assert_eq!(emulator.requests("/y")[0].connection, request.connection);
    }
}

#[test]
fn a_body_up_to_the_limit_is_read() {
    let emulator = emulator();
    let stream = connect(emulator.address());
    post(&stream, &[&format!("content-length: {LIMIT}")], &vec![b'x'; LIMIT]);
    assert_eq!(read_one(&stream).status(), 404);
    assert_eq!(only(&emulator).body.as_bytes().len(), LIMIT);
}

#[test]
fn a_body_over_the_limit_is_refused_and_not_recorded() {
    let chunks =
        |size: usize| [format!("{size:x}\r\n").as_bytes(), &vec![b'x'; size], b"\r\n0\r\n\r\n"].concat();
    for (line, body) in [
        // So much that it does not fit into the buffers of a connection on which nobody reads.
        (format!("content-length: {}", 32 * LIMIT), vec![b'x'; 32 * LIMIT]),
        ("transfer-encoding: chunked".to_owned(), chunks(LIMIT + 1)),
    ] {
        let emulator = emulator();
        let stream = connect(emulator.address());
        post(&stream, &[&line], &body);
        let (bytes, end) = read_to_end(&stream);
        end.expect("the client can read the response, although it was sending");
        let response = parse(&bytes);
        assert_eq!((response.status(), response.header("connection")), (413, Some("close")), "{line}");
        assert_eq!(response.json()["statusCode"], 413);
        let request = only(&emulator);
        assert_eq!((request.body.as_bytes(), request.outcome), (&b""[..], Outcome::Answered));
    }
}

#[test]
fn a_client_that_expects_100_continue_gets_it() {
    let emulator = emulator();
    let mut stream = connect(emulator.address());
    post(&stream, &["content-length: 4", "expect: 100-continue"], b"");
    let mut interim = [0; 25];
    stream.read_exact(&mut interim).unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"body").unwrap();
    assert_eq!(read_one(&stream).status(), 404);
    assert_eq!(only(&emulator).body.as_bytes(), b"body");
}

#[test]
fn a_body_that_will_be_too_large_is_not_asked_for() {
    let emulator = emulator();
    let stream = connect(emulator.address());
    post(&stream, &[&format!("content-length: {}", LIMIT + 1), "expect: 100-continue"], b"");
    assert_eq!(read_one(&stream).status(), 413);
}

#[test]
fn an_incomplete_request_is_an_abort_and_no_record() {
    for (line, sent) in [("content-length: 10", "four"), ("transfer-encoding: chunked", "no size\r\n")] {
        let emulator = emulator();
        let stream = connect(emulator.address());
        post(&stream, &[line], sent.as_bytes());
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        assert_eq!(read_to_end(&stream).0, b"", "{line}");
        eventually("it is counted", || emulator.connections().aborted == 1);
        assert_eq!(emulator.requests(""), []);
    }
}

#[test]
fn the_oldest_requests_go_when_bodies_take_too_much_memory() {
    let emulator = emulator();
    let stream = connect(emulator.address());
    for _ in 0..70 {
        post(&stream, &[&format!("content-length: {LIMIT}")], &vec![b'x'; LIMIT]);
        read_one(&stream);
    }
    let requests = emulator.requests("");
    assert_eq!((requests.len(), requests[0].id), (64, 7));
    emulator.clear_requests("");
    post(&stream, &["content-length: 1"], b"x");
    read_one(&stream);
    assert_eq!(emulator.requests("").len(), 1, "what was cleared takes no memory");
}

#[test]
fn debug_output_shows_no_secret() {
    let emulator = emulator();
    let stream = connect(emulator.address());
    send(
        &stream,
        "POST",
        "/x?code=secret-code",
        &[
            "authorization: Bearer secret-token",
            "cookie: secret-cookie",
            "x-shown: yes",
            "content-length: 20",
        ],
    );
    (&stream).write_all(b"password=secret-word").unwrap();
    read_one(&stream);
    let debug = format!("{:?}", only(&emulator));
    assert!(!debug.contains("secret"), "{debug}");
    for shown in ["POST", "/x", "x-shown", "yes", "20 bytes", "Answered"] {
        assert!(debug.contains(shown), "{shown}: {debug}");
    }
}
