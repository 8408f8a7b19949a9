//! What can be requested of the service: one file per method.

mod discovery;
mod erased;
mod get_profile;
#[cfg(any(feature = "binding", test))]
mod profile_object;
mod revoke;
mod token;

#[cfg(any(fuzzing, test))]
pub(crate) use discovery::KeySet;
pub use discovery::{Discover, Provider};
pub(crate) use discovery::{FetchKeys, Key};
pub(crate) use erased::{AnyOperation, Erased, typed};
pub use get_profile::{GetProfile, ProfileOptions};
#[cfg(any(feature = "binding", fuzzing, test))]
pub use get_profile::{GetProfileJson, JsonForm};
#[cfg(any(feature = "binding", test))]
pub use profile_object::{GetProfileObject, ProfileObject};
pub(crate) use revoke::Revoke;
pub(crate) use token::{ExchangeCode, Issued, Refresh};

use crate::error::Error;
use crate::http::Request;
use crate::response::Reader;

/// A method of the service: what is sent, and what the response means.
///
/// Sealed: the methods of this library are the only ones. It is public because [`Call`](crate::Call) names it.
pub trait Operation: Send + Sync + 'static {
    /// What a successful call yields.
    type Output: Send + 'static;

    /// The name that every language uses.
    const NAME: &'static str;

    /// Whether the request may be sent again after its bytes went out.
    const IDEMPOTENT: bool;

    /// Who the request is made for.
    const AUTH: Auth;

    /// The request, without the headers that every request carries.
    fn request(&self) -> Request;

    /// Reads a complete response.
    fn read(&self, response: &Reader<'_>) -> Result<Self::Output, Error>;
}

/// Whose credentials a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// The signed-in user's access token.
    UserToken,
    /// The application's own: its id, and its secret if it has one.
    Client,
    /// Nobody's.
    None,
}
