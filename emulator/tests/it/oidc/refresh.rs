//! Refreshing: rotation, reuse, grace, lifetimes.

use std::time::Duration;

use genauth_emulator::{Application, Emulator, Rotation, TEST_APP_ID};
use serde_json::json;

use super::*;

const DAY: i64 = 24 * 60 * 60;

/// An application `a` without a secret, with a user signed in; returns the refresh token, too.
fn signed_in(application: Application) -> (Emulator, String) {
    let emulator = start(Emulator::builder().application(application));
    let tokens = emulator.provider().sign_in_to("a", "bob", None).expect("a user");
    (emulator, tokens.refresh_token.expect("offline access"))
}

fn next(emulator: &Emulator, app_id: &str, token: &str) -> String {
    string(&refresh(emulator, app_id, token), "refresh_token")
}

#[test]
fn a_refresh_gives_new_tokens_and_the_same_user() {
    let emulator = emulator();
    let first = exchange(&emulator, &code(&emulator, &[]));
    let second = refresh(&emulator, TEST_APP_ID, &string(&first, "refresh_token"));
    assert_eq!(second.status(), 200);
    for key in ["access_token", "refresh_token"] {
        assert_ne!(string(&first, key), string(&second, key));
    }
    let id_token = claims(&string(&second, "id_token"));
    assert_eq!((&id_token["sub"], &id_token["nonce"]), (&json!(USER_ID), &json!("n-0")));
    assert_eq!(profile_status(&emulator, &string(&first, "access_token")), 200, "it lives on");
    assert_eq!(profile_status(&emulator, &string(&second, "access_token")), 200);
}

#[test]
fn a_rotated_token_used_again_revokes_everything() {
    let emulator = emulator();
    let tokens = emulator.sign_in("bob").unwrap();
    let other = emulator.sign_in("bob").unwrap();
    let old = tokens.refresh_token.unwrap();
    let second = refresh(&emulator, TEST_APP_ID, &old);
    let response = refresh(&emulator, TEST_APP_ID, &old);
    refused(&response, 400, "invalid_grant");
    assert_eq!(response.json()["error_description"], "grant request is invalid");
    refused(&refresh(&emulator, TEST_APP_ID, &string(&second, "refresh_token")), 400, "invalid_grant");
    for token in [&tokens.access_token, &string(&second, "access_token")] {
        assert_eq!(profile_status(&emulator, token), 401);
    }
    assert_eq!(profile_status(&emulator, &other.access_token), 200, "another sign-in is not touched");
}

#[test]
fn a_grace_period_forgives_a_lost_response() {
    let (emulator, old) = signed_in(Application::new("a").reuse_grace(Duration::from_secs(30)));
    let lost = next(&emulator, "a", &old);
    emulator.provider().set_clock_offset(20);
    let again = next(&emulator, "a", &old);
    assert!(again != old && again != lost);
    next(&emulator, "a", &lost);
    next(&emulator, "a", &again);
    emulator.provider().set_clock_offset(40);
    refused(&refresh(&emulator, "a", &old), 400, "invalid_grant");
}

#[test]
fn rotation_is_a_rule() {
    for (rotation, secret, offset, rotates) in [
        (Rotation::Standard, false, 0, true),
        (Rotation::Standard, true, 0, false),
        (Rotation::Standard, true, 9 * DAY, false),
        (Rotation::Standard, true, 10 * DAY, true),
        (Rotation::Always, true, 0, true),
        (Rotation::Never, false, 0, false),
    ] {
        let (app_id, application) = if secret { ("web", web()) } else { ("a", Application::new("a")) };
        let emulator = start(Emulator::builder().application(application.rotation(rotation)));
        let token = emulator.provider().sign_in_to(app_id, "bob", None).unwrap().refresh_token.unwrap();
        emulator.provider().set_clock_offset(offset);
        let next = next(&emulator, app_id, &token);
        assert_eq!(next != token, rotates, "{rotation:?} {secret} {offset}");
    }
}

#[test]
fn rotation_stops_after_a_year() {
    let year = Duration::from_secs(366 * 24 * 60 * 60);
    let (emulator, token) = signed_in(Application::new("a").refresh_token_lifetime(2 * year));
    emulator.provider().set_clock_offset(366 * DAY);
    assert_eq!(next(&emulator, "a", &token), token);
}

#[test]
fn a_session_in_a_browser_has_a_hard_end_and_a_native_one_has_none() {
    for (native, lives) in [(false, false), (true, true)] {
        let (emulator, token) = signed_in(Application::new("a").native(native));
        emulator.provider().set_clock_offset(13 * DAY);
        let token = next(&emulator, "a", &token);
        emulator.provider().set_clock_offset(15 * DAY);
        assert_eq!(refresh(&emulator, "a", &token).status() == 200, lives, "native: {native}");
    }
}

#[test]
fn a_refresh_token_is_for_one_application_and_its_scopes() {
    let emulator = start(Emulator::builder().application(web()));
    let tokens =
        emulator.provider().sign_in_to(TEST_APP_ID, "bob", Some("openid email offline_access")).unwrap();
    let token = tokens.refresh_token.unwrap();
    refused(&refresh(&emulator, "web", &token), 400, "invalid_grant");
    refused(&refresh(&emulator, TEST_APP_ID, "unknown"), 400, "invalid_grant");
    refused(&refresh(&emulator, TEST_APP_ID, ""), 400, "invalid_request");
    let pairs = |scope| {
        let grant = ("grant_type", "refresh_token");
        [grant, ("client_id", TEST_APP_ID), ("refresh_token", &token), ("scope", scope)]
    };
    refused(&post(&emulator, "/oidc/token", &[], &pairs("openid phone")), 400, "invalid_scope");
    let narrowed = post(&emulator, "/oidc/token", &[], &pairs("openid"));
    assert_eq!(string(&narrowed, "scope"), "openid");
    let whole = refresh(&emulator, TEST_APP_ID, &string(&narrowed, "refresh_token"));
    assert_eq!(string(&whole, "scope"), "email offline_access openid");
}

#[test]
fn without_offline_access_there_is_nothing_to_refresh() {
    let tokens = emulator().provider().sign_in_to(TEST_APP_ID, "bob", Some("openid")).unwrap();
    assert_eq!((tokens.refresh_token, tokens.scope.as_str()), (None, "openid"));
}
