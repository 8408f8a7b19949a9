//! What the tests of sessions share: scripted replies, and times.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{SystemTime, UNIX_EPOCH};

use genauth::{Config, Session, SessionEvent, TokenSet};
use genauth_emulator::{Emulator, RecordedRequest};
use serde_json::{Value, json};

/// An emulator with one scenario, and the configuration of a client of it.
pub(crate) struct Script {
    pub(crate) emulator: Emulator,
    pub(crate) config: Config,
}

impl Script {
    pub(crate) fn new(replies: &Value) -> Self {
        let scenario = json!({ "name": "script", "replies": replies }).to_string();
        let emulator = Emulator::builder().scenario_json(scenario).start_blocking().unwrap();
        let config = Config::new("app", format!("{}/scenario/script/test", emulator.url()));
        Self { emulator, config }
    }

    /// A session with tokens that expire in `left` seconds.
    pub(crate) fn session(&self, left: i64) -> Session {
        Session::from_tokens(&self.config, tokens(left)).unwrap()
    }

    /// The requests whose path ends with `path`.
    pub(crate) fn requests(&self, path: &str) -> Vec<RecordedRequest> {
        self.emulator.requests("").into_iter().filter(|request| request.path.ends_with(path)).collect()
    }

    /// How many refreshes were sent.
    pub(crate) fn refreshes(&self) -> usize {
        self.requests("/oidc/token").len()
    }
}

/// The first tokens of a session.
pub(crate) fn tokens(left: i64) -> TokenSet {
    TokenSet::new("access-0").refresh_token("refresh-0").expires_at(now() + left)
}

pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().try_into().unwrap()
}

/// A reply of the token endpoint with the tokens number `n`.
pub(crate) fn issued(n: usize) -> Value {
    json!({
        "on": "POST /oidc/token",
        "body": {
            "access_token": format!("access-{n}"),
            "refresh_token": format!("refresh-{n}"),
            "token_type": "Bearer",
            "expires_in": 3600,
        },
    })
}

/// A reply of the token endpoint that refuses the grant.
pub(crate) fn invalid_grant() -> Value {
    refused(400, "invalid_grant")
}

pub(crate) fn refused(status: u16, error: &str) -> Value {
    json!({
        "on": "POST /oidc/token",
        "status": status,
        "body": { "error": error, "error_description": "grant request is invalid" },
    })
}

/// A success of the revocation endpoint.
pub(crate) fn revoked() -> Value {
    json!({ "on": "POST /oidc/token/revocation", "status": 200, "body": "" })
}

pub(crate) fn profile() -> Value {
    json!({ "sample": true })
}

pub(crate) fn not_signed_in() -> Value {
    json!({ "body": { "statusCode": 401, "apiCode": 2020, "message": "not signed in" } })
}

/// The events of a session.
pub(crate) fn events(session: &Session) -> Receiver<SessionEvent> {
    let (sender, receiver) = channel();
    session.on_event(move |event| {
        let _ = sender.send(event);
    });
    receiver
}

/// The fields of a request's form.
pub(crate) fn form(request: &RecordedRequest) -> Vec<(String, String)> {
    url::form_urlencoded::parse(request.body.as_bytes()).into_owned().collect()
}

/// Asks for `url` as a browser would, and gives the response's head and body.
pub(crate) fn browse(url: &str) -> String {
    let url = url::Url::parse(url).unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", url.port().unwrap())).unwrap();
    let target = &url[url::Position::BeforePath..];
    write!(stream, "GET {target} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

/// Where a response sends the browser.
pub(crate) fn location(response: &str) -> String {
    let is_location = |line: &&str| line.to_ascii_lowercase().starts_with("location: ");
    response.lines().find(is_location).unwrap().split_once(": ").unwrap().1.to_owned()
}

/// A directory of one test, gone when it ends.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("genauth-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("session.json")
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
