//! The way to the server: straight, or through a proxy.

use std::env;

use reqwest::{NoProxy, Proxy, Url};

use crate::error::Error;

/// The proxy that the environment names for `url`. Variables that do not apply to it are not even read, since they may be
/// meant for programs that know other kinds of proxies.
pub(crate) fn from_env(url: &Url) -> Result<Vec<Proxy>, Error> {
    let direct = first(&["NO_PROXY", "no_proxy"]).map(|(_, hosts)| hosts).unwrap_or_default();
    // reqwest takes `*` for every name, but for no address.
    if direct.split(',').any(|host| host.trim() == "*") {
        return Ok(Vec::new());
    }
    let names: &[_] = match url.scheme() {
        "https" => &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
        // A CGI program gets request headers as variables: a client could set HTTP_PROXY by a `Proxy` header.
        _ if env::var_os("REQUEST_METHOD").is_some() => &["http_proxy", "ALL_PROXY", "all_proxy"],
        _ => &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"],
    };
    let Some((name, text)) = first(names) else { return Ok(Vec::new()) };
    let proxy = parse(&text).map_err(|problem| {
        Error::config("proxy", format!("the environment variable {name} {problem}"))
            .with_hint(format!("Correct {name}, or set `proxy` to a URL or to `none`."))
    })?;
    Ok(vec![proxy.no_proxy(NoProxy::from_string(&direct))])
}

/// The proxies of the configuration key `proxy`: one for everything, or none at all.
pub(crate) fn explicit(setting: &str) -> Result<Vec<Proxy>, Error> {
    if setting == "none" {
        return Ok(Vec::new());
    }
    match parse(setting) {
        Ok(proxy) => Ok(vec![proxy]),
        Err(problem) => {
            Err(Error::config("proxy", problem)
                .with_hint("Give `http://[user:password@]host:port` or `none`."))
        }
    }
}

/// The text may hold a password, so no message repeats it.
fn parse(text: &str) -> Result<Proxy, &'static str> {
    const PROBLEM: &str = "is not the URL of an HTTP proxy";
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = Url::parse(&with_scheme).map_err(|_| PROBLEM)?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(PROBLEM);
    }
    Proxy::all(url).map_err(|_| PROBLEM)
}

fn first(names: &[&'static str]) -> Option<(&'static str, String)> {
    names
        .iter()
        .find_map(|name| env::var(name).ok().filter(|text| !text.is_empty()).map(|text| (*name, text)))
}
