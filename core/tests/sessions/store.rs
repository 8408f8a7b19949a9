//! A session and its store: saved before used, never over what somebody else saved, never brought back.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use genauth::{
    ErrorKind, FileStore, Loaded, MemoryStore, Record, Saved, Session, SessionEvent, Store, StoreError,
};
use serde_json::json;

use crate::support::{Directory, Script, events, invalid_grant, issued, now, refused, revoked, tokens};

fn load(store: &impl Store) -> Option<Record> {
    match store.load().unwrap() {
        Loaded::Record(record) => Some(*record),
        _ => None,
    }
}

/// A store that fails or blocks as told.
#[derive(Clone, Default)]
struct Moody {
    store: MemoryStore,
    is_broken: Arc<AtomicBool>,
    is_locked: Arc<AtomicBool>,
    saves: Arc<Mutex<Vec<String>>>,
}

impl Store for Moody {
    fn load(&self) -> Result<Loaded, StoreError> {
        if self.is_locked.load(Ordering::SeqCst) { Ok(Loaded::Locked) } else { self.store.load() }
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError> {
        if self.is_broken.load(Ordering::SeqCst) {
            return Err(format!("cannot save {}", record.tokens.access_token.as_str()).into());
        }
        let journal = record.refreshing_since.map_or("", |_| "refreshing ");
        self.saves.lock().unwrap().push(format!("{journal}{}", record.tokens.access_token.as_str()));
        self.store.save(expected, record)
    }

    fn remove(&self) -> Result<(), StoreError> {
        if self.is_broken.load(Ordering::SeqCst) {
            return Err("cannot remove".into());
        }
        self.store.remove()
    }
}

#[test]
fn a_session_is_taken_up_where_it_was_left() {
    let script = Script::new(&json!([issued(1)]));
    let store = MemoryStore::new();
    assert!(Session::open(&script.config, store.clone()).unwrap().is_none());
    let session = script.session(-10);
    session.use_store(store.clone()).unwrap();
    assert_eq!(load(&store).unwrap().tokens, session.tokens().unwrap(), "saved at once");
    session.refresh().wait().unwrap();
    let again = Session::open(&script.config, store).unwrap().unwrap();
    assert_eq!(again.tokens(), session.tokens());
    assert_eq!(again.access_token().wait().unwrap().as_str(), "access-1");
    assert_eq!(script.refreshes(), 1);
}

#[test]
fn a_file_that_was_made_beforehand_is_empty() {
    let directory = Directory::new("made-beforehand");
    std::fs::write(directory.file(), "").unwrap();
    let (script, store) = (Script::new(&json!([issued(1)])), FileStore::new(directory.file()));
    assert!(load(&store).is_none());
    script.session(3600).use_store(store).unwrap();
    assert!(load(&FileStore::new(directory.file())).is_some());
}

#[test]
fn a_refresh_is_announced_and_saved_before_anybody_gets_it() {
    let script = Script::new(&json!([issued(1)]));
    let (session, store) = (script.session(-10), Moody::default());
    session.use_store(store.clone()).unwrap();
    let saves = store.saves.clone();
    let (sender, receiver) = mpsc::channel();
    session.on_event(move |_| sender.send(saves.lock().unwrap().clone()).unwrap());
    session.access_token().wait().unwrap();
    assert_eq!(receiver.recv().unwrap(), ["access-0", "refreshing access-0", "access-1"]);
}

#[test]
fn a_conflict_takes_the_other_tokens() {
    let script = Script::new(&json!([issued(1), issued(2)]));
    let store = MemoryStore::new();
    script.session(-10).use_store(store.clone()).unwrap();
    let first = Session::open(&script.config, store.clone()).unwrap().unwrap();
    let second = Session::open(&script.config, store).unwrap().unwrap();
    assert_eq!(first.access_token().wait().unwrap().as_str(), "access-1");
    assert_eq!(second.access_token().wait().unwrap().as_str(), "access-1");
    assert_eq!(script.refreshes(), 1);
}

#[test]
fn two_sessions_of_one_store_do_not_refresh_at_once() {
    let mut slow = issued(1);
    slow["delay_ms"] = 300.into();
    let script = Script::new(&json!([slow, invalid_grant()]));
    let store = MemoryStore::new();
    script.session(-10).use_store(store.clone()).unwrap();
    let open = || Session::open(&script.config, store.clone()).unwrap().unwrap();
    let sessions = [open(), open(), open()];
    thread::scope(|scope| {
        for session in &sessions {
            scope.spawn(|| assert_eq!(session.access_token().wait().unwrap().as_str(), "access-1"));
        }
    });
    assert_eq!(script.refreshes(), 1);
}

#[test]
fn a_refused_refresh_takes_what_another_process_saved() {
    let mut slow = invalid_grant();
    slow["delay_ms"] = 200.into();
    let script = Script::new(&json!([slow]));
    let (session, store) = (script.session(-10), MemoryStore::new());
    session.use_store(store.clone()).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(100));
            let mut record = load(&store).unwrap();
            let before = record.generation;
            record.generation += 1;
            record.refreshing_since = None;
            record.tokens = tokens(3600);
            record.tokens.access_token = String::from("theirs").into();
            assert!(matches!(store.save(before, &record), Ok(Saved::Saved)));
        });
        assert_eq!(session.access_token().wait().unwrap().as_str(), "theirs");
    });
}

#[test]
fn a_store_that_fails_costs_no_call() {
    let script = Script::new(&json!([issued(1), issued(2)]));
    let (session, store) = (script.session(-10), Moody::default());
    session.use_store(store.clone()).unwrap();
    let events = events(&session);
    store.is_broken.store(true, Ordering::SeqCst);
    assert_eq!(session.access_token().wait().unwrap().as_str(), "access-1");
    assert_eq!(
        events.try_iter().collect::<Vec<_>>(),
        [SessionEvent::StoreFailed, SessionEvent::Refreshed],
        "once"
    );
    session.access_token().wait().unwrap();
    store.is_broken.store(false, Ordering::SeqCst);
    session.access_token().wait().unwrap();
    assert_eq!(load(&store.store).unwrap().tokens.access_token.as_str(), "access-1", "saved at last");
    session.refresh().wait().unwrap();
    assert_eq!(load(&store.store).unwrap().tokens.access_token.as_str(), "access-2");
}

#[test]
fn a_store_that_panics_has_failed() {
    struct Panics(MemoryStore);

    impl Store for Panics {
        fn load(&self) -> Result<Loaded, StoreError> {
            self.0.load()
        }

        fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError> {
            assert_ne!(record.tokens.access_token.as_str(), "access-1", "a bug of the application");
            self.0.save(expected, record)
        }

        fn remove(&self) -> Result<(), StoreError> {
            panic!("another bug of the application")
        }

        fn try_lock(&self) -> Result<genauth::Lock, StoreError> {
            panic!("and another one")
        }
    }

    let script = Script::new(&json!([issued(1), revoked()]));
    let session = script.session(-10);
    session.use_store(Panics(MemoryStore::new())).unwrap();
    let events = events(&session);
    assert_eq!(session.access_token().wait().unwrap().as_str(), "access-1");
    assert_eq!(events.try_iter().next(), Some(SessionEvent::StoreFailed));
    let outcome = session.sign_out().wait().unwrap();
    assert!(outcome.revoked && !outcome.store_removed, "{outcome:?}");
}

#[test]
fn a_store_that_fails_at_once_is_tried_again() {
    let script = Script::new(&json!([issued(1)]));
    let (session, store) = (script.session(3600), Moody::default());
    store.is_broken.store(true, Ordering::SeqCst);
    let error = session.use_store(store.clone()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Store);
    assert!(!format!("{error:?}").contains("access-0"), "{error:?}");
    store.is_broken.store(false, Ordering::SeqCst);
    session.access_token().wait().unwrap();
    assert_eq!(load(&store.store).unwrap().tokens.access_token.as_str(), "access-0");
}

#[test]
fn a_locked_store_is_not_an_empty_one() {
    let script = Script::new(&json!([issued(1)]));
    let (session, store) = (script.session(-10), Moody::default());
    session.use_store(store.clone()).unwrap();
    store.is_locked.store(true, Ordering::SeqCst);
    let error = Session::open(&script.config, store).unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Store, true));
    assert_eq!(session.access_token().wait().unwrap_err().kind(), ErrorKind::Store);
    assert_eq!(script.refreshes(), 0, "what cannot be saved is not asked for");
    assert!(session.tokens().is_some());
}

#[test]
fn a_removed_record_is_not_resurrected() {
    let mut slow = issued(1);
    slow["delay_ms"] = 200.into();
    let script = Script::new(&json!([slow, revoked()]));
    let (session, store) = (script.session(-10), MemoryStore::new());
    session.use_store(store.clone()).unwrap();
    let events = events(&session);
    thread::scope(|scope| {
        let waiter = scope.spawn(|| session.access_token().wait());
        thread::sleep(Duration::from_millis(100));
        store.remove().unwrap();
        assert_eq!(waiter.join().unwrap().unwrap_err().kind(), ErrorKind::Unauthenticated);
    });
    assert!(load(&store).is_none() && session.tokens().is_none());
    assert_eq!(events.try_iter().collect::<Vec<_>>(), [SessionEvent::SignedOut]);
    let [revocation] = &script.requests("/revocation")[..] else { panic!("one revocation") };
    assert!(crate::support::form(revocation).contains(&("token".into(), "refresh-1".into())));
}

#[test]
fn a_dead_session_leaves_no_record() {
    let script = Script::new(&json!([invalid_grant()]));
    let (session, store) = (script.session(-10), MemoryStore::new());
    session.use_store(store.clone()).unwrap();
    session.access_token().wait().unwrap_err();
    assert!(load(&store).is_none());
}

#[test]
fn another_application_is_refused() {
    let script = Script::new(&json!([issued(1)]));
    let store = MemoryStore::new();
    script.session(3600).use_store(store.clone()).unwrap();
    let other = genauth::Config::new("other", script.emulator.url());
    assert_eq!(Session::open(&other, store).unwrap_err().kind(), ErrorKind::Store);
}

#[test]
fn an_interrupted_refresh_explains_a_refused_one() {
    let script = Script::new(&json!([invalid_grant()]));
    let store = MemoryStore::new();
    script.session(-10).use_store(store.clone()).unwrap();
    let mut record = load(&store).unwrap();
    record.refreshing_since = Some(now() - 3600);
    store.save(record.generation, &record).unwrap();
    let session = Session::open(&script.config, store).unwrap().unwrap();
    let error = session.access_token().wait().unwrap_err();
    assert!(error.session_is_dead() && error.message().contains("interrupted"), "{error}");
}

#[test]
fn a_refresh_that_is_not_in_progress_leaves_no_note() {
    let script = Script::new(&json!([refused(500, "server_error")]));
    let (session, store) = (script.session(-10), MemoryStore::new());
    session.use_store(store.clone()).unwrap();
    for _ in 0..7 {
        session.access_token().wait().unwrap_err();
        assert_eq!(load(&store).unwrap().refreshing_since, None);
    }
    assert_eq!(script.refreshes(), 5);
    let lost = Script::new(&json!([{ "on": "POST /oidc/token", "fault": "reset" }]));
    let session = lost.session(-10);
    session.use_store(store.clone()).unwrap();
    session.access_token().wait().unwrap_err();
    assert!(load(&store).unwrap().refreshing_since.is_some(), "nobody knows what became of it");
}

#[test]
fn a_file_keeps_a_session_for_its_owner_alone() {
    let directory = Directory::new("file");
    let script = Script::new(&json!([issued(1)]));
    let open = || FileStore::new(directory.file());
    assert!(Session::open(&script.config, open()).unwrap().is_none());
    let session = script.session(-10);
    session.use_store(open()).unwrap();
    session.refresh().wait().unwrap();
    let again = Session::open(&script.config, open()).unwrap().unwrap();
    assert_eq!(again.tokens(), session.tokens());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for file in std::fs::read_dir(directory.file().parent().unwrap()).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
    std::fs::write(directory.file(), r#"{"tokens": "access-1"#).unwrap();
    let error = Session::open(&script.config, open()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Store);
    assert!(!format!("{error:?}").contains("access-1"));
}
