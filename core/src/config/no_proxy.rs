//! `NO_PROXY`: the hosts that are reached without a proxy.

use std::net::IpAddr;

use ipnet::IpNet;
use url::{Host, Url};

/// The rules of a `NO_PROXY` variable, which curl and Go read alike for the most part.
///
/// Entries are separated by commas or white space: `*` stands for every host; a domain, with or without `.` or `*.`
/// before it, for itself and its subdomains; an address or a network in CIDR notation for its addresses. `:port`
/// restricts all but a network to that port. Entries that are none of these match nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NoProxy(Vec<Rule>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    hosts: Hosts,
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Hosts {
    All,
    /// In the form that `Url` gives to it, without a dot at either end.
    Domain(String),
    Network(IpNet),
}

impl NoProxy {
    pub(crate) fn parse(text: &str) -> Self {
        Self(text.split([',', ' ', '\t', '\r', '\n']).filter_map(Rule::parse).collect())
    }

    /// Whether `url` is reached without a proxy.
    pub(crate) fn matches(&self, url: &Url) -> bool {
        let port = url.port_or_known_default();
        url.host().is_some_and(|host| {
            self.0.iter().any(|rule| rule.hosts.contain(&host) && (rule.port.is_none() || rule.port == port))
        })
    }
}

impl Rule {
    fn parse(entry: &str) -> Option<Self> {
        if let Ok(network) = entry.replace(['[', ']'], "").parse() {
            return Some(Self { hosts: Hosts::Network(network), port: None });
        }
        if let Ok(address) = entry.parse::<IpAddr>() {
            return Some(Self { hosts: Hosts::address(address), port: None });
        }
        let (host, port) = match entry.rsplit_once(':') {
            // The last colon of `[::1]` belongs to the address.
            Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().ok()?)),
            _ => (entry, None),
        };
        Some(Self { hosts: Hosts::parse(host)?, port })
    }
}

impl Hosts {
    fn parse(host: &str) -> Option<Self> {
        if host == "*" {
            return Some(Self::All);
        }
        let name = host.strip_prefix('*').unwrap_or(host);
        let name = name.strip_prefix('.').unwrap_or(name);
        // The parser of URLs brings both sides into one form: IDNA, case, and the spellings of addresses.
        match Host::parse(name.strip_suffix('.').unwrap_or(name)).ok()? {
            Host::Domain(name) => Some(Self::Domain(name)),
            Host::Ipv4(address) => Some(Self::address(address.into())),
            Host::Ipv6(address) => Some(Self::address(address.into())),
        }
    }

    fn address(address: IpAddr) -> Self {
        Self::Network(address.to_canonical().into())
    }

    fn contain(&self, host: &Host<&str>) -> bool {
        match (self, host) {
            (Self::All, _) => true,
            (Self::Domain(domain), Host::Domain(name)) => {
                let name = name.strip_suffix('.').unwrap_or(name);
                name.strip_suffix(&**domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
            }
            (Self::Network(network), Host::Ipv4(address)) => network.contains(&IpAddr::from(*address)),
            (Self::Network(network), Host::Ipv6(address)) => {
                network.contains(&IpAddr::from(*address).to_canonical())
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(text: &str, url: &str) -> bool {
        NoProxy::parse(text).matches(&Url::parse(url).unwrap())
    }

    #[test]
    fn what_matches() {
        for (text, url) in [
            ("*", "https://example.com"),
            ("*", "https://127.0.0.1"),
            ("*", "https://[::1]"),
            ("a.example, *", "https://example.com"),
            ("*:8443", "https://example.com:8443"),
            ("example.com", "https://example.com"),
            ("example.com", "https://login.example.com"),
            ("example.com", "https://a.b.example.com/path"),
            (".example.com", "https://example.com"),
            (".example.com", "https://login.example.com"),
            ("*.example.com", "https://example.com"),
            ("*.example.com", "https://login.example.com"),
            ("EXAMPLE.com", "https://login.Example.COM"),
            ("example.com.", "https://example.com"),
            ("example.com", "https://example.com./"),
            ("localhost", "http://localhost:8080"),
            ("a.example,example.com", "https://example.com"),
            ("a.example example.com", "https://example.com"),
            (" a.example ,\t example.com\r\n", "https://example.com"),
            (",,example.com,,", "https://example.com"),
            ("example.com:443", "https://example.com"),
            ("example.com:80", "http://example.com"),
            (".example.com:8443", "https://login.example.com:8443"),
            ("bücher.example", "https://xn--bcher-kva.example"),
            ("xn--bcher-kva.example", "https://bücher.example"),
            ("BÜCHER.example", "https://shop.bücher.example"),
            ("127.0.0.1", "http://127.0.0.1:8080"),
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("127.0.0.1", "http://[::ffff:127.0.0.1]"),
            ("::ffff:127.0.0.1", "http://127.0.0.1"),
            ("10.0.0.0/8", "https://10.200.3.4"),
            ("10.1.2.3/8", "https://10.200.3.4"),
            ("192.168.1.0/24", "https://192.168.1.255"),
            ("0.0.0.0/0", "https://8.8.8.8"),
            ("::1", "http://[::1]:8080"),
            ("[::1]", "http://[::1]:8080"),
            ("[::1]:8080", "http://[::1]:8080"),
            ("0:0:0:0:0:0:0:1", "http://[::1]"),
            ("2001:DB8::1", "https://[2001:db8::1]"),
            ("fd00::/8", "https://[fd12:3456::1]"),
            ("[fd00::]/8", "https://[fd12:3456::1]"),
        ] {
            assert!(matches(text, url), "{text:?} {url}");
        }
    }

    #[test]
    fn what_does_not() {
        for (text, url) in [
            ("", "https://example.com"),
            ("example.com", "https://notexample.com"),
            ("example.com", "https://example.com.evil.example"),
            ("example.com", "https://com"),
            ("login.example.com", "https://example.com"),
            (".com.", "https://example.org"),
            (".", "https://example.com"),
            ("*.", "https://example.com"),
            ("ex*.com", "https://example.com"),
            ("*:8443", "https://example.com"),
            ("example.com:8443", "https://example.com"),
            ("example.com:443", "http://example.com"),
            ("example.com:https", "https://example.com"),
            ("example.com:", "https://example.com"),
            ("example.com:70000", "https://example.com"),
            ("https://example.com", "https://example.com"),
            ("127.0.0.1:80", "http://127.0.0.1:8080"),
            ("[::1]:80", "http://[::1]:8080"),
            ("[::1", "http://[::1]"),
            ("0.0.0.1", "https://10.0.0.1"),
            ("localhost", "http://127.0.0.1"),
            ("10.0.0.0/8", "https://11.0.0.1"),
            ("10.0.0.0/33", "https://10.0.0.1"),
            ("10.0.0.0/8", "https://[fd00::1]"),
            ("0.0.0.0/0", "https://[fd00::1]"),
            ("fd00::/8", "https://[fe00::1]"),
            ("fd00::/8", "https://fd00.example"),
            ("*", "data:text/plain,a"),
        ] {
            assert!(!matches(text, url), "{text:?} {url}");
        }
    }
}
