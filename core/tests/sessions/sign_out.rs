//! A sign-out leaves nothing behind, whatever the network does.

use std::thread;
use std::time::Duration;

use genauth::{
    Config, ErrorKind, Loaded, MemoryStore, ProfileOptions, Session, SessionEvent, Store as _, TokenSet,
};
use genauth_emulator::{Emulator, TEST_APP_ID};
use serde_json::json;

use crate::support::{Script, events, form, issued, revoked, tokens};

#[test]
fn a_sign_out_revokes_and_wipes() {
    let script = Script::new(&json!([revoked()]));
    let (session, store) = (script.session(3600), MemoryStore::new());
    session.use_store(store.clone()).unwrap();
    let events = events(&session);
    let client = session.client();
    let outcome = session.sign_out().wait().unwrap();
    assert!(outcome.revoked && outcome.store_removed, "{outcome:?}");
    assert!(session.tokens().is_none() && matches!(store.load(), Ok(Loaded::Empty)));
    assert_eq!(events.try_iter().collect::<Vec<_>>(), [SessionEvent::SignedOut]);
    let [revocation] = &script.requests("/revocation")[..] else { panic!("one revocation") };
    let expected = [("token", "refresh-0"), ("token_type_hint", "refresh_token"), ("client_id", "app")];
    assert_eq!(form(revocation), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));

    let error = client.get_profile(ProfileOptions::default()).wait().unwrap_err();
    assert_eq!((error.kind(), error.session_is_dead()), (ErrorKind::Unauthenticated, false));
    assert!(session.sign_out().wait().unwrap().revoked, "nothing is left to revoke");
    assert_eq!(script.requests("/revocation").len(), 1);
    assert_eq!(events.try_iter().count(), 0);
}

#[test]
fn without_a_refresh_token_the_access_token_is_revoked() {
    let script = Script::new(&json!([revoked()]));
    let session = Session::from_tokens(&script.config, TokenSet::new("access-0")).unwrap();
    assert!(session.sign_out().wait().unwrap().revoked);
    assert!(form(&script.requests("/revocation")[0]).contains(&("token".into(), "access-0".into())));
}

#[test]
fn no_network_keeps_a_user_signed_in() {
    let config = Config::new("app", "http://127.0.0.1:9").max_attempts(1);
    let session = Session::from_tokens(&config, tokens(3600)).unwrap();
    let store = MemoryStore::new();
    session.use_store(store.clone()).unwrap();
    let outcome = session.sign_out().wait().unwrap();
    assert!(!outcome.revoked && outcome.store_removed);
    assert_eq!(outcome.revoke_error.as_ref().unwrap().kind(), ErrorKind::Network);
    assert!(
        outcome
            .to_json()
            .starts_with(r#"{"revoked":false,"store_removed":true,"revoke_error":{"kind":"network""#)
    );
    assert!(session.tokens().is_none() && matches!(store.load(), Ok(Loaded::Empty)));
}

#[test]
fn a_server_that_hangs_is_reported() {
    let mut hanging = revoked();
    hanging["delay_ms"] = 5000.into();
    let script = Script::new(&json!([hanging]));
    let session = script.session(3600);
    let outcome = session.sign_out().timeout(Duration::from_millis(200)).wait().unwrap();
    assert!(!outcome.revoked && outcome.store_removed);
    assert_eq!(outcome.revoke_error.unwrap().kind(), ErrorKind::Timeout);
    let again = session.sign_out().wait().unwrap();
    assert_eq!((again.revoked, again.revoke_error.unwrap().kind()), (false, ErrorKind::Timeout));
}

#[test]
fn what_another_process_got_is_revoked() {
    let script = Script::new(&json!([issued(1), revoked()]));
    let (session, store) = (script.session(3600), MemoryStore::new());
    session.use_store(store.clone()).unwrap();
    let other = Session::open(&script.config, store.clone()).unwrap().unwrap();
    other.refresh().wait().unwrap();
    assert!(session.sign_out().wait().unwrap().revoked);
    assert!(matches!(store.load(), Ok(Loaded::Empty)));
    let [revocation] = &script.requests("/revocation")[..] else { panic!("one revocation") };
    assert!(form(revocation).contains(&("token".into(), "refresh-1".into())));
}

#[test]
fn a_refresh_that_ends_after_the_sign_out_is_revoked() {
    let mut slow = issued(1);
    slow["delay_ms"] = 200.into();
    let script = Script::new(&json!([slow, revoked()]));
    let (session, store) = (script.session(-10), MemoryStore::new());
    session.use_store(store.clone()).unwrap();
    let events = events(&session);
    thread::scope(|scope| {
        let waiter = scope.spawn(|| session.access_token().wait());
        thread::sleep(Duration::from_millis(100));
        assert!(session.sign_out().wait().unwrap().revoked);
        assert_eq!(waiter.join().unwrap().unwrap_err().kind(), ErrorKind::Unauthenticated);
    });
    assert!(session.tokens().is_none() && matches!(store.load(), Ok(Loaded::Empty)));
    assert_eq!(events.try_iter().collect::<Vec<_>>(), [SessionEvent::SignedOut], "once");
    let revoked = script.requests("/revocation");
    let tokens = revoked.iter().map(|request| form(request)[0].1.clone()).collect::<Vec<_>>();
    assert_eq!(tokens, ["refresh-0", "refresh-1"]);
}

#[test]
fn the_provider_ends_the_grant() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let signed_in = emulator.sign_in("bob").unwrap();
    let refresh = signed_in.refresh_token.clone().unwrap();
    let config = Config::new(TEST_APP_ID, emulator.url());
    let tokens = TokenSet::new(signed_in.access_token).refresh_token(&refresh);
    let session = Session::from_tokens(&config, tokens).unwrap();
    session.client().get_profile(ProfileOptions::default()).wait().unwrap();
    assert!(session.sign_out().wait().unwrap().revoked);
    let again = Session::from_tokens(&config, TokenSet::new("x").refresh_token(refresh)).unwrap();
    assert!(again.refresh().wait().unwrap_err().session_is_dead());
}

#[test]
fn the_logout_page_is_known_before_and_after() {
    let config = Config::new("app", "https://example.genauth.ai/tenant");
    let session = Session::from_tokens(&config, tokens(3600).id_token("the.id.token")).unwrap();
    let expected = "https://example.genauth.ai/tenant/oidc/session/end?id_token_hint=the.id.token\
                    &post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fbye";
    assert_eq!(session.end_session_url(Some("https://app.example/bye")), expected);
    let bare = Session::from_tokens(&config, tokens(3600)).unwrap();
    assert_eq!(
        bare.end_session_url(None),
        "https://example.genauth.ai/tenant/oidc/session/end?client_id=app"
    );
}
