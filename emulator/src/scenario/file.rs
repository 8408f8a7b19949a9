//! A scenario file as written, and the checks that its types alone cannot make.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::{CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::endpoint::Endpoint;
use super::header::{self, Header};
use super::payload::{Encoding, Payload, Source};
use super::script::Script;
use super::scripted::{Kind, ScriptedReply};
use super::template::{IdToken, Template};
use crate::provider::Keys;
use crate::reply::{Fault, Pace};
use crate::users::SAMPLE;

/// The rest of a scenario is for those who run it.
#[derive(Deserialize)]
pub(super) struct ScenarioFile {
    name: String,
    replies: Vec<ReplyFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplyFile {
    #[serde(default)]
    on: Endpoint,
    status: Option<u16>,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<Body>,
    id_token: Option<IdToken>,
    keys: Option<usize>,
    body_base64: Option<String>,
    body_repeat: Option<Repeat>,
    #[serde(default)]
    sample: bool,
    encoding: Option<Encoding>,
    #[serde(default)]
    chunked: bool,
    #[serde(default)]
    delay_ms: u32,
    #[serde(default)]
    body_delay_ms: u32,
    dribble: Option<Dribble>,
    fault: Option<Fault>,
    garbage: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a string, an object or an array")]
enum Body {
    String(String),
    Object(Map<String, Value>),
    Array(Vec<Value>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    text: String,
    times: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dribble {
    bytes: usize,
    every_ms: u32,
}

impl ScenarioFile {
    /// The scenario's name and replies, or what is wrong and where.
    pub(super) fn check(self) -> Result<(String, Script), String> {
        let simple = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        if self.name.is_empty() || !self.name.bytes().all(simple) {
            return Err("name: expected lower-case letters, digits, - and _".to_owned());
        }
        if self.replies.is_empty() {
            return Err("replies: expected at least one".to_owned());
        }
        let mut script = Script::default();
        for (index, mut reply) in self.replies.into_iter().enumerate() {
            let endpoint = std::mem::take(&mut reply.on);
            let reply = reply.check().map_err(|(key, why)| format!("replies[{index}].{key}: {why}"))?;
            script.add(endpoint, reply);
        }
        Ok((self.name, script))
    }
}

type Wrong = (&'static str, String);

fn wrong<T>(key: &'static str, why: &str) -> Result<T, Wrong> {
    Err((key, why.to_owned()))
}

impl ReplyFile {
    fn check(mut self) -> Result<ScriptedReply, Wrong> {
        let delay = Duration::from_millis(self.delay_ms.into());
        if self.garbage.is_some() || self.fault.is_some_and(|fault| !fault.replies()) {
            return self.without_reply(delay);
        }
        let status = self.status.unwrap_or(200);
        let Some(status) = StatusCode::from_u16(status).ok().filter(|_| status >= 200) else {
            return wrong("status", "expected 200 to 999");
        };
        let mut headers = header::check(&self.headers).map_err(|why| ("headers", why))?;
        for (name, why) in [
            (CONTENT_LENGTH, "content-length follows from the body; see truncate"),
            (TRANSFER_ENCODING, "transfer-encoding is set by chunked"),
        ] {
            if headers.iter().any(|header| header.name == name) {
                return wrong("headers", why);
            }
        }
        if self.encoding.is_some() && headers.iter().any(|header| header.name == CONTENT_ENCODING) {
            return wrong("encoding", "content-encoding is already among the headers");
        }
        if self.fault == Some(Fault::CloseAfter) && headers.iter().any(|header| header.name == CONNECTION) {
            return wrong("fault", "close_after is for a close that no connection header announces");
        }
        let source = self.source()?;
        if source.is_json() && !headers.iter().any(|header| header.name == CONTENT_TYPE) {
            headers.push(Header::json());
        }
        if self.fault.is_some_and(Fault::truncates_body) && !source.has_two_bytes() {
            return wrong("fault", "needs a body of two bytes or more to truncate");
        }
        Ok(ScriptedReply {
            delay,
            kind: Kind::Http {
                status,
                headers,
                payload: Payload::new(source, self.encoding),
                pace: self.pace()?,
                chunked: self.chunked,
                fault: self.fault,
            },
        })
    }

    fn without_reply(self, delay: Duration) -> Result<ScriptedReply, Wrong> {
        let has_reply = self.status.is_some()
            || !self.headers.is_empty()
            || self.has_body()
            || self.encoding.is_some()
            || self.chunked
            || self.body_delay_ms > 0
            || self.dribble.is_some();
        let kind = match (self.garbage, self.fault) {
            (Some(_), _) if has_reply => return wrong("garbage", "goes with on and delay_ms only"),
            (Some(_), Some(_)) => return wrong("garbage", "does not go with fault"),
            (None, _) if has_reply => {
                return wrong("fault", "comes instead of a reply: goes with on and delay_ms only");
            }
            (Some(garbage), None) => Kind::Garbage(Bytes::from(garbage)),
            (None, Some(fault)) => Kind::Nothing(fault),
            (None, None) => return wrong("fault", "expected one"),
        };
        Ok(ScriptedReply { delay, kind })
    }

    fn has_body(&self) -> bool {
        self.sample
            || self.keys.is_some()
            || self.id_token.is_some()
            || self.body.is_some()
            || self.body_base64.is_some()
            || self.body_repeat.is_some()
    }

    fn source(&mut self) -> Result<Source, Wrong> {
        let given = [
            self.body.is_some(),
            self.body_base64.is_some(),
            self.body_repeat.is_some(),
            self.sample,
            self.keys.is_some(),
        ];
        if given.into_iter().filter(|&given| given).count() > 1 {
            return wrong("body", "expected at most one of body, body_base64, body_repeat, sample and keys");
        }
        if self.id_token.is_some() && !matches!(self.body, Some(Body::Object(_))) {
            return wrong("id_token", "goes into a body that is an object");
        }
        if self.keys == Some(0) || matches!(self.id_token, Some(IdToken::Rs256 { key: 0, .. })) {
            return wrong("keys", "the first one is 1");
        }
        if let Some(key) = self.keys {
            return Ok(Source::Json(Keys::in_use(key).public().to_string().into()));
        }
        if self.sample {
            return Ok(Source::Json(Bytes::from_static(SAMPLE)));
        }
        if let Some(base64) = &self.body_base64 {
            let bytes = STANDARD.decode(base64).map_err(|error| ("body_base64", error.to_string()))?;
            return Ok(Source::Bytes(bytes.into()));
        }
        if let Some(Repeat { text, times }) = &self.body_repeat {
            return Source::repeat(text, *times).map_err(|why| ("body_repeat", why));
        }
        let template = |body, id_token| Source::Template(Box::new(Template::new(body, id_token)));
        Ok(match self.body.take() {
            None => Source::Bytes(Bytes::new()),
            Some(Body::String(string)) => Source::Bytes(string.into()),
            Some(Body::Object(object)) => template(object.into(), self.id_token.take()),
            Some(Body::Array(array)) => template(array.into(), None),
        })
    }

    fn pace(&self) -> Result<Pace, Wrong> {
        let before = Duration::from_millis(self.body_delay_ms.into());
        match self.dribble {
            None => Ok(Pace { before, ..Pace::default() }),
            Some(Dribble { bytes: 0, .. }) => wrong("dribble", "bytes must not be 0"),
            Some(Dribble { bytes, every_ms }) => {
                Ok(Pace { before, frame: bytes, between: Duration::from_millis(every_ms.into()) })
            }
        }
    }
}
