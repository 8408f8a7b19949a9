//! A login whose redirect comes to this process.

use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use genauth::{Config, ErrorKind, Login, LoginOptions};
use genauth_emulator::{Emulator, Endpoint, Failure, TEST_APP_ID};

use crate::support::{browse, location};

fn start() -> (Emulator, Login) {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let config = Config::new(TEST_APP_ID, emulator.url());
    let login = Login::listen(&config, LoginOptions::default().login_hint("bob")).unwrap();
    (emulator, login)
}

/// The redirect URI, without what the server adds.
fn callback(login: &Login) -> String {
    let url = url::Url::parse(login.url()).unwrap();
    url.query_pairs().find(|(name, _)| name == "redirect_uri").unwrap().1.into_owned()
}

#[test]
fn the_browser_comes_back() {
    let (_emulator, login) = start();
    // A browser opens connections in advance, and never uses some.
    let _idle = TcpStream::connect(callback(&login).split('/').nth(2).unwrap()).unwrap();
    thread::scope(|scope| {
        let session = scope.spawn(|| login.wait().wait().unwrap());
        let redirected = location(&browse(login.url()));
        let page = browse(&redirected);
        assert!(page.starts_with("HTTP/1.1 200") && page.contains("Signed in"), "{page}");
        assert!(session.join().unwrap().claims().is_some());
    });
}

#[test]
fn nobody_else_can_end_it() {
    let (emulator, login) = start();
    let callback = callback(&login);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    thread::scope(|scope| {
        let session = scope.spawn(|| runtime.block_on(async { login.wait().await }));
        for stray in ["?state=wrong&code=x", "?error=access_denied", ""] {
            assert!(browse(&format!("{callback}{stray}")).starts_with("HTTP/1.1 400"));
        }
        assert!(browse(&callback.replace("/callback", "/favicon.ico")).starts_with("HTTP/1.1 404"));
        let page = browse(&format!("{callback}?state=<script>&error=<script>"));
        assert!(!page.contains("<script>"), "{page}");
        let failure = Failure::OauthError { error: "access_denied".into() };
        emulator.provider().fail_next(Endpoint::Authorization, failure);
        let page = browse(&location(&browse(login.url())));
        assert!(page.contains("Not signed in"), "{page}");
        let error = session.join().unwrap().unwrap_err();
        assert_eq!((error.kind(), error.oauth_error()), (ErrorKind::Login, Some("access_denied")));
    });
}

#[test]
fn the_page_tells_of_the_exchange() {
    let (_emulator, login) = start();
    thread::scope(|scope| {
        let session = scope.spawn(|| login.wait().wait());
        let page = browse(&location(&browse(login.url())).replace("code=", "code=x"));
        assert!(page.contains("Not signed in"), "{page}");
        assert_eq!(session.join().unwrap().unwrap_err().kind(), ErrorKind::Login);
    });
}

#[test]
fn a_server_that_hangs_does_not_keep_the_browser() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let config = Config::new(TEST_APP_ID, emulator.url()).timeout(Duration::from_millis(300));
    let login = Login::listen(&config, LoginOptions::default().login_hint("bob")).unwrap();
    emulator.provider().fail_next(Endpoint::Token, Failure::Slow { milliseconds: 30_000 });
    thread::scope(|scope| {
        let session = scope.spawn(|| login.wait().wait());
        let page = browse(&location(&browse(login.url())));
        assert!(page.contains("Sign-in failed"), "{page}");
        assert_eq!(session.join().unwrap().unwrap_err().kind(), ErrorKind::Timeout);
    });
}

#[test]
fn waiting_ends_in_time_and_may_begin_again() {
    let (_emulator, login) = start();
    let start = Instant::now();
    let error = login.wait().timeout(Duration::from_millis(100)).wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(start.elapsed() < Duration::from_secs(2));
    thread::scope(|scope| {
        let session = scope.spawn(|| login.wait().wait());
        browse(&location(&browse(login.url())));
        session.join().unwrap().unwrap();
    });
}

#[test]
fn only_loopback_and_only_listed_ports() {
    let config = Config::new("app", "https://example.genauth.ai");
    for uri in ["http://localhost/cb", "https://127.0.0.1/cb", "http://192.0.2.1/cb", "app:/cb"] {
        let error = Login::listen(&config, LoginOptions::new(uri)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{uri}");
    }
    let taken = Login::listen(&config, LoginOptions::default()).unwrap();
    let port = url::Url::parse(&callback(&taken)).unwrap().port().unwrap();
    let options = LoginOptions::new("http://127.0.0.1/cb").ports([port]);
    assert_eq!(Login::listen(&config, options).unwrap_err().kind(), ErrorKind::InvalidArgument);
    let second = Login::listen(&config, LoginOptions::new("http://127.0.0.1/cb").ports([port, 0])).unwrap();
    assert!(callback(&second).ends_with("/cb") && callback(&second) != callback(&taken));
    let login = Login::begin(&config, LoginOptions::new("app:/cb")).unwrap();
    assert_eq!(login.wait().wait().unwrap_err().kind(), ErrorKind::InvalidArgument);
}
