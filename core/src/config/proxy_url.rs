//! The address of a proxy, as the configuration or an environment variable gives it.

use std::fmt;

use percent_encoding::percent_decode_str;
use url::Url;
use zeroize::Zeroizing;

/// `http://[user:password@]host:port`, taken apart. An HTTPS proxy is one that is itself reached by TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProxyUrl {
    /// Scheme, host and port, nothing else.
    pub(crate) address: Url,
    pub(crate) credentials: Option<Credentials>,
}

/// What the proxy wants to know, percent-decoded. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    pub(crate) user: Zeroizing<String>,
    pub(crate) password: Zeroizing<String>,
}

/// Why a text is not the address of a proxy; no part of the text is in it, since that may be a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProxyUrlError {
    /// Continues a sentence that names the setting.
    pub(crate) problem: &'static str,
    pub(crate) hint: &'static str,
}

const NOT_HTTP: ProxyUrlError = ProxyUrlError {
    problem: "is not the URL of an HTTP proxy",
    hint: "Give `http://[user:password@]host:port`.",
};
const SOCKS: ProxyUrlError = ProxyUrlError {
    problem: "names a SOCKS proxy",
    hint: "SOCKS is not supported. Give an HTTP proxy: `http://[user:password@]host:port`.",
};
const MORE_THAN_AN_ADDRESS: ProxyUrlError = ProxyUrlError {
    problem: "has a path, query or fragment, and a proxy has none",
    hint: "Give `http://[user:password@]host:port`. In a user name or password, percent-encode `/` as `%2F`, `?` as `%3F` and `#` as `%23`.",
};
const SPACES: ProxyUrlError = ProxyUrlError {
    problem: "contains spaces or control characters",
    hint: "In a user name or password, percent-encode a space as `%20`.",
};
const CREDENTIALS: ProxyUrlError = ProxyUrlError {
    problem: "has a user name or password that HTTP cannot transmit",
    hint: "Once percent-decoded, both must be UTF-8 without control characters, and the user name must not contain a colon.",
};

impl ProxyUrl {
    /// Reads `[http://][user[:password]@]host[:port][/]`, or the same with `https://`.
    pub(crate) fn parse(text: &str) -> Result<Self, ProxyUrlError> {
        let text = text.trim();
        // A colon before it: then `://` is a part of a password.
        let parts = text.split_once("://").filter(|(scheme, _)| !scheme.contains(':'));
        let (scheme, rest) = parts.unwrap_or(("http", text));
        let scheme = scheme.to_ascii_lowercase();
        if scheme.starts_with("socks") {
            return Err(SOCKS);
        }
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        // Before anything is taken for the host: the parser of URLs would end it there, with half a password behind.
        if rest.contains(['/', '?', '#']) {
            return Err(MORE_THAN_AN_ADDRESS);
        }
        if rest.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(SPACES);
        }
        let (credentials, host) = match rest.rsplit_once('@') {
            Some((credentials, host)) => (Credentials::parse(credentials)?, host),
            None => (None, rest),
        };
        Ok(Self { address: address(&scheme, host).ok_or(NOT_HTTP)?, credentials })
    }
}

fn address(scheme: &str, host: &str) -> Option<Url> {
    // A backslash is as good as a slash to the parser of URLs.
    if !matches!(scheme, "http" | "https") || host.contains('\\') {
        return None;
    }
    Url::parse(&format!("{scheme}://{host}")).ok()
}

impl Credentials {
    fn parse(text: &str) -> Result<Option<Self>, ProxyUrlError> {
        if text.is_empty() {
            return Ok(None);
        }
        let (user, password) = text.split_once(':').unwrap_or((text, ""));
        let (user, password) = (decode(user)?, decode(password)?);
        if user.contains(':') { Err(CREDENTIALS) } else { Ok(Some(Self { user, password })) }
    }
}

fn decode(text: &str) -> Result<Zeroizing<String>, ProxyUrlError> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| CREDENTIALS)?.into_owned();
    let decoded = Zeroizing::new(decoded);
    // RFC 7617, section 2.
    if decoded.contains(char::is_control) { Err(CREDENTIALS) } else { Ok(decoded) }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        for (text, address) in [
            ("http://proxy.example:3128", "http://proxy.example:3128/"),
            ("http://proxy.example:3128/", "http://proxy.example:3128/"),
            ("HTTP://Proxy.Example:3128", "http://proxy.example:3128/"),
            ("https://proxy.example", "https://proxy.example/"),
            ("proxy.example:3128", "http://proxy.example:3128/"),
            ("proxy", "http://proxy/"),
            ("127.0.0.1:3128", "http://127.0.0.1:3128/"),
            ("[::1]:3128", "http://[::1]:3128/"),
            (" http://proxy:3128\n", "http://proxy:3128/"),
            ("http://@proxy:3128", "http://proxy:3128/"),
        ] {
            let proxy = ProxyUrl::parse(text).unwrap();
            assert_eq!((proxy.address.as_str(), proxy.credentials), (address, None), "{text:?}");
        }
    }

    #[test]
    fn credentials_are_percent_decoded() {
        for (text, user, password) in [
            ("http://svc:secret@proxy:3128", "svc", "secret"),
            ("svc:secret@proxy:3128", "svc", "secret"),
            ("http://svc@proxy:3128", "svc", ""),
            ("http://:secret@proxy:3128", "", "secret"),
            ("http://svc:a:b@proxy:3128", "svc", "a:b"),
            ("http://svc:p@ss@proxy:3128", "svc", "p@ss"),
            ("http://svc:8%231%2Fp%3Fw%25%40%3a@proxy:3128", "svc", "8#1/p?w%@:"),
            ("http://svc:100%@proxy:3128", "svc", "100%"),
            ("http://DOMAIN\\svc:a\\b@proxy:3128", "DOMAIN\\svc", "a\\b"),
            ("http://%E7%8E%8B:%20@proxy:3128", "王", " "),
            ("http://王:密@proxy:3128", "王", "密"),
        ] {
            let proxy = ProxyUrl::parse(text).unwrap();
            let credentials = proxy.credentials.unwrap();
            assert_eq!((&**credentials.user, &**credentials.password), (user, password), "{text}");
            assert_eq!(proxy.address.as_str(), "http://proxy:3128/", "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (error, texts) in [
            (
                NOT_HTTP,
                &[
                    "",
                    "http://",
                    "ftp://proxy:21",
                    "http://:3128",
                    "http://proxy:port",
                    "http://proxy:70000",
                    "http:proxy",
                    "://proxy",
                    "http://pro\\xy",
                    "http://svc:8:9",
                    "http://[::1",
                ][..],
            ),
            (
                SOCKS,
                &[
                    "socks://127.0.0.1:7890/",
                    "SOCKS5://proxy:1080",
                    "socks5h://a:b@proxy:1080",
                    "socks4a://proxy",
                ],
            ),
            (
                MORE_THAN_AN_ADDRESS,
                &[
                    "http://svc:8#1pw@127.0.0.1:3128",
                    "http://svc:a/b@proxy:3128",
                    "http://svc:a?b@proxy:3128",
                    "http://proxy:3128/path",
                    "http://proxy:3128?a",
                    "http://proxy:3128/#",
                    "http://proxy//",
                    "svc:a://b@proxy/",
                ],
            ),
            (
                SPACES,
                &[
                    "http://svc:a b@proxy",
                    "http://pro\txy",
                    "http://svc:a\r\nb@proxy",
                    "http://proxy\u{a0}:1",
                ],
            ),
            (
                CREDENTIALS,
                &[
                    "http://svc:%FF@proxy",
                    "http://svc:%0D%0A@proxy",
                    "http://a%3Ab:c@proxy",
                    "http://%00@proxy",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(ProxyUrl::parse(text), Err(error), "{text:?}");
            }
        }
    }

    #[test]
    fn debug_shows_no_credentials() {
        let shown = format!("{:?}", ProxyUrl::parse("http://svc:secret@proxy:3128").unwrap());
        assert!(!shown.contains("svc") && !shown.contains("secret"), "{shown}");
    }
}
