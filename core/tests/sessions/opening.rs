//! A session that a program opens and soon leaves: no refresh may be cut off by its end.

use std::time::{Duration, Instant};

use genauth::{MemoryStore, ProfileOptions, Session};
use serde_json::json;

use crate::support::{Script, invalid_grant, issued, profile, refused};

/// A session that was kept with tokens that expire in `left` seconds, opened again.
fn opened(script: &Script, left: i64) -> Session {
    let store = MemoryStore::new();
    script.session(left).use_store(store.clone()).unwrap();
    Session::open(&script.config, store).unwrap().unwrap()
}

#[test]
fn a_token_that_is_stale_when_it_is_opened_is_replaced_first() {
    let script = Script::new(&json!([issued(1), profile()]));
    let session = opened(&script, 100);
    session.client().get_profile(ProfileOptions::default()).wait().unwrap();
    let calls = script.requests("/get-profile");
    assert!(calls[0].headers.contains(&("authorization".into(), "Bearer access-1".into())));
    assert_eq!(script.refreshes(), 1);
}

#[test]
fn a_stale_token_that_cannot_be_replaced_soon_serves() {
    let mut slow = issued(1);
    slow["delay_ms"] = 8000.into();
    for reply in [slow, refused(500, "server_error")] {
        let script = Script::new(&json!([reply]));
        let session = opened(&script, 100);
        let start = Instant::now();
        assert_eq!(session.access_token().wait().unwrap().as_str(), "access-0");
        assert!(start.elapsed() < Duration::from_secs(7), "{:?}", start.elapsed());
        // Once is enough.
        let start = Instant::now();
        assert_eq!(session.access_token().wait().unwrap().as_str(), "access-0");
        assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
    }
    let script = Script::new(&json!([invalid_grant()]));
    assert!(opened(&script, 100).access_token().wait().unwrap_err().session_is_dead());
}
