//! What must hold for any input. The fuzz targets try these properties, and the tests replay what was found.

mod parsers;
mod sessions;

use std::error::Error as StdError;
use std::iter;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};
use url::Url;

pub use parsers::{challenge, charset, coding, no_proxy, proxy, timestamp};

use crate::config::parse_host;
use crate::operation::{GetProfileJson, JsonForm, Operation as _};
use crate::response::{Reader, Response, parse_retry_after};
use crate::{AccessToken, Client, Config, Error, ErrorKind, GetProfile, Identity, Profile, ProfileOptions};

pub use sessions::{id_token, key_set, record, redirect, token_response};

/// The token of a response that does not bring its own.
const TOKEN: &str = "tok3n-0f-the-user";
/// Stands in every other token, so that none is a part of the library's own words.
const MARK: &str = "5ecret-0f-fuzz1ng";

/// A response: one line per fact (`status: 503`, a header's name and value), an empty line, the body.
pub fn response(input: &[u8]) {
    let end = input.windows(2).position(|two| two == b"\n\n");
    let (head, body) = end.map_or((&[][..], input), |end| (&input[..end], &input[end + 2..]));
    let mut response = Response {
        url: Url::parse("https://example.genauth.ai/api/v3/get-profile").expect("a URL"),
        status: 200,
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(body),
        flaw: None,
    };
    let mut token = AccessToken::try_from(TOKEN).expect("visible ASCII");
    for line in head.split(|byte| *byte == b'\n') {
        let colon = line.windows(2).position(|two| two == b": ");
        let (name, value) = colon.map_or((line, &[][..]), |at| (&line[..at], &line[at + 2..]));
        match (name, str::from_utf8(value)) {
            (b"status", Ok(status)) => response.status = status.parse().unwrap_or(200),
            (b"token", Ok(start)) => {
                token = AccessToken::try_from(&*format!("{start}.{MARK}")).unwrap_or(token);
            }
            _ => {
                if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value))
                {
                    response.headers.append(name, value);
                }
            }
        }
    }
    let secrets = [token.as_str().to_owned().into()];
    let reader = Reader::new(&response, &secrets);
    match GetProfile(ProfileOptions::default()).read(&reader) {
        Ok(profile) => {
            let get_json = |form| GetProfileJson { options: ProfileOptions::default(), form }.read(&reader);
            assert_eq!(get_json(JsonForm::Profile).ok(), Some(profile.to_json().into_bytes()));
            assert_eq!(get_json(JsonForm::Envelope).ok().as_deref(), Some(body));
            assert!((200..300).contains(&response.status), "success from HTTP {}", response.status);
            assert!(!profile.user_id.trim().is_empty(), "a user without an id");
            assert_eq!(profile.raw.as_bytes(), body);
            survives_the_way_through_json(&profile);
        }
        Err(error) => {
            for text in texts(&error) {
                assert!(!text.contains(token.as_str()), "the token in {text}");
            }
            for text in [error.message(), error.hint()] {
                assert!(
                    !text.contains(|c: char| c.is_control() || "\u{2028}\u{2029}".contains(c)),
                    "more than a line: {text:?}"
                );
                assert!(text.chars().count() < 1000, "a long line: {text}");
            }
            assert!(!error.session_is_dead() || error.kind() == ErrorKind::Unauthenticated);
        }
    }
}

/// A string that may be a profile, or an identity.
pub fn profile(input: &[u8]) {
    let Ok(json) = str::from_utf8(input) else { return };
    if let Ok(profile) = Profile::from_json(json) {
        survives_the_way_through_json(&profile);
    }
    if let Ok(identity) = Identity::from_json(json) {
        assert!(Identity::from_json(&identity.to_json()).is_ok_and(|again| again == identity));
    }
}

/// A `Retry-After` header.
pub fn retry_after(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let wait = parse_retry_after(&text, None, now);
    assert_eq!(wait, parse_retry_after(&format!(" {text}\t"), None, now), "white space changed {text:?}");
    if let Ok(seconds) = text.parse::<u32>() {
        assert_eq!(wait, Some(Duration::from_secs(seconds.min(1 << 31).into())));
    }
    if let Some(date) = wait.and_then(|wait| now.checked_add(wait)).filter(|date| *date > now) {
        let whole = date.duration_since(SystemTime::UNIX_EPOCH).is_ok_and(|since| since.subsec_nanos() == 0);
        if whole && text.contains(':') {
            let again = httpdate::fmt_http_date(date);
            assert_eq!(wait, parse_retry_after(&again, None, now), "{text:?} is not {again}");
        }
    }
}

/// A `host`. Its first byte says whether `http://` is allowed: `!` allows it.
pub fn host(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let (text, allow_http) = text.strip_prefix('!').map_or((text, false), |rest| (rest, true));
    let Ok(url) = parse_host(text, allow_http) else { return };
    let name = url.host_str().unwrap_or_default();
    let is_loopback = name == "localhost" || name == "[::1]" || name.starts_with("127.");
    assert!(url.scheme() == "https" || url.scheme() == "http" && (allow_http || is_loopback), "{url}");
    assert!(!name.is_empty(), "{url} leads nowhere");
    assert!(url.username().is_empty() && url.password().is_none(), "{url} holds a user");
    assert!(url.query().is_none() && url.fragment().is_none(), "{url} holds more than an address");
    assert_eq!(parse_host(url.as_str(), allow_http).as_ref(), Ok(&url), "{text:?} changes when read again");
}

/// A configuration as JSON.
pub fn config(input: &[u8]) {
    let Ok(json) = str::from_utf8(input) else { return };
    let _ = client(json);
    let Ok(mut entries) = serde_json::from_str::<Map<String, Value>>(json) else { return };
    let unmarked = serde_json::to_string(&entries).expect("a map with string keys is always JSON");
    // A scheme that the mark stands in comes back in small letters.
    if unmarked.to_ascii_lowercase().contains(MARK) {
        return;
    }
    for key in ["access_token", "proxy"] {
        if let Some(Value::String(secret)) = entries.get_mut(key) {
            secret.push_str(MARK);
        }
    }
    let marked = serde_json::to_string(&entries).expect("a map with string keys is always JSON");
    // Also truncated, so that the reader of JSON has something to complain about.
    for json in [&marked[..], marked.trim_end_matches('}')] {
        if let Ok(config) = Config::from_json(json) {
            assert!(!format!("{config:?}").contains(MARK), "a secret in {config:?}");
        }
        for text in client(json).err().iter().flat_map(texts) {
            assert!(!text.contains(MARK), "a secret in {text}");
        }
    }
}

fn client(json: &str) -> Result<Client, Error> {
    let mut config = Config::from_json(json)?;
    // No input may make this read the machine's files.
    config.ca_file = None;
    Client::new(&config)
}

/// Every text that a caller can get out of an error.
fn texts(error: &Error) -> Vec<String> {
    let causes =
        iter::successors(StdError::source(error), |cause| StdError::source(*cause)).map(ToString::to_string);
    let own = [Some(error.message()), Some(error.hint()), error.api_code(), error.request_id()];
    own.into_iter().flatten().map(str::to_owned).chain(causes).collect()
}

fn survives_the_way_through_json(profile: &Profile) {
    let json = profile.to_json();
    match Profile::from_json(&json) {
        Ok(again) => {
            assert!(again == *profile && again.to_json() == json, "{json} became {}", again.to_json());
        }
        Err(error) => panic!("{json}: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    #[test]
    fn what_was_found_stays_fixed() {
        let targets = [
            ("challenge", super::challenge as fn(&[u8])),
            ("charset", super::charset),
            ("coding", super::coding),
            ("config", super::config),
            ("host", super::host),
            ("id_token", super::id_token),
            ("key_set", super::key_set),
            ("no_proxy", super::no_proxy),
            ("profile", super::profile),
            ("proxy", super::proxy),
            ("record", super::record),
            ("redirect", super::redirect),
            ("response", super::response),
            ("retry_after", super::retry_after),
            ("timestamp", super::timestamp),
            ("token_response", super::token_response),
        ];
        for (target, property) in targets {
            let folder = format!("{}/../fuzz/regressions/{target}", env!("CARGO_MANIFEST_DIR"));
            let files = fs::read_dir(&folder).expect(&folder).collect::<Result<Vec<_>, _>>().expect(&folder);
            assert!(!files.is_empty(), "{folder} is empty");
            for file in files {
                let input = fs::read(file.path()).unwrap();
                let outcome = std::panic::catch_unwind(|| property(&input));
                assert!(outcome.is_ok(), "{target}: {}", file.file_name().display());
            }
        }
    }
}
