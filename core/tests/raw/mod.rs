//! Servers that write raw bytes, and the two ways to call them.

use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use genauth::{AccessToken, Client, Config, Error, Profile, ProfileOptions};

/// How a call is made.
type Way = fn(&Client, &str, Duration) -> Result<Profile, Error>;

pub(crate) const WAYS: [Way; 2] = [
    |client, token, timeout| call(client, token, timeout).wait(),
    |client, token, timeout| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async { call(client, token, timeout).await })
    },
];

pub(crate) const PATIENT: Duration = Duration::from_secs(5);

pub(crate) fn call(client: &Client, token: &str, timeout: Duration) -> genauth::Call<genauth::GetProfile> {
    let token = AccessToken::try_from(token).unwrap();
    client.get_profile(ProfileOptions::default()).access_token(token).timeout(timeout)
}

/// A server with a thread for each connection; `serve` gets it and its number.
pub(crate) fn server(serve: impl Fn(TcpStream, usize) + Send + Sync + 'static) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let config = Config::new("app", format!("http://{}", listener.local_addr().unwrap()));
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for (number, connection) in listener.incoming().enumerate() {
            let serve = serve.clone();
            thread::spawn(move || serve(connection.unwrap(), number));
        }
    });
    Client::new(&config.proxy("none").max_attempts(1)).unwrap()
}

/// The name of the user whose token the next request carries; `None` at the end of the connection.
pub(crate) fn user(connection: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if connection.read(&mut byte).unwrap_or(0) == 0 {
            return None;
        }
        request.push(byte[0]);
    }
    let request = String::from_utf8(request).unwrap();
    let token = request.lines().find_map(|line| line.strip_prefix("authorization: Bearer "))?;
    Some(token.to_owned())
}

pub(crate) fn response(user: &str) -> String {
    let body = format!(r#"{{"statusCode":200,"message":"","data":{{"userId":"{user}"}}}}"#);
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}
