//! What a client needs to know: one set of keys for every language.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::error::Error;

/// The configuration of a [`Client`](crate::Client).
///
/// Nothing is checked before [`Client::new`](crate::Client::new), which names the first wrong key.
/// `Debug` shows neither the token nor the credentials of the proxy.
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
    pub(crate) access_token: Option<crate::Secret>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) max_attempts: u32,
    pub(crate) max_response_bytes: usize,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) ca_pem: Option<Vec<u8>>,
    pub(crate) proxy: Option<crate::Secret>,
    pub(crate) header_prefix: HeaderPrefix,
    pub(crate) token_style: TokenStyle,
    pub(crate) language: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) allow_insecure_http: bool,
    pub(crate) binding: &'static str,
}

/// Which brand's names the request headers carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderPrefix {
    /// `x-genauth-app-id` and so on.
    #[default]
    Genauth,
    /// `x-authing-app-id` and so on, for servers from before the new name.
    Authing,
}

/// How the access token stands in the `authorization` header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenStyle {
    /// `Bearer <token>`
    #[default]
    Bearer,
    /// The token alone, for old servers on the customer's own premises.
    Bare,
}

impl Config {
    /// A configuration for the application `app_id` at `host`, the application's own address as the console shows
    /// it. `https://` may be left out.
    #[must_use]
    pub fn new(app_id: impl Into<String>, host: impl Into<String>) -> Self {
        Self {
            app_id: app_id.into(),
            host: host.into(),
            access_token: None,
            timeout: Some(Duration::from_secs(10)),
            connect_timeout: Some(Duration::from_secs(5)),
            max_attempts: 3,
            max_response_bytes: 8 << 20,
            ca_file: None,
            ca_pem: None,
            proxy: None,
            header_prefix: HeaderPrefix::default(),
            token_style: TokenStyle::default(),
            language: None,
            user_agent: None,
            allow_insecure_http: false,
            binding: "rust",
        }
    }

    /// Reads the configuration from a JSON object with the keys that all languages share. `app_id` and `host` are
    /// needed, `null` means the default, an unknown key is an error.
    ///
    /// ```
    /// let config = genauth::Config::from_json(r#"{"app_id": "x", "host": "h.genauth.ai", "timeout_ms": 500}"#)?;
    /// # Ok::<(), genauth::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let entries: serde_json::Map<String, Value> = serde_json::from_str(json).map_err(|error| {
            // serde_json's own message may quote the text, which holds the token.
            let place = format!("line {} column {}", error.line(), error.column());
            Error::new(crate::ErrorKind::Config, format!("the configuration is not a JSON object ({place})"))
        })?;
        let mut config = Self::new("", "");
        for (key, value) in &entries {
            match value {
                Value::Null => Self::check_key(key)?,
                Value::String(text) => config.set(key, Setting::Text(text))?,
                Value::Bool(flag) => config.set(key, Setting::Flag(*flag))?,
                Value::Number(number) => match number.as_u64() {
                    Some(number) => config.set(key, Setting::Number(number))?,
                    None => return Err(Error::config(key, "must be a whole number, 0 or larger")),
                },
                Value::Array(_) | Value::Object(_) => {
                    Self::check_key(key)?;
                    return Err(Error::config(key, "must be a text, a number or a boolean"));
                }
            }
        }
        Ok(config)
    }

    /// The token that calls use unless they bring their own.
    #[must_use]
    pub fn access_token(mut self, token: impl Into<String>) -> Self {
        self.access_token = Some(token.into().into());
        self
    }

    /// Time for a whole call: connecting, retries, pauses and the body included. Default 10 s; zero means no limit.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = limit(timeout);
        self
    }

    /// Time for opening one connection, TLS included. Default 5 s; zero means no limit of its own.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = limit(timeout);
        self
    }

    /// How often a call is sent at most. Default 3; 1 turns retries off. A connection that the server had closed
    /// meanwhile is replaced once without counting.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The largest answer to accept, counted after decompression. Default 8 MiB.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// A PEM file of certificate authorities to trust besides those of the system.
    #[must_use]
    pub fn ca_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.ca_file = Some(path.into());
        self
    }

    /// Certificate authorities to trust besides those of the system, as PEM.
    #[must_use]
    pub fn ca_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.ca_pem = Some(pem.into());
        self
    }

    /// The proxy to use, `http://[user:password@]host:port`, or `none`. By default `HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY` and `NO_PROXY` decide.
    #[must_use]
    pub fn proxy(mut self, proxy: impl Into<String>) -> Self {
        self.proxy = Some(proxy.into().into());
        self
    }

    /// Which brand's names the request headers carry.
    #[must_use]
    pub fn header_prefix(mut self, prefix: HeaderPrefix) -> Self {
        self.header_prefix = prefix;
        self
    }

    /// How the access token stands in the `authorization` header.
    #[must_use]
    pub fn token_style(mut self, style: TokenStyle) -> Self {
        self.token_style = style;
        self
    }

    /// The language of the server's messages: `zh-CN` (the server's default), `en-US`, `ja-JP` or `zh-TW`.
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// The application's own product, such as `MyApp/1.2`, to stand behind the library's in the `user-agent` header.
    #[must_use]
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = Some(product.into());
        self
    }

    /// Allows a `http://` host that is not loopback. The token then travels in the clear.
    #[must_use]
    pub fn allow_insecure_http(mut self, allow: bool) -> Self {
        self.allow_insecure_http = allow;
        self
    }

    /// The language whose binding makes the requests; a binding's business, not an application's.
    #[doc(hidden)]
    #[must_use]
    pub fn binding(mut self, name: &'static str) -> Self {
        self.binding = name;
        self
    }
}

fn limit(timeout: Duration) -> Option<Duration> {
    (!timeout.is_zero()).then_some(timeout)
}

/// A value for a key that is only known at run time.
#[derive(Clone, Copy)]
pub enum Setting<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number.
    Number(u64),
    /// A boolean.
    Flag(bool),
}

const KEYS: [&str; 15] = [
    "app_id",
    "host",
    "access_token",
    "timeout_ms",
    "connect_timeout_ms",
    "max_attempts",
    "max_response_bytes",
    "ca_file",
    "ca_pem",
    "proxy",
    "header_prefix",
    "token_style",
    "language",
    "user_agent",
    "allow_insecure_http",
];

impl Config {
    /// Sets a key by its name. For bindings and configuration files; Rust programs have the methods.
    pub fn set(&mut self, key: &str, value: Setting<'_>) -> Result<(), Error> {
        Self::check_key(key)?;
        match (key, value) {
            ("app_id", Setting::Text(text)) => self.app_id = text.into(),
            ("host", Setting::Text(text)) => self.host = text.into(),
            ("access_token", Setting::Text(text)) => self.access_token = Some(text.to_owned().into()),
            ("timeout_ms", Setting::Number(ms)) => self.timeout = limit(Duration::from_millis(ms)),
            ("connect_timeout_ms", Setting::Number(ms)) => {
                self.connect_timeout = limit(Duration::from_millis(ms));
            }
            ("max_attempts", Setting::Number(n)) => self.max_attempts = u32::try_from(n).unwrap_or(u32::MAX),
            ("max_response_bytes", Setting::Number(n)) => {
                self.max_response_bytes = usize::try_from(n).unwrap_or(usize::MAX);
            }
            ("ca_file", Setting::Text(path)) => self.ca_file = Some(path.into()),
            ("ca_pem", Setting::Text(pem)) => self.ca_pem = Some(pem.into()),
            ("proxy", Setting::Text(proxy)) => self.proxy = Some(proxy.to_owned().into()),
            ("header_prefix", Setting::Text("genauth")) => self.header_prefix = HeaderPrefix::Genauth,
            ("header_prefix", Setting::Text("authing")) => self.header_prefix = HeaderPrefix::Authing,
            ("header_prefix", _) => return Err(Error::config(key, "must be `genauth` or `authing`")),
            ("token_style", Setting::Text("bearer")) => self.token_style = TokenStyle::Bearer,
            ("token_style", Setting::Text("bare")) => self.token_style = TokenStyle::Bare,
            ("token_style", _) => return Err(Error::config(key, "must be `bearer` or `bare`")),
            ("language", Setting::Text(text)) => self.language = Some(text.into()),
            ("user_agent", Setting::Text(text)) => self.user_agent = Some(text.into()),
            ("allow_insecure_http", Setting::Flag(allow)) => self.allow_insecure_http = allow,
            ("allow_insecure_http", _) => return Err(Error::config(key, "must be true or false")),
            ("timeout_ms" | "connect_timeout_ms" | "max_attempts" | "max_response_bytes", _) => {
                return Err(Error::config(key, "must be a whole number, 0 or larger"));
            }
            _ => return Err(Error::config(key, "must be a text")),
        }
        Ok(())
    }

    fn check_key(key: &str) -> Result<(), Error> {
        if KEYS.contains(&key) {
            return Ok(());
        }
        let nearest =
            KEYS.iter().max_by(|a, b| strsim::jaro_winkler(a, key).total_cmp(&strsim::jaro_winkler(b, key)));
        // Anything else than a name may be a value that stands in the wrong place.
        let is_name =
            key.len() <= 40 && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let shown = if is_name { key } else { "one of the keys" };
        Err(Error::config(shown, "is not a configuration key")
            .with_hint(nearest.map(|nearest| format!("Did you mean `{nearest}`?")).unwrap_or_default()))
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("app_id", &self.app_id)
            .field("host", &self.host)
            .field("access_token", &self.access_token)
            .field("timeout", &self.timeout)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}
