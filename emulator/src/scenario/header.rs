//! Scripted headers, with placeholders for what is only known when the reply goes out.

use std::time::{Duration, SystemTime};

use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde_json::{Map, Value};

use crate::reply::envelope;

#[derive(Debug)]
pub(super) struct Header {
    pub(super) name: HeaderName,
    template: String,
}

/// What the placeholders of one reply stand for.
pub(super) struct Facts<'a> {
    pub(super) url: &'a str,
    /// Path of the client's own prefix.
    pub(super) base: &'a str,
    pub(super) request_id: &'a str,
    pub(super) now: SystemTime,
}

impl Header {
    pub(super) fn json() -> Self {
        let template = String::from_utf8_lossy(envelope::JSON.as_bytes()).into_owned();
        Self { name: CONTENT_TYPE, template }
    }

    pub(super) fn value(&self, facts: &Facts<'_>) -> HeaderValue {
        let value = self
            .template
            .replace("{request_id}", facts.request_id)
            .replace("{url}", facts.url)
            .replace("{base}", &format!("{}{}", facts.url, facts.base));
        let value = fill_dates(&value, facts.now);
        HeaderValue::from_bytes(value.as_bytes())
            .expect("the template was checked, and so are paths and dates")
    }
}

/// Replaces every `{now+N}`; other braces belong to the value.
fn fill_dates(template: &str, now: SystemTime) -> String {
    const OPENING: &str = "{now+";
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(OPENING) {
        filled.push_str(before);
        let date = after.split_once('}').and_then(|(seconds, tail)| {
            let date = now.checked_add(Duration::from_secs(seconds.parse::<u32>().ok()?.into()))?;
            Some((httpdate::fmt_http_date(date), tail))
        });
        if let Some((date, tail)) = date {
            filled.push_str(&date);
            rest = tail;
        } else {
            filled.push_str(OPENING);
            rest = after;
        }
    }
    filled + rest
}

pub(super) fn check(headers: &Map<String, Value>) -> Result<Vec<Header>, String> {
    let mut checked = Vec::new();
    for (name, values) in headers {
        let header = HeaderName::from_bytes(name.as_bytes()).map_err(|error| format!("{name}: {error}"))?;
        let values = match values {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            let Value::String(template) = value else {
                return Err(format!("{name}: expected a string or an array of strings"));
            };
            HeaderValue::from_bytes(template.as_bytes()).map_err(|error| format!("{name}: {error}"))?;
            checked.push(Header { name: header.clone(), template: template.clone() });
        }
    }
    Ok(checked)
}
