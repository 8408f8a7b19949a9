//! The end-session endpoint.

use genauth_emulator::{Emulator, IdTokenAlg};

use super::*;

const BYE: &str = "https://web.example.com/bye";

fn target(pairs: &[(&str, &str)]) -> String {
    format!("/oidc/session/end?{}", encode(pairs))
}

#[test]
fn a_person_is_asked_and_offline_sessions_stay() {
    for algorithm in [IdTokenAlg::Rs256, IdTokenAlg::Hs256] {
        let emulator = start(Emulator::builder().application(web().id_token_alg(algorithm)));
        let online = emulator.provider().sign_in_to("web", "bob", Some("openid")).unwrap();
        let offline = emulator.provider().sign_in_to("web", "bob", None).unwrap();
        let elsewhere = emulator.provider().sign_in("bob").unwrap();
        let hint = online.id_token.unwrap();
        let pairs = [("id_token_hint", &*hint), ("post_logout_redirect_uri", BYE), ("state", "a&b")];
        let page = get(&emulator, &target(&pairs), &[]);
        assert_eq!(page.status(), 200);
        assert!(String::from_utf8(page.body).unwrap().contains("name=\"emulator_confirm\""));
        assert_eq!(profile_status(&emulator, &online.access_token), 200, "nobody has agreed yet");

        let confirmed = [&pairs[..], &[("emulator_confirm", "1")]].concat();
        let response = post(&emulator, "/oidc/session/end", &[], &confirmed);
        assert_eq!(response.header("location"), Some("https://web.example.com/bye?state=a%26b"));
        assert_eq!(profile_status(&emulator, &online.access_token), 401);
        assert_eq!(profile_status(&emulator, &offline.access_token), 200);
        assert_eq!(profile_status(&emulator, &elsewhere.access_token), 200);
    }
}

#[test]
fn the_hint_may_be_of_an_older_key_and_expired() {
    let emulator = start(Emulator::builder().application(web()).sign_in_automatically("bob"));
    let hint = emulator.provider().sign_in_to("web", "bob", None).unwrap().id_token.unwrap();
    emulator.provider().roll_over_key();
    emulator.provider().set_clock_offset(100_000);
    let response =
        get(&emulator, &target(&[("id_token_hint", &hint), ("post_logout_redirect_uri", BYE)]), &[]);
    assert_eq!(response.header("location"), Some(BYE), "where nobody is asked at login, nobody is at logout");
}

#[test]
fn what_is_not_registered_is_refused() {
    let emulator = start(Emulator::builder().application(web()));
    let hint = emulator.provider().sign_in_to("web", "bob", None).unwrap().id_token.unwrap();
    let other = emulator.provider().sign_in("bob").unwrap().id_token.unwrap();
    let signature = other.rsplit_once('.').unwrap().1;
    let forged = format!("{}.{signature}", hint.rsplit_once('.').unwrap().0);
    for pairs in [
        &[("id_token_hint", &*hint), ("post_logout_redirect_uri", "https://evil.example.com/")][..],
        &[("client_id", "web"), ("post_logout_redirect_uri", "https://evil.example.com/")],
        &[("id_token_hint", &*hint), ("client_id", "test-app")],
        &[("id_token_hint", &*forged)],
        &[("id_token_hint", "nonsense")],
        &[("client_id", "unknown")],
    ] {
        let response = get(&emulator, &target(pairs), &[]);
        assert_eq!((response.status(), response.header("location")), (400, None), "{pairs:?}");
    }
    let anonymous = [("post_logout_redirect_uri", BYE), ("emulator_confirm", "1")];
    let response = get(&emulator, &target(&anonymous), &[]);
    assert_eq!((response.status(), response.header("location")), (200, None), "nobody says whose it is");
}
