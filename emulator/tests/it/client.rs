//! The least HTTP client that shows every byte.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use genauth_emulator::Emulator;
use serde_json::Value;

/// Longer than any scripted delay: a test fails instead of hanging.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn status(&self) -> u16 {
        let status = self.head.split(' ').nth(1).expect("a status line");
        status.parse().expect("a numeric status")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    pub(crate) fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        pairs.filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the emulator listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
    stream
}

/// Sends one request; `lines` are further header lines.
pub(crate) fn send(mut stream: &TcpStream, method: &str, target: &str, lines: &[&str]) {
    let mut request = format!("{method} {target} HTTP/1.1\r\nhost: emulator\r\n");
    for line in lines {
        request.push_str(line);
        request.push_str("\r\n");
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).expect("the request goes out");
}

/// Everything until the connection ends, and how it ended.
pub(crate) fn read_to_end(mut stream: &TcpStream) -> (Vec<u8>, io::Result<()>) {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return (bytes, Ok(())),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) => return (bytes, Err(error)),
        }
    }
}

/// Splits head and body, and takes the body's chunks apart.
pub(crate) fn parse(bytes: &[u8]) -> Response {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a whole head");
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a readable head");
    let mut response = Response { head, body: bytes[end + 4..].to_vec() };
    if response.header("transfer-encoding") == Some("chunked") {
        response.body = chunks(&response.body).concat();
    }
    response
}

pub(crate) fn chunks(mut rest: &[u8]) -> Vec<Vec<u8>> {
    let mut chunks = Vec::new();
    loop {
        let line = rest.windows(2).position(|window| window == b"\r\n").expect("a chunk size");
        let size = std::str::from_utf8(&rest[..line]).expect("a readable chunk size");
        let size = usize::from_str_radix(size, 16).expect("a hexadecimal chunk size");
        if size == 0 {
            return chunks;
        }
        chunks.push(rest[line + 2..line + 2 + size].to_vec());
        rest = &rest[line + 4 + size..];
    }
}

/// One request on a connection of its own.
pub(crate) fn request(address: SocketAddr, method: &str, target: &str, lines: &[&str]) -> Response {
    let stream = connect(address);
    send(&stream, method, target, &[lines, &["connection: close"]].concat());
    let (bytes, end) = read_to_end(&stream);
    end.expect("the connection ends in peace");
    parse(&bytes)
}

pub(crate) fn get(emulator: &Emulator, target: &str, lines: &[&str]) -> Response {
    request(emulator.address(), "GET", target, lines)
}

/// Sends a body on a connection of its own.
pub(crate) fn post(emulator: &Emulator, target: &str, content_type: &str, body: &str) -> Response {
    let mut stream = connect(emulator.address());
    let length = body.len();
    let head = format!(
        "POST {target} HTTP/1.1\r\nhost: emulator\r\nconnection: close\r\n\
         content-type: {content_type}\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("the head goes out");
    stream.write_all(body.as_bytes()).expect("the body goes out");
    let (bytes, end) = read_to_end(&stream);
    end.expect("the connection ends in peace");
    parse(&bytes)
}

/// Reads one reply with a content-length and leaves the connection open.
pub(crate) fn read_one(mut stream: &TcpStream) -> Response {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("a whole head");
        bytes.push(byte[0]);
    }
    let mut response = parse(&bytes);
    let length = response.header("content-length").expect("a content-length");
    response.body = vec![0; length.parse().expect("a numeric content-length")];
    stream.read_exact(&mut response.body).expect("a whole body");
    response
}

/// Waits until `condition` holds; what another thread does takes a moment.
pub(crate) fn eventually(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..500 {
        if condition() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("never happened: {what}");
}
