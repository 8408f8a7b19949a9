//! A small local server that answers like the `GenAuth` identity cloud.
//!
//! It is an independent statement of the wire format: it shares no code with the client library it helps to test.
//!
//! ```
//! use genauth_emulator::{DOCUMENTED_TOKEN, Emulator};
//!
//! let emulator = Emulator::builder().start_blocking()?;
//! println!("GET {}/api/v3/get-profile with token {DOCUMENTED_TOKEN}", emulator.url());
//! emulator.stop_blocking();
//! # Ok::<(), genauth_emulator::StartError>(())
//! ```

mod admin;
mod body;
mod builder;
pub mod command;
mod connection;
mod document;
mod emulator;
mod envelope;
mod error;
mod exchange;
mod fault;
mod profile;
mod recorder;
mod scenario;
mod scopes;
mod server;
mod service;
mod sync;
mod users;
mod wire;

pub use builder::Builder;
pub use emulator::{Connections, Emulator};
pub use error::StartError;
pub use recorder::{Outcome, RecordedRequest, ScenarioTurn};
pub use users::{DOCUMENTED_TOKEN, OPENID_ONLY_TOKEN, SAMPLE};
