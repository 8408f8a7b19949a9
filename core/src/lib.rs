//! **Who is the signed-in user?** The client library for the `GenAuth` (formerly Authing) identity cloud.
//!
//! ```no_run
//! use genauth::{Client, Config, ProfileOptions};
//!
//! # fn main() -> Result<(), genauth::Error> {
//! let client = Client::new(&Config::new("APP_ID", "https://example.genauth.ai").access_token("TOKEN"))?;
//! let profile = client.get_profile(ProfileOptions::default()).wait()?;
//! println!("{} <{}>", profile.user_id, profile.email.as_deref().unwrap_or("no e-mail address"));
//! # Ok(())
//! # }
//! ```
//!
//! In asynchronous code `.await` the call instead of `.wait()`; it works on any executor.

mod cancel;
mod client;
mod config;
mod error;
#[cfg(any(fuzzing, test))]
pub mod fuzzing;
mod get_profile;
mod host;
mod options;
#[doc(hidden)]
pub mod panics;
mod profile;
mod runtime;
mod secret;
mod settings;
mod token;
mod transport;

pub use cancel::Cancel;
pub use client::Client;
pub use config::{Config, HeaderPrefix, Setting, TokenStyle};
pub use error::{Error, ErrorKind};
pub use get_profile::{GetProfile, ProfileFuture};
pub use options::ProfileOptions;
pub use profile::{
    DecodeNote, Gender, Identity, Json, Profile, RawBody, Status, Timestamp, UserSourceType, WorkStatus,
};
pub use secret::Secret;
pub use token::AccessToken;

/// The version of the library.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Whole milliseconds, at most those that fit.
fn millis(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
