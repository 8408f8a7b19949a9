//! Which application a command is for, and of whom: options come before variables, and those before the profile.

use std::path;
use std::str::FromStr;

use genauth::{Config, ErrorKind, Session, binding};
use serde_json::{Map, Value};
use url::Url;

use crate::output;
use crate::problem::Problem;
use crate::profile::{Directory, Name, Profile};
use crate::store::Places;
use crate::variable;

/// The library puts the emulator that this variable names in the place of every host.
const EMULATOR: &str = "GENAUTH_EMULATOR_HOST";

/// The options that choose a profile.
#[derive(clap::Args)]
pub(crate) struct Choice {
    /// Whose session to use [default: default]
    #[arg(short, long, value_name = "NAME")]
    profile: Option<Name>,
    /// Another key of the configuration, as `ca_file=FILE`
    #[arg(short, long, value_name = "KEY=VALUE")]
    config: Vec<Setting>,
}

/// The options that name the application.
#[derive(clap::Args)]
pub(crate) struct Application {
    #[command(flatten)]
    choice: Choice,
    /// Id of the application [default: the profile's]
    #[arg(long, value_name = "ID")]
    app_id: Option<String>,
    /// Its address in the console [default: the profile's]
    #[arg(long, value_name = "URL")]
    host: Option<String>,
}

/// A key of the configuration and its value.
#[derive(Clone)]
struct Setting(String, Value);

impl FromStr for Setting {
    type Err = String;

    fn from_str(setting: &str) -> Result<Self, String> {
        let (key, value) = setting.split_once('=').ok_or("must be KEY=VALUE")?;
        match key {
            "app_id" | "host" => Err(format!("use --{}", key.replace('_', "-"))),
            // Other users of the machine can read command lines.
            "access_token" => Err("use --token-stdin or the variable GENAUTH_ACCESS_TOKEN".into()),
            "app_secret" => Err("use the variable GENAUTH_APP_SECRET".into()),
            // A profile remembers it, and serves in other directories.
            "ca_file" => {
                let path = path::absolute(value).map_err(|error| error.to_string())?;
                Ok(Self(key.into(), path.to_string_lossy().into()))
            }
            _ => {
                let typed = serde_json::from_str(value).ok();
                let typed = typed.filter(|value: &Value| value.is_boolean() || value.is_number());
                Ok(Self(key.into(), typed.unwrap_or_else(|| value.into())))
            }
        }
    }
}

/// The application that a command is for.
pub(crate) struct Target {
    pub(crate) directory: Directory,
    pub(crate) name: Name,
    /// Whether an option names the profile.
    pub(crate) is_named: bool,
    pub(crate) profile: Option<Profile>,
    pub(crate) app_id: String,
    pub(crate) host: String,
    pub(crate) settings: Map<String, Value>,
}

impl Choice {
    fn name(&self) -> Result<Name, Problem> {
        match (&self.profile, variable::read("GENAUTH_PROFILE")?) {
            (Some(name), _) => Ok(name.clone()),
            (None, Some(name)) => name.parse().map_err(|problem| {
                Problem::new(ErrorKind::InvalidArgument, format!("GENAUTH_PROFILE: {problem}"))
            }),
            (None, None) => Ok(Name::default()),
        }
    }

    /// The application of the profile, whatever the variables say.
    pub(crate) fn resolve(&self) -> Result<Target, Problem> {
        let choice = Self { profile: Some(self.name()?), config: self.config.clone() };
        Application { choice, app_id: None, host: None }.resolve()
    }
}

impl Application {
    pub(crate) fn resolve(&self) -> Result<Target, Problem> {
        let directory = Directory::of_the_user()?;
        let (name, is_named) = (self.choice.name()?, self.choice.profile.is_some());
        let profile = directory.read(&name)?;
        let own = profile.as_ref();
        let app_id = own.map(|profile| &profile.app_id);
        let app_id = choose(self.app_id.as_ref(), app_id, "GENAUTH_APP_ID", is_named)?;
        let host = choose(self.host.as_ref(), own.map(|profile| &profile.host), "GENAUTH_HOST", is_named)?;
        let mut target = Target { directory, name, is_named, profile, app_id, host, settings: Map::new() };
        if let Some(profile) = target.own_profile() {
            target.settings = profile.config.clone();
        }
        target
            .settings
            .extend(self.choice.config.iter().map(|Setting(key, value)| (key.clone(), value.clone())));
        if let Some(emulator) = variable::read(EMULATOR)? {
            output::notice(&format!("genauth: {EMULATOR} is set: requests go to {emulator}"));
        }
        Ok(target)
    }
}

impl Target {
    /// The configuration, without a token.
    pub(crate) fn config(&self) -> Result<Config, Problem> {
        for (value, option) in [(&self.app_id, "--app-id"), (&self.host, "--host")] {
            if value.is_empty() {
                let message = format!("{option} is missing, and profile `{}` does not name it", self.name);
                let variable = option[2..].replace('-', "_").to_uppercase();
                return Err(Problem::new(ErrorKind::Config, message).with_hint(format!(
                    "Pass {option}, set GENAUTH_{variable}, or sign in first with `genauth login`."
                )));
            }
        }
        let mut keys = self.settings.clone();
        keys.insert("app_id".into(), self.app_id.clone().into());
        keys.insert("host".into(), self.host.clone().into());
        let mut config = binding::named(Config::from_json(&Value::Object(keys).to_string())?, "cli");
        if let Some(secret) = variable::read("GENAUTH_APP_SECRET")? {
            config = config.app_secret(secret);
        }
        Ok(config)
    }

    /// The profile, if it belongs to the application: another one's token must not go there.
    pub(crate) fn own_profile(&self) -> Option<&Profile> {
        let is_own = |profile: &&Profile| profile.app_id == self.app_id && is_same(&profile.host, &self.host);
        self.profile.as_ref().filter(is_own)
    }

    pub(crate) fn places(&self) -> Places {
        let (directory, name) = (&self.directory, &self.name);
        Places { plain: directory.session(name), sealed: directory.sealed_session(name) }
    }

    /// The session of the profile; `None` if nobody is signed in.
    pub(crate) fn session(&self) -> Result<Option<Session>, Problem> {
        match self.own_profile() {
            Some(profile) => self.places().open(profile.store, &self.config()?),
            None => Ok(None),
        }
    }
}

/// The value of an option, else of the profile if an option names it, else of a variable, else of the profile; or nothing.
fn choose(
    option: Option<&String>,
    own: Option<&String>,
    name: &str,
    is_named: bool,
) -> Result<String, Problem> {
    let named = own.filter(|_| is_named);
    let variable = if option.or(named).is_none() { variable::read(name)? } else { None };
    Ok(option.or(named).or(variable.as_ref()).or(own).cloned().unwrap_or_default())
}

/// Whether two spellings of a host mean the same.
fn is_same(one: &str, other: &str) -> bool {
    let parse = |host: &str| {
        let with_scheme = if host.contains("://") { host.to_owned() } else { format!("https://{host}") };
        Url::parse(with_scheme.trim_end_matches('/')).ok()
    };
    one == other || parse(one).is_some_and(|url| Some(url) == parse(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_host() {
        for other in ["https://a.example", "a.example/", "https://A.example:443//"] {
            assert!(is_same("a.example", other), "{other}");
        }
        for other in ["http://a.example", "a.example/x", "b.example", "a.example:444", ""] {
            assert!(!is_same("a.example", other), "{other}");
        }
    }

    #[test]
    fn values_keep_their_types_and_secrets_stay_out() {
        let value = |setting: &str| setting.parse::<Setting>().map(|Setting(_, value)| value);
        assert_eq!(value("timeout_ms=300").unwrap(), 300);
        assert_eq!(value("allow_insecure_http=true").unwrap(), true);
        assert_eq!(value("user_agent=x=y").unwrap(), "x=y");
        let here = std::env::current_dir().unwrap().join("ca.pem");
        assert_eq!(value("ca_file=ca.pem").unwrap(), here.to_str().unwrap());
        assert_eq!(value("language=").unwrap(), "");
        for setting in ["ca_file", "access_token=x", "app_secret=x", "host=x"] {
            assert!(!value(setting).unwrap_err().contains("=x"), "{setting}");
        }
    }
}
