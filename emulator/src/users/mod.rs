//! Who exists, and which token is whose.

mod directory;
mod file;
mod scopes;

use std::sync::Arc;

use serde_json::{Map, Value};

pub(crate) use self::directory::Directory;
pub(crate) use self::file::UserEntry;
pub(crate) use self::scopes::Scopes;

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
        self.text("userId")
    }

    /// What a person calls the user.
    pub(crate) fn label(&self) -> Option<&str> {
        ["name", "username", "email"].iter().find_map(|key| self.text(key))
    }

    /// Whether a person would mean this user by `name`: user id, username, email or phone number.
    fn is_named(&self, name: &str) -> bool {
        ["userId", "username", "email", "phone"].iter().any(|key| self.text(key) == Some(name))
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.data.get(key)?.as_str()
    }
}
