//! The ID token: who signed in, as a signed statement.

mod claims;
#[cfg(test)]
mod forgeries;
mod jws;
mod keys;
mod verify;

pub use claims::{Claims, VerifiedBy};
pub(super) use keys::{discovered, keys_for};
pub(super) use verify::successor;
pub(crate) use verify::{Expected, verify};
#[cfg(any(fuzzing, test))]
pub(crate) use {jws::Jws, verify::is_signed_by};
