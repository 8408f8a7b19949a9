//! The methods of logins.

use anyhow::Result;
use genauth::{Claims, Config, Login, LoginOptions};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Method;
use crate::calls::Calls;
use crate::session::NULL;
use crate::store::StoreScript;
use crate::watch::Watch;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BeginLogin {
    options: Box<RawValue>,
}

pub(crate) fn begin_login(args: &RawValue) -> serde_json::Result<Box<dyn Method>> {
    Ok(Box::new(serde_json::from_str::<BeginLogin>(args.get())?))
}

impl BeginLogin {
    fn login(&self, config: &RawValue) -> Result<Login> {
        let options = LoginOptions::from_json(self.options.get())?;
        Ok(Login::begin(&Config::from_json(config.get())?, options)?)
    }
}

impl Method for BeginLogin {
    fn play(&self, config: &RawValue, _calls: &mut Calls<'_>) -> Result<Box<RawValue>> {
        let login = self.login(config);
        Watch::new(None, 0).outcome(login.map(|login| login.to_json().as_str().to_owned()))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FinishLogin {
    login: Box<RawValue>,
    redirect: String,
    store: Option<StoreScript>,
    #[serde(default)]
    await_events: usize,
}

pub(crate) fn finish_login(args: &RawValue) -> serde_json::Result<Box<dyn Method>> {
    Ok(Box::new(serde_json::from_str::<FinishLogin>(args.get())?))
}

impl FinishLogin {
    fn claims(&self, config: &RawValue, calls: &mut Calls<'_>, watch: &mut Watch) -> Result<Option<Claims>> {
        let login = Login::from_json(&Config::from_json(config.get())?, self.login.get())?;
        let session = calls.make(|| Ok(login.finish(&self.redirect)))?;
        watch.begin(&session, false);
        Ok(session.claims())
    }
}

impl Method for FinishLogin {
    fn play(&self, config: &RawValue, calls: &mut Calls<'_>) -> Result<Box<RawValue>> {
        let mut watch = Watch::new(self.store.as_ref(), self.await_events);
        let claims = self.claims(config, calls, &mut watch);
        watch.outcome(claims.map(|claims| claims.map_or(NULL.to_owned(), |claims| claims.to_json())))
    }
}
