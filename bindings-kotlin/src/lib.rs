//! What Kotlin and Swift see of `genauth`.
//!
//! Only translation happens here: every field list is expanded from the tables of `genauth`, and every decision is
//! its. The documentation of the items becomes `KDoc` and `DocC`.

mod cancel;
mod choice;
mod client;
mod config;
mod error;
mod profile;
mod text;
mod time_limit;

pub use cancel::Cancel;
pub use client::{GenAuthClient, Question};
pub use config::Config;
pub use error::{ErrorFacts, GenAuthError};
pub use profile::profile_to_json;

uniffi::setup_scaffolding!("genauth");
