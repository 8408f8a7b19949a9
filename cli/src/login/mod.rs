//! `genauth login`.

mod browser;
mod paste;

use genauth::{Config, LoginOptions, Session};
use serde_json::{Map, Value};

use crate::output::notice;
use crate::problem::Problem;
use crate::profile::Profile;
use crate::store::Kind;
use crate::target::{Application, Target};

#[derive(clap::Args)]
pub(crate) struct Login {
    #[command(flatten)]
    application: Application,
    /// Read the address that another browser ends at
    #[arg(long)]
    no_browser: bool,
    /// keyring or file [default: keyring, if there is one]
    #[arg(long, value_name = "KIND", hide_possible_values = true)]
    store: Option<Kind>,
    /// Callback URL, as the console lists it
    #[arg(long, value_name = "URL")]
    redirect_uri: Option<String>,
    /// Ports for the callback URL [default: any free one]
    #[arg(long, value_name = "PORTS", value_delimiter = ',')]
    port: Vec<u16>,
    /// Scopes to ask for, with commas between them
    #[arg(long, value_name = "SCOPES", value_delimiter = ',')]
    scope: Vec<String>,
    /// Tenant to sign in to
    #[arg(long, value_name = "ID")]
    tenant_id: Option<String>,
    /// Account that you are likely to take
    #[arg(long = "login-hint", value_name = "NAME")]
    hint: Option<String>,
}

impl Login {
    pub(crate) fn run(self) -> Result<(), Problem> {
        let target = self.application.resolve()?;
        let config = target.config()?;
        // What was asked for last time is asked for again.
        let mut remembered = target.own_profile().map(|profile| profile.login.clone()).unwrap_or_default();
        remembered.extend(self.requested());
        let mut options = LoginOptions::from_json(&Value::Object(remembered.clone()).to_string())?;
        options.login_hint.clone_from(&self.hint);
        // Before the user goes to the browser: a session that cannot be kept is of no use.
        target.directory.prepare()?;
        let store = self.store.or(target.own_profile().map(|profile| profile.store));
        let store = target.places().choose(store)?;
        let session = self.sign_in(&target, &config, options)?;
        target.places().keep(store, &session)?;
        tell(&target, &session, store);
        let Target { directory, name, app_id, host, settings, .. } = target;
        directory.write(&name, &Profile { app_id, host, store, config: settings, login: remembered })
    }

    /// The library's login options that the command line names.
    fn requested(&self) -> Map<String, Value> {
        let mut options = Map::new();
        if let Some(uri) = &self.redirect_uri {
            options.insert("redirect_uri".into(), uri.clone().into());
        }
        if let Some(tenant) = &self.tenant_id {
            options.insert("tenant_id".into(), tenant.clone().into());
        }
        if !self.port.is_empty() {
            options.insert("ports".into(), self.port.clone().into());
        }
        if !self.scope.is_empty() {
            options.insert("scopes".into(), self.scope.clone().into());
        }
        options
    }

    fn sign_in(&self, target: &Target, config: &Config, options: LoginOptions) -> Result<Session, Problem> {
        notice(&format!("Signing in to {} as a user of application {}.", target.host, target.app_id));
        if self.no_browser { paste::sign_in(config, options) } else { browser::sign_in(config, options) }
    }
}

fn tell(target: &Target, session: &Session, store: Kind) {
    let claims = session.claims();
    let claim = |name| claims.as_ref().and_then(|claims| claims.get::<String>(name));
    let user = ["name", "nickname", "preferred_username", "email", "phone_number", "sub"];
    let user = user.into_iter().find_map(claim).unwrap_or_else(|| "a user without a name".into());
    notice(&format!("Profile `{}` is signed in as {user}.", target.name));
    let places = target.places();
    let file = places.file(store).display();
    notice(&match store {
        Kind::Keyring => format!("The session is encrypted with a key in the system's keyring: {file}"),
        Kind::File => format!("The session is in a file that only you can read: {file}"),
    });
    if session.tokens().is_some_and(|tokens| tokens.refresh_token.is_none()) {
        notice("The service gave no refresh token: the session ends when its access token expires.");
    }
}
