//! What requests must look like.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::exact::Exact;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    pub(crate) method: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) query: Option<BTreeMap<String, String>>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) absent_headers: Vec<String>,
    pub(crate) body: Option<Body>,
    pub(crate) form: Option<BTreeMap<String, String>>,
    pub(crate) outcome: Option<String>,
}

#[derive(Debug)]
pub(crate) enum Body {
    String(String),
    Json(Exact),
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match Exact::from_raw(&raw).map_err(D::Error::custom)? {
            Exact::Text(string) => Ok(Self::String(string)),
            json @ (Exact::Object(_) | Exact::List(_)) => Ok(Self::Json(json)),
            Exact::Atom(_) => Err(D::Error::custom("body: expected a string, an object or an array")),
        }
    }
}

/// How many requests there must be, or all of them, in their order.
#[derive(Debug)]
pub(crate) enum Requests {
    Count(usize),
    Each(Vec<Request>),
}

impl Requests {
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Count(count) => *count,
            Self::Each(requests) => requests.len(),
        }
    }

    pub(crate) fn each(&self) -> &[Request] {
        match self {
            Self::Count(_) => &[],
            Self::Each(requests) => requests,
        }
    }
}

/// By hand: an untagged enum would say of any mistake only that nothing matched.
impl<'de> Deserialize<'de> for Requests {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CountOrEach;

        impl<'de> Visitor<'de> for CountOrEach {
            type Value = Requests;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number or an array of requests")
            }

            fn visit_u64<E: serde::de::Error>(self, count: u64) -> Result<Requests, E> {
                usize::try_from(count).map(Requests::Count).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, requests: A) -> Result<Requests, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(requests)).map(Requests::Each)
            }
        }

        deserializer.deserialize_any(CountOrEach)
    }
}
