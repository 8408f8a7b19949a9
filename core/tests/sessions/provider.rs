//! A token provider: the application's own callback.

use std::sync::mpsc::channel;

use genauth::{AccessToken, Client, ErrorKind, ProfileOptions};
use serde_json::json;

use crate::support::{Script, not_signed_in, profile};

fn token(token: &str) -> AccessToken {
    AccessToken::try_from(token).unwrap()
}

#[test]
fn a_provider_is_asked_for_each_call_and_after_a_refusal() {
    let script = Script::new(&json!([profile(), not_signed_in(), profile()]));
    let client = Client::new(&script.config.clone().access_token("unused")).unwrap();
    let (sender, receiver) = channel();
    client.use_provider(move |rejected: Option<AccessToken>| {
        let rejected = rejected.map(|token| token.as_str().to_owned());
        let next = if rejected.is_some() { "second" } else { "first" };
        sender.send(rejected).unwrap();
        async move { Ok(token(next)) }
    });
    client.get_profile(ProfileOptions::default()).wait().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async { client.get_profile(ProfileOptions::default()).await }).unwrap();
    assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [None, None, Some("first".into())]);
    client.set_access_token(Some(token("fixed")));
    client.get_profile(ProfileOptions::default()).wait().unwrap();
    assert_eq!(receiver.try_iter().count(), 0);
    let sent = script
        .requests("/get-profile")
        .into_iter()
        .map(|request| request.headers.into_iter().find(|(name, _)| name == "authorization").unwrap().1);
    let expected = ["first", "first", "second", "fixed"].map(|token| format!("Bearer {token}"));
    assert_eq!(sent.collect::<Vec<_>>(), expected);
}

#[test]
fn the_same_token_again_is_not_sent_again() {
    let script = Script::new(&json!([not_signed_in()]));
    let client = Client::new(&script.config).unwrap();
    client.use_provider(|_| async { Ok(token("only")) });
    let error = client.get_profile(ProfileOptions::default()).wait().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Unauthenticated, 1));
}

#[test]
fn a_provider_that_fails_ends_the_call() {
    let script = Script::new(&json!([not_signed_in()]));
    let client = Client::new(&script.config).unwrap();
    client.use_provider(|_| async { Err("the vault\nis sealed for alice@example.com".into()) });
    let error = client.get_profile(ProfileOptions::default()).wait().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::TokenProvider, 0));
    assert_eq!(error.message(), "the token provider gave no token: the vault is sealed for ***");

    client.use_provider(|rejected| async move {
        rejected.map_or_else(
            || Ok(token("v3ry-secret")),
            |token| Err(format!("{} is bad", token.as_str()).into()),
        )
    });
    let error = client.get_profile(ProfileOptions::default()).wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TokenProvider);
    assert!(!format!("{error:?}").contains("v3ry-secret"), "{error:?}");
}

#[test]
fn a_provider_may_block_and_may_panic() {
    let script = Script::new(&json!([profile()]));
    let client = Client::new(&script.config).unwrap();
    let other = client.clone();
    client.use_provider(move |_| {
        let own = other.get_profile(ProfileOptions::default()).access_token(token("own"));
        own.wait().unwrap();
        async { Ok(token("token")) }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async { client.get_profile(ProfileOptions::default()).await }).unwrap();
    client.get_profile(ProfileOptions::default()).wait().unwrap();

    client.use_provider(|_| -> std::future::Ready<_> { panic!("a bug of the application") });
    let error = client.get_profile(ProfileOptions::default()).wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TokenProvider);
}
