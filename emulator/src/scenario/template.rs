//! A scripted JSON body, with placeholders and an ID token that are made when the reply goes out.

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::header::Facts;
use crate::provider::{Keys, Signer};

#[derive(Debug)]
pub(super) struct Template {
    body: Value,
    id_token: Option<IdToken>,
}

/// An ID token that is signed when the reply goes out: its times must be of that moment.
#[derive(Debug, Deserialize)]
#[serde(tag = "alg", deny_unknown_fields)]
pub(super) enum IdToken {
    #[serde(rename = "RS256")]
    Rs256 {
        /// 1 is the first of the emulator's keys.
        key: usize,
        claims: Map<String, Value>,
    },
    #[serde(rename = "HS256")]
    Hs256 { secret: String, claims: Map<String, Value> },
    #[serde(rename = "none")]
    Nothing { claims: Map<String, Value> },
}

impl Template {
    pub(super) fn new(body: Value, id_token: Option<IdToken>) -> Self {
        Self { body, id_token }
    }

    pub(super) fn bytes(&self, facts: &Facts<'_>) -> Bytes {
        let mut body = fill(&self.body, facts);
        if let Some(id_token) = &self.id_token {
            body["id_token"] = id_token.signed(facts).into();
        }
        body.to_string().into()
    }
}

impl IdToken {
    fn signed(&self, facts: &Facts<'_>) -> String {
        let claims = |claims: &Map<String, Value>| fill(&claims.clone().into(), facts);
        match self {
            Self::Rs256 { key, claims: given } => Signer::Rs256(&Keys::in_use(*key)).sign(&claims(given)),
            Self::Hs256 { secret, claims: given } => Signer::Hs256(secret).sign(&claims(given)),
            Self::Nothing { claims: given } => Signer::Nothing.sign(&claims(given)),
        }
    }
}

/// Replaces `{base}` in texts, and texts such as `{now-60}` by seconds since 1970.
fn fill(value: &Value, facts: &Facts<'_>) -> Value {
    match value {
        Value::String(text) => match seconds(text, facts.now) {
            Some(seconds) => seconds.into(),
            None => text.replace("{base}", &format!("{}{}", facts.url, facts.base)).into(),
        },
        Value::Array(items) => items.iter().map(|item| fill(item, facts)).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, member)| (key.clone(), fill(member, facts))).collect()
        }
        other => other.clone(),
    }
}

fn seconds(text: &str, now: SystemTime) -> Option<i64> {
    let offset = text.strip_prefix("{now")?.strip_suffix('}')?;
    let offset = match offset.as_bytes().first() {
        None => 0,
        Some(b'+' | b'-') => offset.parse().ok()?,
        Some(_) => return None,
    };
    let now = now.duration_since(UNIX_EPOCH).ok()?.as_secs();
    i64::try_from(now).ok()?.checked_add(offset)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;

    #[test]
    fn placeholders_are_filled_at_any_depth() {
        let now = UNIX_EPOCH + Duration::from_secs(1000);
        let facts = Facts { url: "http://h", base: "/b", request_id: "r", now };
        let body = json!({ "a": ["{base}/x", "{now}", "{now+5}"], "b": { "c": "{now-5}", "d": "{now5}", "e": 1.50 } });
        let filled =
            json!({ "a": ["http://h/b/x", 1000, 1005], "b": { "c": 995, "d": "{now5}", "e": 1.50 } });
        assert_eq!(fill(&body, &facts), filled);
    }
}
