//! The native half of the Kotlin and Swift packages: `genauth` behind uniffi.
//!
//! What is generated from here is internal to the packages. Their users see the facades in `kotlin/` and `swift/`, which
//! are written by hand or, for the value types, generated from the tables of `genauth`. This crate only translates: every
//! list of fields is expanded from those tables, and every value is judged by `genauth`.

mod cancel;
mod client;
mod config;
mod crossing;
mod error;
mod event;
mod language;
mod login;
mod profile;
mod provider;
mod session;
mod store;
mod tokens;

pub use cancel::Cancel;
pub use client::{CallRecord, Client};
pub use config::ConfigRecord;
pub use crossing::{MomentRecord, parse_timestamp};
pub use error::{CallError, ErrorRecord};
pub use event::{EventRecord, SessionListener};
pub use language::Language;
pub use login::{Login, LoginRecord};
pub use profile::{IdentityRecord, NoteRecord, ProfileRecord};
pub use provider::{ProviderError, TokenProvider};
pub use session::{Session, SignOutRecord, open_session};
pub use store::{ForeignStore, LoadRecord, SaveRecord, Store, StoreError, record_generation};
pub use tokens::{ClaimsRecord, TokenRecord, tokens_from_json, tokens_to_json};

uniffi::setup_scaffolding!("genauth");
