//! What is watched while a session's calls are made, and what they lead to.

use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::Result;
use genauth::{Session, SessionEvent};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::facts;
use crate::store::{ScriptedStore, StoreScript};

/// How long events are waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a method of a session leads to.
#[derive(Serialize)]
struct Outcome {
    #[serde(flatten)]
    ended: Ended,
    events: Vec<String>,
    stored: Option<Box<RawValue>>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Ended {
    Value(Box<RawValue>),
    Error(Box<RawValue>),
}

/// What is watched while the calls are made.
pub(crate) struct Watch {
    await_events: usize,
    pub(crate) store: Option<ScriptedStore>,
    heard: Option<Receiver<SessionEvent>>,
}

impl Watch {
    pub(crate) fn new(store: Option<&StoreScript>, await_events: usize) -> Self {
        Self { await_events, store: store.cloned().map(ScriptedStore::new), heard: None }
    }

    /// Gives the session its listener and its store. If the store fails, the session goes on without.
    pub(crate) fn begin(&mut self, session: &Session, is_stored: bool) {
        let (tell, heard) = channel();
        let store = self.store.clone().filter(|_| !is_stored);
        if store.is_some_and(|store| session.use_store(store).is_err()) {
            let _ = tell.send(SessionEvent::StoreFailed);
        }
        session.on_event(move |event| {
            // Nobody hears it any more when the outcome is known.
            let _ = tell.send(event);
        });
        self.heard = Some(heard);
    }

    fn events(&self) -> Vec<String> {
        let Some(heard) = &self.heard else { return Vec::new() };
        let end = Instant::now() + PATIENCE;
        let next = || heard.recv_timeout(end.saturating_duration_since(Instant::now())).ok();
        let awaited = std::iter::from_fn(next).take(self.await_events).collect::<Vec<_>>();
        awaited.into_iter().chain(heard.try_iter()).map(name).collect()
    }

    pub(crate) fn outcome(&self, outcome: Result<String>) -> Result<Box<RawValue>> {
        let ended = match outcome {
            Ok(value) => Ended::Value(RawValue::from_string(value)?),
            Err(error) => Ended::Error(facts(error)?),
        };
        let events = self.events();
        let stored = self.store.as_ref().and_then(ScriptedStore::record);
        let stored = stored.map(RawValue::from_string).transpose()?;
        Ok(to_raw_value(&Outcome { ended, events, stored })?)
    }
}

fn name(event: SessionEvent) -> String {
    match event {
        SessionEvent::Ended(reason) => format!("{}({reason})", event.name()),
        _ => event.name().to_owned(),
    }
}
