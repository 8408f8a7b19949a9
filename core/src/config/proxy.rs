//! The way to the server: direct, or through a proxy.

use std::env;

use url::{Host, Url};

use super::no_proxy::NoProxy;
use super::proxy_url::{ProxyUrl, ProxyUrlError};
use crate::error::Error;

/// The proxy for `target`: that of the configuration key `proxy`, which is for every host, or that of the environment.
pub(super) fn choose(setting: Option<&str>, target: &Url) -> Result<Option<ProxyUrl>, Error> {
    let proxy = match setting {
        Some("none") => None,
        Some(setting) => Some(ProxyUrl::parse(setting).map_err(|ProxyUrlError { problem, hint }| {
            Error::config("proxy", problem).with_hint(format!("{hint} `none` stands for no proxy."))
        })?),
        None => from_env(target)?,
    };
    // The HTTP client takes the brackets of the address for a part of the name that the certificate has to bear.
    if proxy.is_some() && target.scheme() == "https" && matches!(target.host(), Some(Host::Ipv6(_))) {
        return Err(Error::config("host", "an IPv6 address cannot be reached over https through a proxy")
            .with_hint("Give a host name, or set `proxy` to `none`."));
    }
    Ok(proxy)
}

/// The proxy that the environment names for `target`. Variables that do not apply to it are not even read, since they may
/// be meant for programs that know other kinds of proxies.
fn from_env(target: &Url) -> Result<Option<ProxyUrl>, Error> {
    if first(&["NO_PROXY", "no_proxy"]).is_some_and(|(_, hosts)| NoProxy::parse(&hosts).matches(target)) {
        return Ok(None);
    }
    let names: &[_] = match target.scheme() {
        "https" => &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
        // A CGI program gets request headers as variables: a client could set HTTP_PROXY by a `Proxy` header.
        _ if env::var_os("REQUEST_METHOD").is_some() => &["http_proxy", "ALL_PROXY", "all_proxy"],
        _ => &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"],
    };
    let Some((name, setting)) = first(names) else { return Ok(None) };
    let proxy = ProxyUrl::parse(&setting).map_err(|ProxyUrlError { problem, hint }| {
        Error::config("proxy", format!("the environment variable {name} {problem}"))
            .with_hint(format!("{hint} To ignore {name}, set `proxy` to a URL or to `none`."))
    })?;
    Ok(Some(proxy))
}

fn first(names: &[&'static str]) -> Option<(&'static str, String)> {
    names
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()).map(|value| (*name, value)))
}
