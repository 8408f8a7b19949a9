//! A session refreshes itself: once, for everybody, and never when it need not.

use std::thread;
use std::time::{Duration, Instant};

use genauth::{Cancel, Config, EndReason, ErrorKind, ProfileOptions, Session, SessionEvent, TokenSet};
use serde_json::json;

use crate::support::{
    self, Script, events, form, invalid_grant, issued, not_signed_in, now, profile, refused,
};

fn delayed(mut reply: serde_json::Value, ms: u32) -> serde_json::Value {
    reply["delay_ms"] = ms.into();
    reply
}

#[test]
fn an_expired_token_is_refreshed_before_the_call() {
    let script = Script::new(&json!([issued(1), profile()]));
    let session = script.session(-10);
    let events = events(&session);
    session.client().get_profile(ProfileOptions::default()).wait().unwrap();

    let [refresh] = &script.requests("/oidc/token")[..] else { panic!("one refresh") };
    let expected = [("grant_type", "refresh_token"), ("refresh_token", "refresh-0"), ("client_id", "app")];
    assert_eq!(form(refresh), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let [call] = &script.requests("/get-profile")[..] else { panic!("one call") };
    assert!(call.headers.contains(&("authorization".into(), "Bearer access-1".into())));
    let tokens = session.tokens().unwrap();
    assert_eq!(tokens.refresh_token.unwrap().as_str(), "refresh-1");
    assert!((now() + 3590..=now() + 3600).contains(&tokens.expires_at.unwrap()));
    assert_eq!(events.try_iter().collect::<Vec<_>>(), [SessionEvent::Refreshed]);
}

#[test]
fn a_fresh_token_is_left_alone() {
    let script = Script::new(&json!([issued(1), profile()]));
    let session = script.session(300);
    assert_eq!(session.access_token().wait().unwrap().as_str(), "access-0");
    session.client().get_profile(ProfileOptions::default()).wait().unwrap();
    assert_eq!(script.refreshes(), 0);
}

#[test]
fn a_token_that_another_server_refused_is_replaced_once() {
    let script = Script::new(&json!([issued(1), issued(2)]));
    let session = script.session(300);
    let rejected = session.access_token().wait().unwrap();
    for _ in 0..3 {
        assert_eq!(session.access_token_after(&rejected).wait().unwrap().as_str(), "access-1");
    }
    assert_eq!(script.refreshes(), 1);

    let session = Session::from_tokens(&script.config, TokenSet::new("access-0")).unwrap();
    let error = session.access_token_after(&rejected).wait().unwrap_err();
    assert_eq!((error.kind(), error.session_is_dead()), (ErrorKind::Unauthenticated, false));
}

#[test]
fn a_stale_token_serves_while_it_is_replaced() {
    let script = Script::new(&json!([delayed(issued(1), 200)]));
    let session = script.session(100);
    let events = events(&session);
    let start = Instant::now();
    for _ in 0..10 {
        assert_eq!(session.access_token().wait().unwrap().as_str(), "access-0");
    }
    assert!(start.elapsed() < Duration::from_millis(150), "nobody waits");
    assert_eq!(events.recv_timeout(Duration::from_secs(5)), Ok(SessionEvent::Refreshed));
    assert_eq!(session.access_token().wait().unwrap().as_str(), "access-1");
    assert_eq!(script.refreshes(), 1);
}

#[test]
fn sixty_four_threads_share_one_refresh() {
    let script = Script::new(&json!([delayed(issued(1), 100), profile()]));
    let session = script.session(-10);
    let client = session.client();
    thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| client.get_profile(ProfileOptions::default()).wait().unwrap());
        }
    });
    assert_eq!(script.refreshes(), 1);
    let calls = script.requests("/get-profile");
    let is_fresh = |(name, value): &(String, String)| name == "authorization" && value == "Bearer access-1";
    assert!(calls.len() == 64 && calls.iter().all(|call| call.headers.iter().any(is_fresh)));
}

#[test]
fn a_thousand_tasks_share_one_refresh() {
    let script = Script::new(&json!([delayed(issued(1), 100)]));
    let session = script.session(-10);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let tasks = (0..1000).map(|_| {
            let session = session.clone();
            tokio::spawn(async move { session.access_token().await.unwrap() })
        });
        for task in tasks.collect::<Vec<_>>() {
            assert_eq!(task.await.unwrap().as_str(), "access-1");
        }
    });
    assert_eq!(script.refreshes(), 1);
}

#[test]
fn a_waiter_that_leaves_does_not_take_the_refresh_with_it() {
    let script = Script::new(&json!([delayed(issued(1), 300)]));
    let session = script.session(-10);
    let cancel = Cancel::new();
    thread::scope(|scope| {
        let patient = scope.spawn(|| session.access_token().wait());
        let cancelled = scope.spawn(|| session.access_token().cancel(&cancel).wait());
        let late = scope.spawn(|| session.access_token().timeout(Duration::from_millis(50)).wait());
        thread::sleep(Duration::from_millis(100));
        cancel.cancel();
        assert_eq!(cancelled.join().unwrap().unwrap_err().kind(), ErrorKind::Cancelled);
        assert_eq!(late.join().unwrap().unwrap_err().kind(), ErrorKind::Timeout);
        assert_eq!(patient.join().unwrap().unwrap().as_str(), "access-1");
    });
    assert_eq!(script.refreshes(), 1);
}

#[test]
fn the_first_waiter_may_leave_as_well() {
    let script = Script::new(&json!([delayed(issued(1), 200)]));
    let session = script.session(-10);
    let events = events(&session);
    session.access_token().timeout(Duration::from_millis(50)).wait().unwrap_err();
    assert_eq!(events.recv_timeout(Duration::from_secs(5)), Ok(SessionEvent::Refreshed));
    assert_eq!(session.access_token().wait().unwrap().as_str(), "access-1");
    assert_eq!(script.refreshes(), 1);
}

#[test]
fn a_refused_token_is_refreshed_and_the_call_repeated_once() {
    for refusal in [not_signed_in(), json!({ "status": 401, "body": { "statusCode": 401 } })] {
        let script = Script::new(&json!([refusal, profile(), issued(1)]));
        let session = script.session(3600);
        session.client().get_profile(ProfileOptions::default()).wait().unwrap();
        assert_eq!((script.refreshes(), script.requests("/get-profile").len()), (1, 2));
    }
}

#[test]
fn a_token_that_is_refused_after_a_refresh_ends_the_session() {
    let script = Script::new(&json!([not_signed_in(), issued(1)]));
    let session = script.session(3600);
    let events = events(&session);
    let error = session.client().get_profile(ProfileOptions::default()).wait().unwrap_err();
    assert_eq!((error.kind(), error.session_is_dead()), (ErrorKind::Unauthenticated, true));
    assert_eq!((script.refreshes(), script.requests("/get-profile").len()), (1, 2));
    assert_eq!(
        events.try_iter().collect::<Vec<_>>(),
        [SessionEvent::Refreshed, SessionEvent::Ended(EndReason::TokenRefused)]
    );
    assert!(session.tokens().is_none());
    let error = session.access_token().wait().unwrap_err();
    assert_eq!((error.kind(), error.session_is_dead()), (ErrorKind::Unauthenticated, true));
}

#[test]
fn a_fixed_token_is_not_tried_twice() {
    let script = Script::new(&json!([not_signed_in(), issued(1)]));
    let client = genauth::Client::new(&script.config.clone().access_token("fixed")).unwrap();
    client.get_profile(ProfileOptions::default()).wait().unwrap_err();
    let own = genauth::AccessToken::try_from("own").unwrap();
    client.use_session(&script.session(3600));
    client.get_profile(ProfileOptions::default()).access_token(own).wait().unwrap_err();
    assert_eq!((script.refreshes(), script.requests("/get-profile").len()), (0, 2));
}

#[test]
fn invalid_grant_ends_the_session() {
    let script = Script::new(&json!([invalid_grant()]));
    let session = script.session(-10);
    let events = events(&session);
    let error = session.access_token().wait().unwrap_err();
    assert_eq!((error.kind(), error.session_is_dead()), (ErrorKind::Unauthenticated, true));
    assert_eq!((error.oauth_error(), error.attempts()), (Some("invalid_grant"), 1));
    assert_eq!(events.try_iter().collect::<Vec<_>>(), [SessionEvent::Ended(EndReason::InvalidGrant)]);
    assert!(session.tokens().is_none() && session.claims().is_none());
    session.refresh().wait().unwrap_err();
    assert_eq!(script.refreshes(), 1, "a dead session asks nobody");
}

#[test]
fn nothing_else_ends_a_session() {
    for (reply, kind, sent) in [
        (refused(401, "invalid_client"), ErrorKind::Config, 1),
        (refused(400, "invalid_scope"), ErrorKind::Config, 1),
        (json!({ "on": "POST /oidc/token", "status": 500, "body": "" }), ErrorKind::Api, 1),
        (
            json!({ "on": "POST /oidc/token", "status": 401, "body": { "statusCode": 401 } }),
            ErrorKind::Api,
            1,
        ),
        (json!({ "on": "POST /oidc/token", "body": { "code": 2020 } }), ErrorKind::Decode, 2),
        (json!({ "on": "POST /oidc/token", "fault": "reset" }), ErrorKind::Network, 2),
    ] {
        let script = Script::new(&json!([reply]));
        let session = script.session(-10);
        let events = events(&session);
        let error = session.access_token().wait().unwrap_err();
        assert_eq!((error.kind(), error.session_is_dead()), (kind, false), "{error}");
        assert_eq!(script.refreshes(), sent, "{error}");
        assert!(session.tokens().is_some());
        assert_eq!(events.try_iter().count(), 0);
    }
}

#[test]
fn a_busy_server_is_asked_again() {
    for status in [429, 503] {
        let busy = json!({ "on": "POST /oidc/token", "status": status, "body": "" });
        let script = Script::new(&json!([busy, issued(1)]));
        assert_eq!(script.session(-10).access_token().wait().unwrap().as_str(), "access-1");
        assert_eq!(script.refreshes(), 2);
    }
}

#[test]
fn a_lost_response_is_followed_by_one_try() {
    let lost = json!({ "on": "POST /oidc/token", "fault": "reset" });
    let script = Script::new(&json!([lost, issued(1)]));
    assert_eq!(script.session(-10).access_token().wait().unwrap().as_str(), "access-1");
    assert_eq!(script.refreshes(), 2);

    let script = Script::new(&json!([lost]));
    let error = script.session(-10).access_token().wait().unwrap_err();
    assert_eq!((error.kind(), error.session_is_dead(), error.attempts()), (ErrorKind::Network, false, 2));
    assert!(error.message().contains("unknown"), "{error}");

    let script = Script::new(&json!([lost, invalid_grant()]));
    let session = script.session(-10);
    let events = events(&session);
    let error = session.access_token().wait().unwrap_err();
    assert!(error.session_is_dead() && error.message().contains("lost"), "{error}");
    assert_eq!(events.try_iter().collect::<Vec<_>>(), [SessionEvent::Ended(EndReason::LostRefresh)]);
}

#[test]
fn a_server_that_cannot_be_reached_keeps_the_session() {
    let config = Config::new("app", "http://127.0.0.1:9").max_attempts(2);
    let session = Session::from_tokens(&config, support::tokens(-10)).unwrap();
    let error = session.access_token().wait().unwrap_err();
    assert_eq!((error.kind(), error.session_is_dead(), error.attempts()), (ErrorKind::Network, false, 2));
    assert!(session.tokens().is_some());
}

#[test]
fn what_the_response_leaves_out_stays() {
    let only_access =
        json!({ "on": "POST /oidc/token", "body": { "access_token": "access-1", "expires_in": "60" } });
    let script = Script::new(&json!([only_access]));
    let tokens = support::tokens(-10).scope("openid").id_token("opaque");
    let session = Session::from_tokens(&script.config, tokens).unwrap();
    session.refresh().wait().unwrap();
    let tokens = session.tokens().unwrap();
    assert_eq!(tokens.access_token.as_str(), "access-1");
    assert_eq!(tokens.refresh_token.unwrap().as_str(), "refresh-0");
    assert_eq!((tokens.scope.as_deref(), tokens.id_token.unwrap().as_str()), (Some("openid"), "opaque"));
    assert!(tokens.expires_at.unwrap() <= now() + 60);
}

#[test]
fn five_refreshes_in_a_burst() {
    let script = Script::new(&json!([refused(500, "server_error")]));
    let session = script.session(-10);
    for _ in 0..20 {
        let error = session.access_token().wait().unwrap_err();
        assert_eq!((error.kind(), error.http_status()), (ErrorKind::Api, Some(500)), "the last error");
    }
    assert_eq!(script.refreshes(), 5);
}

#[test]
fn without_a_refresh_token_a_token_serves_until_its_end() {
    let script = Script::new(&json!([issued(1)]));
    let session =
        Session::from_tokens(&script.config, TokenSet::new("access-0").expires_at(now() + 60)).unwrap();
    assert_eq!(session.access_token().wait().unwrap().as_str(), "access-0");
    let session =
        Session::from_tokens(&script.config, TokenSet::new("access-0").expires_at(now() - 1)).unwrap();
    let error = session.access_token().wait().unwrap_err();
    assert_eq!((error.kind(), error.session_is_dead()), (ErrorKind::Unauthenticated, false));
    assert_eq!(session.refresh().wait().unwrap_err().kind(), ErrorKind::Unauthenticated);
    assert_eq!(script.refreshes(), 0);
}

#[test]
fn the_application_proves_itself_as_configured() {
    let script = Script::new(&json!([issued(1)]));
    let with_secret = script.config.clone().app_secret("s3cr3t");
    Session::from_tokens(&with_secret, support::tokens(0)).unwrap().refresh().wait().unwrap();
    let basic = with_secret.client_auth(genauth::ClientAuth::Basic);
    Session::from_tokens(&basic, support::tokens(0)).unwrap().refresh().wait().unwrap();
    let [post, basic] = &script.requests("/oidc/token")[..] else { panic!("two requests") };
    assert!(form(post).contains(&("client_secret".into(), "s3cr3t".into())));
    assert!(form(basic).iter().all(|(name, _)| !name.starts_with("client_")));
    assert!(basic.headers.contains(&("authorization".into(), "Basic YXBwOnMzY3IzdA==".into())));
}

#[test]
fn a_listener_may_use_the_session() {
    let script = Script::new(&json!([issued(1), issued(2), profile()]));
    let session = script.session(-10);
    let (sender, receiver) = std::sync::mpsc::channel();
    let inner = session.clone();
    session.on_event(move |event| {
        let token = inner.access_token().wait().unwrap();
        inner.client().get_profile(ProfileOptions::default()).wait().unwrap();
        sender.send((event, token.as_str().to_owned())).unwrap();
    });
    session.refresh().wait().unwrap();
    assert_eq!(receiver.try_recv(), Ok((SessionEvent::Refreshed, "access-1".into())));
}

#[test]
fn no_token_is_ever_shown() {
    let echo = json!({
        "on": "POST /oidc/token", "status": 400,
        "body": { "error": "invalid_request", "error_description": "refresh-0 of s3cr3t is bad" },
    });
    let script = Script::new(&json!([echo]));
    let config = script.config.clone().app_secret("s3cr3t");
    let tokens = support::tokens(-10);
    let session = Session::from_tokens(&config, tokens.clone()).unwrap();
    let error = session.access_token().wait().unwrap_err();
    let shown = format!("{error:?} {error} {session:?} {tokens:?} {config:?} {:?}", session.access_token());
    for secret in ["refresh-0", "access-0", "s3cr3t"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
