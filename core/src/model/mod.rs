//! Values that callers pass and receive. They know nothing of requests.

mod json;
mod note;
mod profile;
mod secret;
mod timestamp;
mod token;
mod token_set;

pub use json::Json;
pub(crate) use json::{Malformed, Scanner};
pub use note::DecodeNote;
#[cfg(any(feature = "binding", test))]
pub use profile::Scalar;
#[cfg(any(feature = "binding", test))]
pub(crate) use profile::Scalars;
pub(crate) use profile::{DecodeFailure, ProfileDraft, check, data, integer};
pub use profile::{Gender, Identity, Profile, RawBody, Status, UserSourceType, WorkStatus};
pub use secret::Secret;
pub use timestamp::Timestamp;
pub(crate) use timestamp::unix_now;
pub use token::AccessToken;
pub use token_set::TokenSet;
