//! Whether a redirect URI is one of an application's.

/// Exactly, but for the port of a native application's loopback address: it takes the one that is free (RFC 8252).
pub(super) fn is_registered(uri: &str, registered: &[String], native: bool) -> bool {
    let matches = |registered: &String| {
        registered == uri || native && loopback(uri).is_some_and(|parts| loopback(registered) == Some(parts))
    };
    registered.iter().any(matches)
}

/// Host and path of an http URI of this machine, without the port.
fn loopback(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = ["127.0.0.1", "[::1]", "localhost"].into_iter().find(|host| authority.starts_with(host))?;
    let port = &authority[host.len()..];
    let is_port = |port: &str| port.parse::<u16>().is_ok() && port.bytes().all(|byte| byte.is_ascii_digit());
    (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)).then_some((host, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_port_of_a_native_loopback_is_free() {
        let registered = ["http://127.0.0.1/callback", "http://[::1]:8400/", "https://app.example.com/cb"];
        let registered = registered.map(str::to_owned);
        for (uri, web, native) in [
            ("http://127.0.0.1/callback", true, true),
            ("http://127.0.0.1:40123/callback", false, true),
            ("http://[::1]:1/", false, true),
            ("https://app.example.com/cb", true, true),
            ("https://app.example.com:444/cb", false, false),
            ("http://127.0.0.1:40123/callback/", false, false),
            ("http://127.0.0.1:40123/callback?x", false, false),
            ("http://127.0.0.1:99999/callback", false, false),
            ("http://127.0.0.1:+80/callback", false, false),
            ("http://127.0.0.1:1@evil.example.com/callback", false, false),
            ("http://127.0.0.1.evil.example.com/callback", false, false),
            ("http://localhost:1/callback", false, false),
        ] {
            assert_eq!(is_registered(uri, &registered, false), web, "{uri}");
            assert_eq!(is_registered(uri, &registered, true), native, "{uri}");
        }
    }
}
