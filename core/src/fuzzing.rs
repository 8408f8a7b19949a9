//! What must hold for any input. The fuzz targets try these properties, and the tests replay what was found.

use std::error::Error as StdError;
use std::iter;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde_json::{Map, Value};
use url::Url;

use crate::config::Config;
use crate::error::{Answer, Error, read_answer};
use crate::profile::{Identity, Profile};
use crate::token::AccessToken;
use crate::transport::retry_after as header;
use crate::{Client, ErrorKind, host};

/// The token of an answer that does not bring its own.
const TOKEN: &str = "tok3n-0f-the-user";
/// Stands in every other token, so that none is a part of the library's own words.
const MARK: &str = "5ecret-0f-fuzz1ng";

/// An answer: one line per fact (`status: 503`, `html`, a header's name and value), an empty line, the body.
pub fn answer(input: &[u8]) {
    let end = input.windows(2).position(|two| two == b"\n\n");
    let (head, body) = end.map_or((&[][..], input), |end| (&input[..end], &input[end + 2..]));
    let mut answer = Answer { http_status: 200, body: Bytes::copy_from_slice(body), ..Answer::default() };
    let mut token = AccessToken::try_from(TOKEN).expect("visible ASCII");
    let printable = |c: char| c == '\t' || !c.is_control();
    for line in String::from_utf8_lossy(head).lines().filter(|line| line.chars().all(printable)) {
        let (name, value) = line.split_once(": ").unwrap_or((line, ""));
        match name {
            "status" => answer.http_status = value.parse().unwrap_or(200),
            "html" => answer.is_html = true,
            "x-request-id" => answer.request_id = Some(value.into()),
            "retry-after" => answer.retry_after = header::parse(value, SystemTime::UNIX_EPOCH),
            "www-authenticate" => answer.www_authenticate = Some(value.into()),
            "location" => answer.redirect_origin = origin(value),
            "token" => token = AccessToken::try_from(&*format!("{value}.{MARK}")).unwrap_or(token),
            _ => {}
        }
    }
    match read_answer(&answer, token.as_str()) {
        Ok(profile) => {
            assert!((200..300).contains(&answer.http_status), "success from HTTP {}", answer.http_status);
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

/// A text that may be a profile, or an identity.
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
    let wait = header::parse(&text, now);
    assert_eq!(wait, header::parse(&format!(" {text}\t"), now), "white space changed {text:?}");
    if let Ok(seconds) = text.parse::<u32>() {
        assert_eq!(wait, Some(Duration::from_secs(seconds.into())));
    }
    if let Some(date) = wait.and_then(|wait| now.checked_add(wait)).filter(|date| *date > now) {
        let whole = date.duration_since(SystemTime::UNIX_EPOCH).is_ok_and(|since| since.subsec_nanos() == 0);
        if whole && text.contains(':') {
            let again = httpdate::fmt_http_date(date);
            assert_eq!(wait, header::parse(&again, now), "{text:?} is not {again}");
        }
    }
}

/// A `host`. Its first byte says whether `http://` is allowed: `!` allows it.
pub fn host(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let (text, allow_http) = text.strip_prefix('!').map_or((text, false), |rest| (rest, true));
    let Ok(url) = host::parse(text, allow_http) else { return };
    let name = url.host_str().unwrap_or_default();
    let is_loopback = name == "localhost" || name == "[::1]" || name.starts_with("127.");
    assert!(url.scheme() == "https" || url.scheme() == "http" && (allow_http || is_loopback), "{url}");
    assert!(!name.is_empty(), "{url} leads nowhere");
    assert!(url.username().is_empty() && url.password().is_none(), "{url} holds a user");
    assert!(url.query().is_none() && url.fragment().is_none(), "{url} holds more than an address");
    assert_eq!(host::parse(url.as_str(), allow_http).as_ref(), Ok(&url), "{text:?} changes when read again");
}

/// A configuration as JSON.
pub fn config(input: &[u8]) {
    let Ok(json) = str::from_utf8(input) else { return };
    let _ = client(json);
    let Ok(mut entries) = serde_json::from_str::<Map<String, Value>>(json) else { return };
    let unmarked = serde_json::to_string(&entries).expect("a map with text keys is always JSON");
    // A scheme that the mark stands in comes back in small letters.
    if unmarked.to_ascii_lowercase().contains(MARK) {
        return;
    }
    for key in ["access_token", "proxy"] {
        if let Some(Value::String(secret)) = entries.get_mut(key) {
            secret.push_str(MARK);
        }
    }
    let marked = serde_json::to_string(&entries).expect("a map with text keys is always JSON");
    // Also cut short, so that the reader of JSON has something to complain about.
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

fn origin(location: &str) -> Option<String> {
    let url = Url::parse("https://example.genauth.ai/api/v3/get-profile").ok()?.join(location).ok()?;
    Some(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use std::fs;

    #[test]
    fn what_was_found_stays_fixed() {
        let targets = [
            ("answer", super::answer as fn(&[u8])),
            ("config", super::config),
            ("host", super::host),
            ("profile", super::profile),
            ("retry_after", super::retry_after),
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
