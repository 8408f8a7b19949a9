//! Several processes share the session in one file. Each is this test program again, told by the environment what to do.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::process::{self, Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use genauth::{Config, EndReason, FileStore, Session, SessionEvent, TokenSet};
use genauth_emulator::{Emulator, Endpoint, Failure, TEST_APP_ID};

use crate::support::{Directory, events, now};

const HOST: &str = "GENAUTH_TEST_HOST";
const FILE: &str = "GENAUTH_TEST_FILE";
/// How often a child refreshes.
const REFRESHES: &str = "GENAUTH_TEST_REFRESHES";
/// How a child exits that finds the session ended by a refresh whose response somebody lost.
const LOST: i32 = 42;

/// What a child does: opens the session and asks for a token, or refreshes. Without its environment it does nothing.
#[test]
fn child() {
    let (Ok(host), Ok(file)) = (env::var(HOST), env::var(FILE)) else { return };
    let open = || Session::open(&Config::new(TEST_APP_ID, &host), FileStore::new(&file)).unwrap().unwrap();
    match env::var(REFRESHES) {
        Ok(count) => refresh_often(open, count.parse().unwrap()),
        Err(_) => drop(open().access_token().wait().unwrap()),
    }
}

/// Refreshes until the server has issued tokens so often: those of another process do not count.
fn refresh_often(open: impl Fn() -> Session, count: usize) {
    let mut refreshed = 0;
    while refreshed < count {
        // A session of its own each time, whose limit of refreshes is not used up.
        let session = open();
        let events = events(&session);
        let outcome = session.refresh().wait();
        let events = events.try_iter().collect::<Vec<_>>();
        if let Err(error) = outcome {
            assert_eq!(events, [SessionEvent::Ended(EndReason::LostRefresh)], "{error}");
            process::exit(LOST);
        }
        refreshed += events.iter().filter(|event| **event == SessionEvent::Refreshed).count();
    }
}

fn command(emulator: &Emulator, directory: &Directory) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "processes::child"]).stdout(Stdio::null());
    command.env(HOST, emulator.url()).env(FILE, directory.file());
    command
}

fn spawn(emulator: &Emulator, directory: &Directory) -> Child {
    command(emulator, directory).spawn().unwrap()
}

fn spawn_refreshing(emulator: &Emulator, directory: &Directory, count: usize) -> Child {
    command(emulator, directory).env(REFRESHES, count.to_string()).spawn().unwrap()
}

/// A session in a file, whose access token has expired.
fn expired(emulator: &Emulator, directory: &Directory) {
    let tokens = emulator.sign_in("bob").unwrap();
    let tokens = TokenSet::new(tokens.access_token)
        .refresh_token(tokens.refresh_token.unwrap())
        .expires_at(now() - 10);
    let session = Session::from_tokens(&Config::new(TEST_APP_ID, emulator.url()), tokens).unwrap();
    session.use_store(FileStore::new(directory.file())).unwrap();
}

#[test]
fn ten_processes_refresh_once() {
    let (emulator, directory) = (Emulator::builder().start_blocking().unwrap(), Directory::new("ten"));
    expired(&emulator, &directory);
    emulator.provider().fail_next(Endpoint::Token, Failure::Slow { milliseconds: 500 });
    let children: Vec<_> = (0..10).map(|_| spawn(&emulator, &directory)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(emulator.provider().request_counts().refreshes, 1);
}

#[test]
fn two_processes_with_200_refreshes_each_sign_nobody_out() {
    let (emulator, directory) = (Emulator::builder().start_blocking().unwrap(), Directory::new("two"));
    expired(&emulator, &directory);
    let children = [0, 1].map(|_| spawn_refreshing(&emulator, &directory, 200));
    for mut child in children {
        assert!(child.wait().unwrap().success(), "no refresh failed");
    }
    // A token that was used twice would have revoked the grant.
    assert_eq!(emulator.provider().request_counts().refreshes, 400);
}

#[test]
fn a_process_that_is_killed_leaves_the_session_usable_or_explained() {
    let (emulator, directory) = (Emulator::builder().start_blocking().unwrap(), Directory::new("killed"));
    expired(&emulator, &directory);
    let open = || {
        let config = Config::new(TEST_APP_ID, emulator.url());
        Session::open(&config, FileStore::new(directory.file())).unwrap().unwrap()
    };
    // The server rotates the token, and the process dies before it gets the new one.
    emulator.provider().fail_next(Endpoint::Token, Failure::Slow { milliseconds: 5000 });
    let mut child = spawn(&emulator, &directory);
    while emulator.provider().request_counts().refreshes == 0 {
        thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let (session, start) = (open(), Instant::now());
    let events = events(&session);
    let error = session.access_token().wait().unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(3), "the lock died with its holder");
    assert!(error.session_is_dead() && error.message().contains("interrupted"), "{error}");
    assert_eq!(events.try_iter().collect::<Vec<_>>(), [SessionEvent::Ended(EndReason::LostRefresh)]);

    // A process that is killed before the server saw anything costs nothing.
    expired(&emulator, &directory);
    let path = directory.file();
    let mut record: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    record["refreshing_since"] = now().into();
    fs::write(&path, record.to_string()).unwrap();
    let start = Instant::now();
    open().access_token().wait().unwrap();
    assert!(start.elapsed() < Duration::from_secs(3));
}

/// Kills one of two processes at a random moment, and lets the other go on.
#[test]
fn processes_that_are_killed_at_any_moment_tear_and_hide_nothing() {
    let (emulator, directory) = (Emulator::builder().start_blocking().unwrap(), Directory::new("random"));
    for _ in 0..25 {
        expired(&emulator, &directory);
        for _ in 0..3 {
            // Most moments are within a refresh.
            emulator.provider().fail_next(Endpoint::Token, Failure::Slow { milliseconds: 40 });
        }
        let mut victim = spawn_refreshing(&emulator, &directory, usize::MAX);
        let mut other = spawn_refreshing(&emulator, &directory, 2);
        let moment = Duration::from_micros(RandomState::new().build_hasher().finish() % 250_000);
        thread::sleep(moment);
        victim.kill().unwrap();
        victim.wait().unwrap();
        match other.wait().unwrap().code() {
            Some(0) => check_what_is_left(&emulator, &directory),
            Some(LOST) => assert!(!directory.file().exists(), "killed after {moment:?}"),
            code => panic!("killed after {moment:?}: {code:?}"),
        }
    }
}

/// The record is whole, and its session works; or else it says that somebody was refreshing.
fn check_what_is_left(emulator: &Emulator, directory: &Directory) {
    let record: serde_json::Value = serde_json::from_slice(&fs::read(directory.file()).unwrap()).unwrap();
    let store = FileStore::new(directory.file());
    let session = Session::open(&Config::new(TEST_APP_ID, emulator.url()), store).unwrap().unwrap();
    let events = events(&session);
    if let Err(error) = session.refresh().wait() {
        assert!(record["refreshing_since"].is_i64(), "{error}");
        assert_eq!(events.try_iter().collect::<Vec<_>>(), [SessionEvent::Ended(EndReason::LostRefresh)]);
    }
}
