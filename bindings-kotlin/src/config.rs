//! The configuration as it crosses: what the caller gave, unjudged.

use genauth::binding::{self, Setting, timeout_from_seconds};
use genauth::{Config, Error};

use crate::language::Language;

/// The keys of a [`Config`] by their names. Timeouts are seconds, choices their names; none means the default.
#[derive(uniffi::Record)]
#[expect(missing_docs, reason = "the facades document the keys")]
pub struct ConfigRecord {
    pub app_id: String,
    pub host: String,
    pub access_token: Option<String>,
    pub app_secret: Option<String>,
    pub client_auth: Option<String>,
    pub timeout: Option<f64>,
    pub connect_timeout: Option<f64>,
    pub max_attempts: Option<i64>,
    pub max_response_bytes: Option<i64>,
    pub ca_file: Option<String>,
    pub ca_pem: Option<String>,
    pub proxy: Option<String>,
    pub header_prefix: Option<String>,
    pub token_style: Option<String>,
    pub language: Option<String>,
    pub user_agent: Option<String>,
    pub allow_insecure_http: bool,
}

impl ConfigRecord {
    /// The configuration for the requests of `language`.
    pub(crate) fn prepare(self, language: Language) -> Result<Config, Error> {
        binding::keep_quiet();
        let mut config = Config::new(self.app_id, self.host).allow_insecure_http(self.allow_insecure_http);
        macro_rules! set {
            ($setter:ident: $($key:ident),+) => {
                $(if let Some(value) = self.$key {
                    $setter(&mut config, stringify!($key), value)?;
                })+
            };
        }
        set!(string: access_token, app_secret, client_auth, ca_file, ca_pem, proxy);
        set!(string: header_prefix, token_style, language, user_agent);
        set!(integer: max_attempts, max_response_bytes);
        if let Some(seconds) = self.timeout {
            config = config.timeout(timeout_from_seconds("timeout", seconds)?);
        }
        if let Some(seconds) = self.connect_timeout {
            config = config.connect_timeout(timeout_from_seconds("connect_timeout", seconds)?);
        }
        Ok(binding::named(config, language.name()))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "`set!` hands over what it took out of the record")]
fn string(config: &mut Config, key: &str, value: String) -> Result<(), Error> {
    binding::set(config, key, Setting::String(&value))
}

fn integer(config: &mut Config, key: &str, value: i64) -> Result<(), Error> {
    binding::set(config, key, Setting::Integer(value.into()))
}
