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
//!
//! A [`Login`] signs a user in with a browser. The [`Session`] that comes of it refreshes its tokens, keeps them in a
//! [`Store`] and makes clients.

#![cfg_attr(
    not(feature = "binding"),
    expect(dead_code, unreachable_pub, reason = "some of it only bindings use")
)]

#[cfg(feature = "binding")]
#[doc(hidden)]
pub mod binding;
mod call;
mod client;
mod config;
mod error;
#[cfg(any(fuzzing, test))]
pub mod fuzzing;
mod http;
mod model;
mod operation;
mod pipeline;
mod process;
mod response;
mod runtime;
mod session;

pub use call::{Call, CallFuture, Cancel, Job};
pub use client::Client;
pub use config::{ClientAuth, Config, HeaderPrefix, Timeout, TokenStyle};
pub use error::{Error, ErrorKind};
pub use model::{
    AccessToken, DecodeNote, Gender, Identity, Json, Profile, RawBody, Secret, Status, Timestamp, TokenSet,
    UserSourceType, WorkStatus,
};
pub use operation::{GetProfile, Operation, ProfileOptions};
pub use session::{
    AwaitLogin, Claims, EndReason, EndSession, FileStore, FinishLogin, FreshToken, Loaded, Lock, Login,
    LoginOptions, MemoryStore, Record, RefreshNow, Saved, Session, SessionEvent, SignOut, Store, StoreError,
    VerifiedBy,
};

/// The code of the guides compiles.
#[cfg(doctest)]
#[doc = include_str!("../../docs/rust.md")]
#[doc = include_str!("../../docs/testing.md")]
struct Guides;

/// The version of the library.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
