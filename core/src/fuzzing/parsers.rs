//! Properties of the parsers of headers, bodies and settings.

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use time::OffsetDateTime;
use url::Url;

use crate::Timestamp;
use crate::config::no_proxy::NoProxy;
use crate::config::proxy_url::ProxyUrl;
use crate::response::challenge::{Challenge, Challenges};
use crate::response::{charset as text, coding as content};

/// Lines of `WWW-Authenticate`.
pub fn challenge(input: &[u8]) {
    let challenges = Challenges::parse(input.split(|byte| *byte == b'\n'));
    assert!(!(challenges.name_bearer() && challenges.name_only_others()));
    let canonical = challenges.iter().map(canonical).collect::<Vec<_>>().join(", ");
    // Longer ones are not read to their end.
    if canonical.len() < 16 * 1024 {
        assert_eq!(Challenges::parse([canonical.as_bytes()]), challenges, "{canonical}");
    }
}

fn canonical(challenge: &Challenge) -> String {
    let escaped = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"");
    let params = challenge.params.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value)));
    format!("{} {}", challenge.scheme, params.collect::<Vec<_>>().join(", "))
}

/// A `Content-Type`, a line break, a body.
pub fn charset(input: &[u8]) {
    let (content_type, body) = first_line(input);
    text::decode(body, Some(content_type));
    if !body.starts_with(b"\xff\xfe") && !body.starts_with(b"\xfe\xff") {
        let decoded = text::decode(body, None);
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        assert_eq!(decoded.text, String::from_utf8_lossy(body));
        assert_eq!(decoded.is_damaged, str::from_utf8(body).is_err());
    }
}

/// A `Content-Encoding`, a line break, a body.
pub fn coding(input: &[u8]) {
    const LIMIT: usize = 4096;
    let (codings, body) = first_line(input);
    match content::decode([codings], Bytes::copy_from_slice(body), LIMIT) {
        Ok(decoded) => assert!(decoded == body || decoded.len() <= LIMIT, "{} bytes", decoded.len()),
        Err(undecodable) => {
            assert!(undecodable.beginning.len() <= LIMIT);
            let error = undecodable.error.to_string();
            assert!(error.len() < 100 && error.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{error}");
        }
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(input).and_then(|()| encoder.try_finish()).expect("writing to memory cannot fail");
    let decoded = content::decode([&b"gzip"[..]], encoder.get_ref().clone().into(), input.len());
    assert_eq!(decoded.ok().as_deref(), Some(input));
}

/// The address of a proxy.
pub fn proxy(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let Ok(proxy) = ProxyUrl::parse(text) else { return };
    let address = &proxy.address;
    assert!(
        matches!(address.scheme(), "http" | "https") && address.has_host() && address.path() == "/",
        "{address}"
    );
    assert!(address.username().is_empty() && address.password().is_none(), "credentials in {address}");
    assert!(address.query().is_none() && address.fragment().is_none(), "more than an address: {address}");
    let mut again = address.to_string();
    if let Some(credentials) = &proxy.credentials {
        let [user, password] = [&credentials.user, &credentials.password]
            .map(|text| utf8_percent_encode(text, NON_ALPHANUMERIC));
        again = again.replacen("://", &format!("://{user}:{password}@"), 1);
    }
    assert_eq!(ProxyUrl::parse(&again).as_ref(), Ok(&proxy), "{again}");
}

/// A `NO_PROXY`, a line break, a URL.
pub fn no_proxy(input: &[u8]) {
    let (list, url) = first_line(input);
    let (Ok(list), Ok(url)) = (str::from_utf8(list), str::from_utf8(url)) else { return };
    let Ok(url) = Url::parse(url) else { return };
    let matches = NoProxy::parse(list).matches(&url);
    let Some(host) = url.host_str() else { return assert!(!matches, "{list:?} matches no host") };
    if matches {
        assert!(NoProxy::parse(&list.to_ascii_uppercase()).matches(&url), "{list:?} in capitals");
        assert!(NoProxy::parse(&format!("a.example, {list}")).matches(&url), "{list:?} as a rest");
    }
    assert!(NoProxy::parse(&format!("{list},*")).matches(&url));
    // A host may hold what separates or replaces hosts here, or labels without a letter.
    let is_common = !host.contains([',', '*']) && !host.contains("..") && host != ".";
    if matches!(url.scheme(), "http" | "https") && is_common {
        assert!(NoProxy::parse(host).matches(&url), "{host} is not itself");
    }
}

/// A moment.
pub fn timestamp(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let unix_time = |text: &str| Timestamp::from(text.to_owned()).to_unix_time();
    let Some((seconds, nanosecond)) = unix_time(text) else { return };
    // An offset may lead out of the years that have four digits.
    let Ok(moment) = OffsetDateTime::from_unix_timestamp(seconds) else { return };
    let (date, (hour, minute, second)) = (moment.date(), moment.to_hms());
    if (0..=9999).contains(&date.year()) {
        let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
        let again =
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{nanosecond:09}Z");
        assert_eq!(unix_time(&again), Some((seconds, nanosecond)), "{text:?} is not {again}");
    }
}

fn first_line(input: &[u8]) -> (&[u8], &[u8]) {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    (&input[..end], input.get(end + 1..).unwrap_or_default())
}
