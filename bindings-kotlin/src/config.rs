//! The configuration as a record, because named arguments with defaults are the idiom of both languages.

use std::time::Duration;

use genauth::{Error, HeaderPrefix, TokenStyle};

use crate::time_limit;

/// What a client needs to know. Only the application id and the host have no default.
#[derive(Clone, uniffi::Record)]
pub struct Config {
    /// The application's id, as the console shows it.
    pub app_id: String,
    /// The application's own address as the console shows it. `https://` may be left out.
    pub host: String,
    /// The token that calls use unless they bring their own.
    #[uniffi(default = None)]
    pub access_token: Option<String>,
    /// Time for a whole call: connecting, retries, pauses and the body included. Default 10 s; zero means no limit.
    #[uniffi(default = None)]
    pub timeout: Option<Duration>,
    /// Time for opening one connection, TLS included. Default 5 s; zero means no limit of its own.
    #[uniffi(default = None)]
    pub connect_timeout: Option<Duration>,
    /// How often a call is sent at most. Default 3; 1 turns retries off.
    #[uniffi(default = None)]
    pub max_attempts: Option<i32>,
    /// The largest answer to accept, in bytes, counted after decompression. Default 8 MiB.
    #[uniffi(default = None)]
    pub max_response_bytes: Option<i64>,
    /// A PEM file of certificate authorities to trust besides those of the system.
    #[uniffi(default = None)]
    pub ca_file: Option<String>,
    /// Certificate authorities to trust besides those of the system, as PEM text.
    #[uniffi(default = None)]
    pub ca_pem: Option<String>,
    /// The proxy to use, `http://[user:password@]host:port`, or `none`. By default `HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY` and `NO_PROXY` decide.
    #[uniffi(default = None)]
    pub proxy: Option<String>,
    /// Which brand's names the request headers carry. Default: those of `GenAuth`.
    #[uniffi(default = None)]
    pub header_prefix: Option<HeaderPrefix>,
    /// How the access token stands in the `authorization` header. Default: as `Bearer <token>`.
    #[uniffi(default = None)]
    pub token_style: Option<TokenStyle>,
    /// The language of the server's messages: `zh-CN` (the server's default), `en-US`, `ja-JP` or `zh-TW`.
    #[uniffi(default = None)]
    pub language: Option<String>,
    /// The application's own product, such as `MyApp/1.2`, to stand behind the library's in the `user-agent` header.
    #[uniffi(default = None)]
    pub user_agent: Option<String>,
    /// Allows a `http://` host that is not loopback. The token then travels in the clear.
    #[uniffi(default = false)]
    pub allow_insecure_http: bool,
}

impl Config {
    pub(crate) fn prepare(self) -> Result<genauth::Config, Error> {
        time_limit::check("timeout", self.timeout)?;
        time_limit::check("connect_timeout", self.connect_timeout)?;
        let mut config =
            genauth::Config::new(self.app_id, self.host).allow_insecure_http(self.allow_insecure_http);
        macro_rules! set {
            ($($key:ident $(via $convert:expr)?),+) => {
                $(if let Some(value) = self.$key {
                    $(let value = $convert(value);)?
                    config = config.$key(value);
                })+
            };
        }
        // A negative number is as wrong as zero, which `genauth` refuses by name.
        set!(
            access_token,
            timeout,
            connect_timeout,
            max_attempts via |n: i32| n.max(0).unsigned_abs(),
            max_response_bytes via |n: i64| usize::try_from(n.max(0)).unwrap_or(usize::MAX),
            ca_file,
            ca_pem,
            proxy,
            header_prefix,
            token_style,
            language,
            user_agent
        );
        Ok(config)
    }
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("app_id", &self.app_id)
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}
