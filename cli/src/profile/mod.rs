//! Profiles: under each name, one application and the session of one user.

mod directory;
mod name;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub(crate) use directory::Directory;
pub(crate) use name::Name;

use crate::store::Kind;

/// What a profile remembers besides its session. Holds no token.
#[derive(Deserialize, Serialize)]
pub(crate) struct Profile {
    pub(crate) app_id: String,
    pub(crate) host: String,
    /// Where the session is kept.
    pub(crate) store: Kind,
    /// Further keys of the configuration.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(crate) config: Map<String, Value>,
    /// What logins ask for, as the library's login options.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(crate) login: Map<String, Value>,
}
