//! The way to the server: straight, or through a proxy.

use std::env;

use reqwest::{NoProxy, Proxy, Url};

use crate::error::Error;

/// The proxies that the environment names, in the way that curl reads it.
pub(crate) fn from_env() -> Result<Vec<Proxy>, Error> {
    let direct = first(&["NO_PROXY", "no_proxy"]).map(|(_, hosts)| hosts).unwrap_or_default();
    // reqwest takes `*` for every name, but for no address.
    if direct.split(',').any(|host| host.trim() == "*") {
        return Ok(Vec::new());
    }
    let no_proxy = NoProxy::from_string(&direct);
    // A CGI program gets request headers as variables: a client could set HTTP_PROXY by a `Proxy` header.
    let http_names: &[_] =
        if env::var_os("REQUEST_METHOD").is_some() { &["http_proxy"] } else { &["HTTP_PROXY", "http_proxy"] };
    let mut proxies = Vec::new();
    for (names, proxy) in [
        (&["HTTPS_PROXY", "https_proxy"][..], Proxy::https::<Url> as fn(Url) -> reqwest::Result<Proxy>),
        (http_names, Proxy::http::<Url>),
        (&["ALL_PROXY", "all_proxy"], Proxy::all::<Url>),
    ] {
        if let Some((name, text)) = first(names) {
            let proxy = parse(&text, proxy).map_err(|problem| {
                Error::config("proxy", format!("the environment variable {name} {problem}"))
                    .with_hint(format!("Correct {name}, or set `proxy` to a URL or to `none`."))
            })?;
            proxies.push(proxy.no_proxy(no_proxy.clone()));
        }
    }
    Ok(proxies)
}

/// The proxies of the configuration key `proxy`: one for everything, or none at all.
pub(crate) fn explicit(setting: &str) -> Result<Vec<Proxy>, Error> {
    if setting == "none" {
        return Ok(Vec::new());
    }
    match parse(setting, Proxy::all::<Url>) {
        Ok(proxy) => Ok(vec![proxy]),
        Err(problem) => {
            Err(Error::config("proxy", problem)
                .with_hint("Give `http://[user:password@]host:port` or `none`."))
        }
    }
}

/// The text may hold a password, so no message repeats it.
fn parse(text: &str, proxy: fn(Url) -> reqwest::Result<Proxy>) -> Result<Proxy, &'static str> {
    const PROBLEM: &str = "is not the URL of an HTTP proxy";
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = Url::parse(&with_scheme).map_err(|_| PROBLEM)?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(PROBLEM);
    }
    proxy(url).map_err(|_| PROBLEM)
}

fn first(names: &[&'static str]) -> Option<(&'static str, String)> {
    names
        .iter()
        .find_map(|name| env::var(name).ok().filter(|text| !text.is_empty()).map(|text| (*name, text)))
}
