//! Whose response it is, and when a connection is no longer to be trusted: against servers that misbehave.

#![expect(clippy::unwrap_used, reason = "a test may fail; that is what it is for")]

mod raw;

use std::future::IntoFuture as _;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use genauth::ErrorKind;
use raw::{PATIENT, WAYS, call, response, server, user};

/// What a server sends behind the response to user a must not be taken for the response to user b.
fn nobodys_bytes(excess: &'static str, pause: Duration) {
    for way in WAYS {
        let client = server(move |mut connection, _| {
            while let Some(user) = user(&mut connection) {
                let response = response(&user);
                if user == "a" && pause.is_zero() {
                    // In one packet, so that both are read at once.
                    connection.write_all(format!("{response}{excess}").as_bytes()).unwrap();
                } else {
                    connection.write_all(response.as_bytes()).unwrap();
                    thread::sleep(pause);
                    let _ = connection.write_all(if user == "a" { excess.as_bytes() } else { b"" });
                }
            }
        });
        assert_eq!(way(&client, "a", PATIENT).unwrap().user_id, "a");
        thread::sleep(pause * 3);
        assert_eq!(way(&client, "b", PATIENT).unwrap().user_id, "b");
    }
}

const OF_USER_A: &str =
    "HTTP/1.1 200 OK\r\ncontent-length: 44\r\n\r\n{\"statusCode\":200,\"data\":{\"userId\":\"wrong\"}}";

#[test]
fn a_second_response_is_nobodys() {
    nobodys_bytes(OF_USER_A, Duration::from_millis(50));
    nobodys_bytes(OF_USER_A, Duration::ZERO);
}

#[test]
fn an_interim_response_after_the_final_one_is_nobodys() {
    nobodys_bytes("HTTP/1.1 100 Continue\r\n\r\n", Duration::from_millis(50));
    nobodys_bytes(
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        Duration::ZERO,
    );
}

#[test]
fn a_response_that_was_not_awaited_reaches_no_other_call() {
    for way in WAYS {
        for sent_at_once in [0, 20, 60] {
            let client = server(move |mut connection, _| {
                while let Some(user) = user(&mut connection) {
                    let response = response(&user);
                    let at_once = if user == "a" { sent_at_once } else { response.len() };
                    let (first, rest) = response.as_bytes().split_at(at_once);
                    connection.write_all(first).unwrap();
                    thread::sleep(Duration::from_millis(if user == "a" { 400 } else { 0 }));
                    let _ = connection.write_all(rest);
                }
            });
            let cut_off = way(&client, "a", Duration::from_millis(150)).unwrap_err();
            assert_eq!(cut_off.kind(), ErrorKind::Timeout);
            for _ in 0..3 {
                assert_eq!(way(&client, "b", PATIENT).unwrap().user_id, "b");
                thread::sleep(Duration::from_millis(150));
            }
        }
    }
}

#[test]
fn a_stale_pool_costs_one_free_retry() {
    let (is_stale, connections) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let (stale, opened) = (is_stale.clone(), connections.clone());
    let client = server(move |mut connection, _| {
        opened.fetch_add(1, Ordering::SeqCst);
        let is_old = !stale.load(Ordering::SeqCst);
        while let Some(user) = user(&mut connection) {
            if is_old && stale.load(Ordering::SeqCst) {
                return;
            }
            // So that each of the calls that run at once needs a connection of its own.
            thread::sleep(Duration::from_millis(if is_old { 200 } else { 0 }));
            connection.write_all(response(&user).as_bytes()).unwrap();
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let calls = (0..20).map(|_| call(&client, "a", PATIENT).into_future()).collect::<Vec<_>>();
        for call in calls {
            call.await.unwrap();
        }
        is_stale.store(true, Ordering::SeqCst);
        let before = connections.load(Ordering::SeqCst);
        assert_eq!(call(&client, "b", PATIENT).await.unwrap().user_id, "b");
        assert_eq!((before, connections.load(Ordering::SeqCst)), (20, 21));
    });
}
