//! The address of the application.

use url::{Host, Url};

/// Reads the configuration key `host`: `https://` is added when there is no scheme, trailing slashes are removed, a path
/// prefix is kept.
pub(crate) fn parse(host: &str, allow_insecure_http: bool) -> Result<Url, String> {
    if host.is_empty() {
        return Err("must not be empty".into());
    }
    if host.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("must not contain spaces or control characters".into());
    }
    let with_scheme = if host.contains("://") { host.to_owned() } else { format!("https://{host}") };
    let mut url = Url::parse(&with_scheme).map_err(|error| format!("is not an address: {error}"))?;
    match url.scheme() {
        "https" => {}
        "http" if allow_insecure_http || is_loopback(&url) => {}
        "http" => {
            return Err(
                "http:// would send the token in the clear; only loopback may, unless allow_insecure_http is set".into()
            );
        }
        scheme => return Err(format!("the scheme `{scheme}` is not https")),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not contain a user name or password".into());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must not contain a query or fragment".into());
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
