//! The configuration: one set of keys for every language.

mod authorities;
mod emulator;
mod host;
mod keys;
pub(crate) mod no_proxy;
mod pem;
mod prepared;
mod proxy;
pub(crate) mod proxy_url;
mod setting;
mod timeout;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::config_keys;
use crate::error::{Error, ErrorKind};
use crate::model::Secret;

#[cfg(any(fuzzing, test))]
pub(crate) use host::parse as parse_host;
pub(crate) use prepared::Prepared;
pub(crate) use proxy_url::ProxyUrl;
pub use setting::Setting;
pub use timeout::Timeout;

/// The brand in the names of the request headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderPrefix {
    /// `x-genauth-app-id` and so on.
    #[default]
    Genauth,
    /// `x-authing-app-id` and so on, for old servers.
    Authing,
}

/// The form of the `authorization` header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenStyle {
    /// `Bearer <token>`
    #[default]
    Bearer,
    /// The token alone, for old servers on the customer's own premises.
    Bare,
}

/// How an application with a secret authenticates at the token endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuth {
    /// `client_secret_post`: the secret stands in the form.
    #[default]
    Post,
    /// `client_secret_basic`: the secret stands in the `authorization` header.
    Basic,
}

macro_rules! define_config {
    ($($(#[$doc:meta])* $key:literal $name:ident: $type:ty = $default:expr,
        |$argument:ident: $taken:ty| $converted:expr;)+) => {
        /// The configuration of a [`Client`](crate::Client).
        ///
        /// Nothing is checked before [`Client::new`](crate::Client::new), which names the first invalid key.
        /// `Debug` shows neither the token, the secret nor the credentials of the proxy.
        ///
        /// ```
        /// use std::time::Duration;
        /// use genauth::{Client, Config};
        ///
        /// let config = Config::new("AUTHING_APP_ID", "example.genauth.ai").timeout(Duration::from_secs(3));
        /// let client = Client::new(&config)?;
        /// # Ok::<(), genauth::Error>(())
        /// ```
        #[derive(Clone)]
        pub struct Config {
            pub(crate) app_id: String,
            pub(crate) host: String,
            $(pub(crate) $name: $type,)+
            pub(crate) binding: &'static str,
        }

        impl Config {
            /// Every key, as JSON and C name it.
            pub(crate) const KEYS: &'static [&'static str] = &["app_id", "host", $($key,)+];

            /// A configuration for the application `app_id` at `host`, the application's own address as the console
            /// shows it. `https://` may be omitted.
            #[must_use]
            pub fn new(app_id: impl Into<String>, host: impl Into<String>) -> Self {
                Self { app_id: app_id.into(), host: host.into(), $($name: $default,)+ binding: "rust" }
            }

            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(mut self, $argument: $taken) -> Self {
                    self.$name = $converted;
                    self
                }
            )+

            /// Sets a key by its name.
            pub(crate) fn set(&mut self, key: &str, setting: Setting<'_>) -> Result<(), Error> {
                match key {
                    "app_id" => self.app_id = setting::read(key, setting)?,
                    "host" => self.host = setting::read(key, setting)?,
                    $($key => self.$name = setting::read(key, setting)?,)+
                    _ => return Err(unknown(key)),
                }
                Ok(())
            }
        }
    };
}
config_keys!(define_config);

impl Config {
    /// Reads the configuration from a JSON object with the keys that all languages share. `app_id` and `host` are
    /// required, `null` means the default, an unknown key is an error.
    ///
    /// ```
    /// let config = genauth::Config::from_json(r#"{"app_id": "x", "host": "h.genauth.ai", "timeout_ms": 500}"#)?;
    /// # Ok::<(), genauth::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let entries: serde_json::Map<String, Value> = serde_json::from_str(json).map_err(|error| {
            // serde_json's own message may quote the input, which holds the token.
            let place = format!("line {} column {}", error.line(), error.column());
            Error::new(ErrorKind::Config, format!("the configuration is not a JSON object ({place})"))
        })?;
        let mut config = Self::new("", "");
        for (key, value) in &entries {
            let setting = match value {
                Value::String(string) => Some(Setting::String(string)),
                Value::Bool(value) => Some(Setting::Boolean(*value)),
                Value::Number(number) => number.as_i128().map(Setting::Integer),
                Value::Null | Value::Array(_) | Value::Object(_) => None,
            };
            match setting {
                Some(setting) => config.set(key, setting)?,
                None if !Self::KEYS.contains(&key.as_str()) => return Err(unknown(key)),
                None if value.is_null() => {}
                None if value.is_number() => return Err(Error::config(key, "must be an integer")),
                None => return Err(Error::config(key, "must be a string, a number or a boolean")),
            }
        }
        Ok(config)
    }
}

fn unknown(key: &str) -> Error {
    let similarity = |known: &&str| strsim::jaro_winkler(known, key);
    let nearest = Config::KEYS.iter().max_by(|a, b| similarity(a).total_cmp(&similarity(b)));
    // Anything else than a name may be a value that stands in the wrong place.
    let is_name =
        key.len() <= 40 && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    let shown = if is_name { key } else { "one of the keys" };
    Error::config(shown, "is not a configuration key")
        .with_hint(nearest.map(|nearest| format!("Did you mean `{nearest}`?")).unwrap_or_default())
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("app_id", &self.app_id)
            .field("host", &self.host)
            .field("access_token", &self.access_token)
            .field("app_secret", &self.app_secret)
            .field("timeout", &self.timeout)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}
