//! `GENAUTH_EMULATOR_HOST`: an emulator in the place of the host, for tests.

use std::env;

use url::Url;

use super::host;
use crate::error::Error;

const VARIABLE: &str = "GENAUTH_EMULATOR_HOST";

/// The emulator that the environment puts in the place of every host, if it names one.
pub(super) fn from_env() -> Result<Option<Url>, Error> {
    let Some(address) = env::var_os(VARIABLE).filter(|address| !address.is_empty()) else { return Ok(None) };
    let url = address.to_str().ok_or_else(|| "is not UTF-8".to_owned()).and_then(parse);
    let url = url.map_err(|problem| {
        Error::config("host", format!("the environment variable {VARIABLE} {problem}"))
            .with_hint(format!("Give the emulator's `127.0.0.1:PORT`, or unset {VARIABLE}."))
    })?;
    Ok(Some(url))
}

/// What an error of a call says besides its own hint: whoever does not know of the variable would look for the reason at
/// the service.
pub(super) fn remark(emulator: &Url) -> String {
    let origin = emulator.origin().ascii_serialization();
    format!("{VARIABLE} is set: the request was for {origin}, not for the service.")
}

/// A variable must not be able to send tokens over a network in the clear, whatever `allow_insecure_http` permits for the
/// application's own host.
fn parse(address: &str) -> Result<Url, String> {
    let with_scheme = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
    let url = host::parse(&with_scheme, true)?;
    if url.scheme() == "http" && !host::is_loopback(&url) {
        return Err("may name a loopback address, or an emulator at https://".into());
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_or_https() {
        for (address, url) in [
            ("127.0.0.1:9099", "http://127.0.0.1:9099/"),
            ("localhost:1", "http://localhost:1/"),
            ("[::1]:9099", "http://[::1]:9099/"),
            ("http://127.0.0.1:9099/prefix/", "http://127.0.0.1:9099/prefix"),
            ("https://emulator.test:9099", "https://emulator.test:9099/"),
        ] {
            assert_eq!(parse(address).as_ref().map(Url::as_str), Ok(url), "{address}");
        }
        for address in [
            "emulator:9099",
            "http://example.com",
            "10.0.0.1:80",
            "localhost.example.com:80",
            "http://user@127.0.0.1:1",
            "127.0.0.1:1?x",
            "ftp://127.0.0.1",
            "127.0.0.1:port",
        ] {
            assert!(parse(address).is_err(), "{address}");
        }
    }
}
