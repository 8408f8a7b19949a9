//! The call over real HTTP: what goes out, what comes back, and who drives it.

#![expect(clippy::unwrap_used, reason = "a test may fail; that is what it is for")]

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use genauth::{Cancel, Client, Config, ErrorKind, ProfileOptions};
use genauth_emulator::{DOCUMENTED_TOKEN, Emulator, SAMPLE};

fn emulator() -> Emulator {
    Emulator::builder().start_blocking().unwrap()
}

fn config(host: &str) -> Config {
    Config::new("test-app", host).access_token(DOCUMENTED_TOKEN)
}

fn client(host: &str) -> Client {
    Client::new(&config(host)).unwrap()
}

/// A server that accepts connections and never answers.
fn silent_server() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

#[test]
fn the_request_is_what_the_service_documents() {
    let emulator = emulator();
    let client =
        Client::new(&config(&format!("{}/tenant/", emulator.url())).language("en-US").user_agent("MyApp/1"))
            .unwrap();
    let profile = client.get_profile(ProfileOptions::all()).wait().unwrap();
    assert_eq!(profile.raw.as_bytes(), SAMPLE);

    let [request] = &emulator.requests("")[..] else { panic!("one request") };
    assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/tenant/api/v3/get-profile"));
    assert_eq!(
        request.query.as_deref(),
        Some("withCustomData=true&withIdentities=true&withDepartmentIds=true")
    );
    let header =
        |name: &str| request.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    assert_eq!(header("authorization"), Some("Bearer documented-user-token"));
    assert_eq!(header("x-genauth-app-id"), Some("test-app"));
    assert_eq!(header("x-genauth-lang"), Some("en-US"));
    assert_eq!(header("accept"), Some("application/json"));
    assert_eq!(header("user-agent"), Some(concat!("genauth/", env!("CARGO_PKG_VERSION"), " (rust) MyApp/1")));
}

#[test]
fn blocking_calls_keep_one_connection() {
    let emulator = emulator();
    let client = client(emulator.url());
    for _ in 0..10 {
        client.get_profile(ProfileOptions::default()).wait().unwrap();
    }
    assert_eq!(emulator.connections().accepted, 1);
}

#[test]
fn a_client_without_calls_has_no_socket() {
    let emulator = emulator();
    let clients: Vec<_> = (0..100).map(|_| client(emulator.url())).collect();
    drop(clients);
    assert_eq!(emulator.connections().accepted, 0);
}

#[test]
fn any_executor_can_await_a_call() {
    let emulator = emulator();
    let client = client(emulator.url());
    for _ in 0..3 {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let profile =
            runtime.block_on(async { client.get_profile(ProfileOptions::default()).await }).unwrap();
        assert_eq!(profile.user_id, "6229ffaxxxxxxxxcade3e3d9");
    }
    assert_eq!(emulator.connections().accepted, 1, "the connection outlives the runtime of its first caller");
}

#[test]
fn a_blocking_call_works_inside_a_foreign_runtime() {
    let emulator = emulator();
    let client = client(emulator.url());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async { client.get_profile(ProfileOptions::default()).wait() }).unwrap();
    runtime.block_on(async move { drop(client) });
}

#[test]
fn a_blocking_call_inside_a_completion_is_refused() {
    let emulator = emulator();
    let client = client(emulator.url());
    let (send, receive) = std::sync::mpsc::channel();
    let inner = client.clone();
    client.get_profile(ProfileOptions::default()).start(move |outcome| {
        outcome.unwrap();
        send.send(inner.get_profile(ProfileOptions::default()).wait()).unwrap();
    });
    assert_eq!(receive.recv().unwrap().unwrap_err().kind(), ErrorKind::InvalidArgument);
}

#[test]
fn sixty_four_threads_share_a_client() {
    let emulator = emulator();
    let client = client(emulator.url());
    thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                for _ in 0..10 {
                    client.get_profile(ProfileOptions::default()).wait().unwrap();
                }
            });
        }
    });
    assert!(emulator.connections().accepted <= 64);
}

#[test]
fn a_dropped_future_closes_its_connection() {
    let (server, url) = silent_server();
    let client = client(&url);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let call = async { client.get_profile(ProfileOptions::default()).await };
        tokio::time::timeout(Duration::from_millis(200), call).await.unwrap_err();
    });
    assert_closed(&server);
}

#[test]
fn cancel_closes_the_connection() {
    let (server, url) = silent_server();
    let client = client(&url);
    let cancel = Cancel::new();
    let start = Instant::now();
    let error = thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(100));
            cancel.cancel();
        });
        client.get_profile(ProfileOptions::default()).cancel(&cancel).wait().unwrap_err()
    });
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_closed(&server);
    let error = client.get_profile(ProfileOptions::default()).cancel(&cancel).wait().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Cancelled, 0));
}

/// The client's end of the first connection is closed: reading brings the request, then the end.
fn assert_closed(server: &TcpListener) {
    let (mut connection, _) = server.accept().unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    std::io::copy(&mut connection, &mut std::io::sink()).unwrap();
}

#[test]
fn one_deadline_covers_the_whole_call() {
    let (_server, url) = silent_server();
    let start = Instant::now();
    let error = client(&url)
        .get_profile(ProfileOptions::default())
        .timeout(Duration::from_millis(150))
        .wait()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("waiting for the response"), "{error}");
    assert!(error.is_retryable());
    assert!((Duration::from_millis(150)..Duration::from_secs(2)).contains(&start.elapsed()));
}

#[test]
fn a_refused_connection_is_tried_three_times() {
    let (server, url) = silent_server();
    drop(server);
    let error = client(&url).get_profile(ProfileOptions::default()).wait().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Network, 3));
    assert!(error.message().to_lowercase().contains("refused"), "{error}");
    let patient = Client::new(&config(&url).max_attempts(1)).unwrap();
    assert_eq!(patient.get_profile(ProfileOptions::default()).wait().unwrap_err().attempts(), 1);
}

#[test]
fn a_connection_that_the_server_closed_costs_no_error() {
    const SCENARIO: &str = r#"{"name": "closing", "replies": [{"sample": true, "fault": "close_after"}]}"#;
    let emulator = Emulator::builder().scenario_json(SCENARIO).start_blocking().unwrap();
    let client =
        Client::new(&config(&format!("{}/scenario/closing/rust", emulator.url())).max_attempts(1)).unwrap();
    for _ in 0..20 {
        client.get_profile(ProfileOptions::default()).wait().unwrap();
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for _ in 0..20 {
        runtime.block_on(async { client.get_profile(ProfileOptions::default()).await }).unwrap();
    }
}

#[test]
fn the_token_of_the_call_wins_and_a_wrong_one_is_refused() {
    let emulator = emulator();
    let client = client(emulator.url());
    let wrong = || genauth::AccessToken::try_from("wrong").unwrap();
    let error = client.get_profile(ProfileOptions::default()).access_token(wrong()).wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!(
        (error.http_status(), error.status_code(), error.api_code()),
        (Some(200), Some(401), Some("2020"))
    );
    assert!(error.session_is_dead() && error.request_id().is_some());

    client.set_access_token(None);
    let error = client.get_profile(ProfileOptions::default()).wait().unwrap_err();
    assert_eq!(
        (error.kind(), error.session_is_dead(), error.attempts()),
        (ErrorKind::Unauthenticated, false, 0)
    );
    assert_eq!(emulator.requests("").len(), 1);
}

#[test]
fn tokens_are_never_shown() {
    let token = "very-secret-token";
    let config =
        Config::new("app", "http://127.0.0.1:1").access_token(token).proxy("http://u:pass-word@127.0.0.1:1");
    let client = Client::new(&config).unwrap();
    let error = client.get_profile(ProfileOptions::default()).wait().unwrap_err();
    let shown = format!(
        "{config:?} {client:?} {error:?} {error} {:?}",
        client.get_profile(ProfileOptions::default())
    );
    assert!(!shown.contains(token) && !shown.contains("pass-word"), "{shown}");
}
