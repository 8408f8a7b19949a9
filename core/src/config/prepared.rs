//! A configuration that was checked and prepared for use.

use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use rustls::pki_types::CertificateDer;
use url::Url;

use super::proxy_url::ProxyUrl;
use super::{ClientAuth, Config, HeaderPrefix, Timeout, TokenStyle, authorities, emulator, host, proxy};
use crate::error::Error;
use crate::model::Secret;

pub(crate) struct Prepared {
    pub(crate) app_id: String,
    pub(crate) app_secret: Option<Secret>,
    pub(crate) client_auth: ClientAuth,
    /// The address of the application. Its path, if any, is a prefix of every request's.
    pub(crate) host: Url,
    /// What every request carries.
    pub(crate) headers: HeaderMap,
    pub(crate) token_style: TokenStyle,
    pub(crate) timeout: Timeout,
    pub(crate) connect_timeout: Timeout,
    pub(crate) max_attempts: u32,
    pub(crate) max_response_bytes: usize,
    pub(crate) added_authorities: Vec<CertificateDer<'static>>,
    pub(crate) proxy: Option<ProxyUrl>,
    /// What to add to the hints of errors, if the host is an emulator's.
    pub(crate) remark: Option<String>,
}

impl Prepared {
    /// Checks every key; the error names the first wrong one. Performs no I/O but reading `ca_file`.
    pub(crate) fn new(config: &Config) -> Result<Self, Error> {
        if config.app_id.is_empty() {
            return Err(Error::config("app_id", "must not be empty")
                .with_hint("Copy the App ID from the application's page in the console."));
        }
        let host = host::parse(&config.host, config.allow_insecure_http).map_err(|problem| {
            Error::config("host", problem).with_hint(
                "Copy the application's address from the console, such as https://example.genauth.ai.",
            )
        })?;
        if config.max_attempts == 0 {
            return Err(Error::config("max_attempts", "must be 1 or larger"));
        }
        if config.max_response_bytes == 0 {
            return Err(Error::config("max_response_bytes", "must be 1 or larger"));
        }
        if config.app_secret.as_ref().is_some_and(|secret| secret.as_str().is_empty()) {
            return Err(Error::config("app_secret", "must not be empty"));
        }
        // The configuration is checked as ever: what is wrong with it should not first show in production.
        let emulator = emulator::from_env()?;
        let remark = emulator.as_ref().map(emulator::remark);
        let proxy = proxy::choose(config.proxy.as_ref().map(Secret::as_str), &host)?;
        // A proxy is on the way to the service, and has a loopback of its own.
        let (host, proxy) = emulator.map_or((host, proxy), |emulator| (emulator, None));
        Ok(Self {
            app_id: config.app_id.clone(),
            app_secret: config.app_secret.clone(),
            client_auth: config.client_auth,
            host,
            headers: headers(config)?,
            token_style: config.token_style,
            timeout: config.timeout,
            connect_timeout: config.connect_timeout,
            max_attempts: config.max_attempts,
            max_response_bytes: config.max_response_bytes,
            added_authorities: authorities::added(config)?,
            proxy,
            remark,
        })
    }

    /// The address of what stands at `path` below the host.
    pub(crate) fn url(&self, path: &str) -> Url {
        let mut url = self.host.clone();
        // The prefix of a bare host is `/`, that of any other one does not end with a slash.
        let prefix = self.host.path().trim_end_matches('/');
        url.set_path(&format!("{prefix}{path}"));
        url
    }

    /// Whether the server or a proxy may speak TLS.
    pub(crate) fn needs_tls(&self) -> bool {
        self.host.scheme() == "https"
            || self.proxy.as_ref().is_some_and(|proxy| proxy.address.scheme() == "https")
    }
}

fn headers(config: &Config) -> Result<HeaderMap, Error> {
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    let prefix = match config.header_prefix {
        HeaderPrefix::Genauth => "x-genauth",
        HeaderPrefix::Authing => "x-authing",
    };
    let binding = config.binding;
    let mut product = format!("genauth/{VERSION} ({binding})");
    if let Some(own) = &config.user_agent {
        product = format!("{product} {own}");
    }
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(USER_AGENT, value("user_agent", &product)?);
    let mut branded = vec![
        ("app-id", value("app_id", &config.app_id)?),
        ("request-from", value("binding", "sdk")?),
        ("sdk-version", value("binding", &format!("{binding}:{VERSION}"))?),
    ];
    if let Some(language) = &config.language {
        branded.push(("lang", value("language", language)?));
    }
    for (name, value) in branded {
        let name = HeaderName::try_from(format!("{prefix}-{name}"))
            .map_err(|error| Error::internal(format!("a header name of our own is invalid: {error}")))?;
        headers.insert(name, value);
    }
    Ok(headers)
}

fn value(key: &str, string: &str) -> Result<HeaderValue, Error> {
    let visible = string.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let value = HeaderValue::from_str(string).ok().filter(|_| visible && string.trim() == string);
    value.ok_or_else(|| Error::config(key, "must be visible ASCII, because it is sent as a header"))
}
