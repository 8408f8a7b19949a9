//! Who exists, and which token is whose.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::document;
use crate::error::StartError;
use crate::scopes::Scopes;

/// The service's documented answer, byte for byte.
pub const SAMPLE: &[u8] = include_bytes!("../data/get-profile-sample.json");

/// Token of the documented user, with every scope.
pub const DOCUMENTED_TOKEN: &str = "documented-user-token";

/// Token of the documented user, with the scope `openid` alone.
pub const OPENID_ONLY_TOKEN: &str = "openid-only-token";

#[derive(Debug)]
pub(crate) struct User {
    pub(crate) data: Map<String, Value>,
    pub(crate) verbatim: Option<Verbatim>,
}

/// The whole answer as documented, sent when no field is left out.
#[derive(Debug)]
pub(crate) struct Verbatim {
    pub(crate) bytes: &'static [u8],
    pub(crate) request_id: String,
}

#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) user: Arc<User>,
    pub(crate) scopes: Scopes,
}

#[derive(Debug)]
pub(crate) struct Directory {
    grants: HashMap<String, Grant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UsersFile {
    users: Vec<UserEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserEntry {
    tokens: Vec<TokenEntry>,
    data: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenEntry {
    token: String,
    scope: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sample {
    request_id: String,
    data: Map<String, Value>,
}

impl Directory {
    pub(crate) fn with_documented_user() -> Self {
        let sample: Sample = serde_json::from_slice(SAMPLE).expect("the sample, a constant, is an envelope");
        let verbatim = Verbatim { bytes: SAMPLE, request_id: sample.request_id };
        let user = Arc::new(User { data: sample.data, verbatim: Some(verbatim) });
        let grant = |scope| Grant { user: Arc::clone(&user), scopes: Scopes::parse(scope) };
        Self {
            grants: HashMap::from([
                (DOCUMENTED_TOKEN.to_owned(), grant(None)),
                (OPENID_ONLY_TOKEN.to_owned(), grant(Some("openid"))),
            ]),
        }
    }

    pub(crate) fn add(&mut self, origin: &str, json: &str) -> Result<(), StartError> {
        let file: UsersFile = document::decode(origin, json)?;
        for (index, entry) in file.users.into_iter().enumerate() {
            let user = Arc::new(User { data: entry.data, verbatim: None });
            for TokenEntry { token, scope } in entry.tokens {
                if token.trim() != token || token.is_empty() {
                    let message = format!("users[{index}].tokens: a token must not be empty or padded");
                    return Err(StartError::invalid(origin, &message));
                }
                let grant = Grant { user: Arc::clone(&user), scopes: Scopes::parse(scope.as_deref()) };
                if let Some(_taken) = self.grants.insert(token, grant) {
                    let message = format!("users[{index}].tokens: the token of another user");
                    return Err(StartError::invalid(origin, &message));
                }
            }
        }
        Ok(())
    }

    pub(crate) fn find(&self, token: &str) -> Option<&Grant> {
        self.grants.get(token)
    }
}
