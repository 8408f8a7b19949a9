//! What a call did and when, as tools show it.

#![expect(clippy::unwrap_used, reason = "a test may fail; that is what it is for")]

use std::time::{Duration, SystemTime};

use genauth::binding::{self, Event, Log, Phase};
use genauth::{Client, Config, ProfileOptions};
use genauth_emulator::{DOCUMENTED_TOKEN, Emulator};

/// The events in the order of their times, by name.
fn names(log: &Log) -> Vec<String> {
    let events = log.events();
    assert!(events.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    let name = |event: &Event| match event {
        Event::Phase(phase) => format!("{phase:?}"),
        Event::Resolved(addresses) => {
            assert!(addresses.iter().any(|address| address.ip().is_loopback()));
            "Resolved".into()
        }
        Event::Connected(address) => {
            assert!(address.ip().is_loopback());
            "Connected".into()
        }
        Event::Head { status, date } => {
            let age = SystemTime::now().duration_since(date.unwrap()).unwrap_or_default();
            assert!(*status == 200 && age < Duration::from_secs(5));
            "Head".into()
        }
        other => format!("{other:?}"),
    };
    events.iter().map(|(_, event)| name(event)).collect()
}

#[test]
fn a_call_writes_down_what_it_does() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let host = emulator.url().replace("127.0.0.1", "localhost");
    let client = Client::new(&Config::new("app", host).access_token(DOCUMENTED_TOKEN)).unwrap();
    let log = Log::new();
    binding::logged(client.get_profile(ProfileOptions::default()), &log).wait().unwrap();
    let first = "Waiting Connecting Resolving Resolved Connecting Connected Waiting Head Reading AtRest";
    assert_eq!(names(&log).join(" "), first);
    assert!(matches!(log.events()[0].1, Event::Phase(Phase::Waiting)));
    // The connection is there already.
    let log = Log::new();
    binding::logged(client.get_profile(ProfileOptions::default()), &log).wait().unwrap();
    assert_eq!(names(&log).join(" "), "Waiting Head Reading AtRest");
}

#[test]
fn the_issuer_is_asked_for_and_the_proxy_named() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let config = Config::new("app", emulator.url()).proxy("none");
    let client = Client::new(&config).unwrap();
    assert_eq!(binding::proxy(&client), None);
    let issuer = binding::discover(&client).wait().unwrap().issuer;
    assert_eq!(issuer, format!("{}/oidc", emulator.url()));
    let client = Client::new(&config.proxy("http://user:password@proxy.example:3128")).unwrap();
    assert_eq!(binding::proxy(&client).as_deref(), Some("http://proxy.example:3128"));
}
