//! The methods of sessions.

use anyhow::{Context as _, Result, ensure};
use genauth::{Call, Config, Job, ProfileOptions, Session, TokenSet};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::Method;
use crate::calls::{Calls, limited};
use crate::store::{ScriptedStore, StoreScript};
use crate::watch::Watch;

pub(crate) const NULL: &str = "null";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Args {
    tokens: Option<Box<RawValue>>,
    store: Option<StoreScript>,
    timeout_ms: Option<u64>,
    at_once: Option<usize>,
    await_events: usize,
}

impl Args {
    /// Makes the calls. Those that are made at the same time must give the same.
    fn make<J: Job>(
        &self,
        calls: &mut Calls<'_>,
        call: impl Fn() -> Call<J> + Sync,
        to_json: impl Fn(J::Output) -> String,
    ) -> Result<String> {
        let call = || Ok(limited(call(), self.timeout_ms));
        let Some(count) = self.at_once else { return calls.make(call).map(to_json) };
        let mut values = calls.make_at_once(count, call)?.into_iter().map(to_json);
        let first = values.next().context("at_once: at least 1")?;
        ensure!(values.all(|value| value == first), "calls at the same time gave different values");
        Ok(first)
    }
}

/// Makes the calls with a session; its value is JSON.
type MakeCalls = fn(&Session, &Args, &mut Calls<'_>) -> Result<String>;

struct OfSession {
    args: Args,
    call: MakeCalls,
}

fn of_session(args: &RawValue, call: MakeCalls) -> serde_json::Result<Box<dyn Method>> {
    Ok(Box::new(OfSession { args: serde_json::from_str(args.get())?, call }))
}

pub(crate) fn access_token(args: &RawValue) -> serde_json::Result<Box<dyn Method>> {
    of_session(args, |session, args, calls| {
        args.make(calls, || session.access_token(), |token| Value::from(token.as_str()).to_string())
    })
}

pub(crate) fn refresh(args: &RawValue) -> serde_json::Result<Box<dyn Method>> {
    of_session(args, |session, args, calls| args.make(calls, || session.refresh(), |()| NULL.to_owned()))
}

pub(crate) fn sign_out(args: &RawValue) -> serde_json::Result<Box<dyn Method>> {
    of_session(args, |session, args, calls| {
        args.make(calls, || session.sign_out(), |sign_out| sign_out.to_json())
    })
}

pub(crate) fn session_profile(args: &RawValue) -> serde_json::Result<Box<dyn Method>> {
    of_session(args, |session, args, calls| {
        let client = session.client();
        let call = || client.get_profile(ProfileOptions::default());
        args.make(calls, call, |profile| profile.to_json())
    })
}

/// The session that a method is about; `None` if there is nothing to restore.
fn session(
    config: &RawValue,
    tokens: Option<&RawValue>,
    store: Option<&ScriptedStore>,
) -> Result<Option<Session>> {
    let config = Config::from_json(config.get())?;
    let Some(tokens) = tokens else {
        return Ok(Session::open(&config, store.context("neither tokens nor store")?.clone())?);
    };
    Ok(Some(Session::from_tokens(&config, TokenSet::from_json(tokens.get())?)?))
}

impl Method for OfSession {
    fn play(&self, config: &RawValue, calls: &mut Calls<'_>) -> Result<Box<RawValue>> {
        let mut watch = Watch::new(self.args.store.as_ref(), self.args.await_events);
        let tokens = self.args.tokens.as_deref();
        let outcome = session(config, tokens, watch.store.as_ref()).and_then(|session| {
            let Some(session) = session else { return Ok(NULL.to_owned()) };
            watch.begin(&session, tokens.is_none());
            (self.call)(&session, &self.args, calls)
        });
        watch.outcome(outcome)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndSessionUrl {
    tokens: Option<Box<RawValue>>,
    store: Option<StoreScript>,
    post_logout_redirect_uri: Option<String>,
}

pub(crate) fn end_session_url(args: &RawValue) -> serde_json::Result<Box<dyn Method>> {
    Ok(Box::new(serde_json::from_str::<EndSessionUrl>(args.get())?))
}

impl Method for EndSessionUrl {
    fn play(&self, config: &RawValue, _calls: &mut Calls<'_>) -> Result<Box<RawValue>> {
        let watch = Watch::new(self.store.as_ref(), 0);
        let session = session(config, self.tokens.as_deref(), watch.store.as_ref());
        let url = |session: Session| session.end_session_url(self.post_logout_redirect_uri.as_deref());
        watch.outcome(session.map(|session| Value::from(session.map(url)).to_string()))
    }
}
