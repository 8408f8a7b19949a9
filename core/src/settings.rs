//! A configuration that was checked and prepared for use.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Proxy, Url};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::config::{Config, HeaderPrefix, TokenStyle};
use crate::error::Error;
use crate::host;
use crate::options::ProfileOptions;
use crate::transport::proxy;

pub(crate) struct Settings {
    /// One for every combination of the options, because assembling one takes longer than sending it.
    get_profile: [Url; 8],
    /// Every header but the token.
    pub(crate) headers: HeaderMap,
    pub(crate) token_style: TokenStyle,
    pub(crate) timeout: Option<Duration>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) max_attempts: u32,
    pub(crate) max_response_bytes: usize,
    pub(crate) added_authorities: Vec<CertificateDer<'static>>,
    pub(crate) proxies: Vec<Proxy>,
    random: &'static dyn rustls::crypto::SecureRandom,
}

impl Settings {
    pub(crate) fn new(config: &Config) -> Result<Self, Error> {
        if config.app_id.is_empty() {
            return Err(Error::config("app_id", "must not be empty")
                .with_hint("Copy the App ID from the application's page in the console."));
        }
        let mut url = host::parse(&config.host, config.allow_insecure_http).map_err(|problem| {
            Error::config("host", problem).with_hint(
                "Copy the application's address from the console, such as https://example.genauth.ai.",
            )
        })?;
        url.set_path(&format!("{}/api/v3/get-profile", url.path().trim_end_matches('/')));
        if config.max_attempts == 0 {
            return Err(Error::config("max_attempts", "must be 1 or larger"));
        }
        if config.max_response_bytes == 0 {
            return Err(Error::config("max_response_bytes", "must be 1 or larger"));
        }
        let proxies = match &config.proxy {
            Some(setting) => proxy::explicit(setting.as_str())?,
            None => proxy::from_env(&url)?,
        };
        Ok(Self {
            get_profile: ProfileOptions::combinations().map(|options| {
                url.set_query(options.query().as_deref());
                url.clone()
            }),
            headers: headers(config)?,
            token_style: config.token_style,
            timeout: config.timeout,
            connect_timeout: config.connect_timeout,
            max_attempts: config.max_attempts,
            max_response_bytes: config.max_response_bytes,
            added_authorities: authorities(config)?,
            proxies,
            random: rustls::crypto::ring::default_provider().secure_random,
        })
    }

    /// Whether the server or a proxy may speak TLS.
    pub(crate) fn needs_tls(&self) -> bool {
        self.get_profile[0].scheme() == "https" || !self.proxies.is_empty()
    }

    pub(crate) fn url(&self, options: ProfileOptions) -> Url {
        self.get_profile[options.index()].clone()
    }

    /// A number from 0 to 1, fresh from the system: a generator in memory would repeat itself in forked children.
    pub(crate) fn random_fraction(&self) -> f64 {
        let mut bytes = [0; 4];
        match self.random.fill(&mut bytes) {
            Ok(()) => f64::from(u32::from_ne_bytes(bytes)) / f64::from(u32::MAX),
            Err(_) => 1.0,
        }
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
            .map_err(|error| Error::internal(format!("a header name of our own is wrong: {error}")))?;
        headers.insert(name, value);
    }
    Ok(headers)
}

fn value(key: &str, text: &str) -> Result<HeaderValue, Error> {
    let visible = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let value = HeaderValue::from_str(text).ok().filter(|_| visible && text.trim() == text);
    value.ok_or_else(|| Error::config(key, "must be visible ASCII, because it is sent as a header"))
}

fn authorities(config: &Config) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut found = Vec::new();
    if let Some(path) = &config.ca_file {
        let pem = fs::read(path).map_err(|error| {
            let source = Arc::new(error);
            Error::config("ca_file", format!("{} cannot be read: {source}", path.display()))
                .with_source(source)
        })?;
        found.extend(certificates("ca_file", &pem)?);
    }
    if let Some(pem) = &config.ca_pem {
        found.extend(certificates("ca_pem", pem)?);
    }
    Ok(found)
}

fn certificates(key: &str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let found = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    let found = found.map_err(|error| Error::config(key, format!("is not PEM: {error}")))?;
    let usable = found.iter().all(|der| rustls::RootCertStore::empty().add(der.clone()).is_ok());
    if found.is_empty() || !usable {
        return Err(Error::config(key, "holds no usable certificate")
            .with_hint("It must be PEM text with `-----BEGIN CERTIFICATE-----`."));
    }
    Ok(found)
}
