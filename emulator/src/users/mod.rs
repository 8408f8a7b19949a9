//! Who exists, and which token is whose.

mod scopes;

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

pub(crate) use self::scopes::Scopes;
use crate::document;
use crate::error::StartError;

/// The service's documented response to get-profile, byte for byte.
pub const SAMPLE: &[u8] = include_bytes!("../../data/get-profile-sample.json");

/// Token of the documented user, with every scope.
pub const DOCUMENTED_TOKEN: &str = "documented-user-token";

/// Token of the documented user, with the scope `openid` alone.
pub const OPENID_ONLY_TOKEN: &str = "openid-only-token";

#[derive(Debug)]
pub(crate) struct User {
    pub(crate) data: Map<String, Value>,
    pub(crate) verbatim: Option<Verbatim>,
}

/// The whole response as documented, sent when no field is left out.
#[derive(Debug)]
pub(crate) struct Verbatim {
    pub(crate) bytes: &'static [u8],
    pub(crate) request_id: String,
}

/// What a token gives access to.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub(crate) user: Arc<User>,
    pub(crate) scopes: Scopes,
}

impl User {
    pub(crate) fn id(&self) -> Option<&str> {
        self.data.get("userId")?.as_str()
    }
}

#[derive(Debug)]
pub(crate) struct Directory {
    users: Vec<Arc<User>>,
    tokens: HashMap<String, Access>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UsersFile {
    users: Vec<UserEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserEntry {
    #[serde(default)]
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
        let access = |scope| Access { user: Arc::clone(&user), scopes: Scopes::parse(scope) };
        Self {
            users: vec![Arc::clone(&user)],
            tokens: HashMap::from([
                (DOCUMENTED_TOKEN.to_owned(), access(None)),
                (OPENID_ONLY_TOKEN.to_owned(), access(Some("openid"))),
            ]),
        }
    }

    pub(crate) fn add(&mut self, origin: &str, json: &str) -> Result<(), StartError> {
        let file: UsersFile = document::decode(origin, json)?;
        for (index, entry) in file.users.into_iter().enumerate() {
            let user = Arc::new(User { data: entry.data, verbatim: None });
            self.users.push(Arc::clone(&user));
            for TokenEntry { token, scope } in entry.tokens {
                if token.trim() != token || token.is_empty() {
                    let message = format!("users[{index}].tokens: a token must not be empty or padded");
                    return Err(StartError::invalid(origin, &message));
                }
                let access = Access { user: Arc::clone(&user), scopes: Scopes::parse(scope.as_deref()) };
                if let Some(_taken) = self.tokens.insert(token, access) {
                    let message = format!("users[{index}].tokens: the token of another user");
                    return Err(StartError::invalid(origin, &message));
                }
            }
        }
        Ok(())
    }

    pub(crate) fn access(&self, token: &str) -> Option<&Access> {
        self.tokens.get(token)
    }

    /// Those who can sign in, with their user ids.
    pub(crate) fn users(&self) -> impl Iterator<Item = (&str, &Arc<User>)> {
        self.users.iter().filter_map(|user| Some((user.id()?, user)))
    }

    /// The user whom a person would mean by this: by user id, username, email or phone number.
    pub(crate) fn named(&self, name: &str) -> Option<&Arc<User>> {
        let is_named = |user: &User| {
            ["userId", "username", "email", "phone"]
                .iter()
                .any(|key| user.data.get(*key).is_some_and(|value| value == name))
        };
        self.users().map(|(_, user)| user).find(|user| is_named(user))
    }
}
