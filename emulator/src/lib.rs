//! A small local server that responds like the `GenAuth` identity cloud.
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
//!
//! Inside, a module uses those below it and those to its right, never the other way:
//!
//! | floor | what it is |
//! |---|---|
//! | `command`, `child`, `builder`, `emulator` | the command line, a command beside it, the settings, a running emulator |
//! | `server`, `reload` | sockets: requests in, replies out, and what became of them; files that change |
//! | `service` | what each request gets, as a value: the endpoints' routes and handlers |
//! | `scenario`, `provider`, `users`, `faults` | scripted replies; sign-ins and their tokens; who exists; what goes wrong |
//! | `document`, `tls`, `error` | users and scenario files, read; certificates; why an emulator does not start |
//! | `reply`, `journal`, `stream`, `sync` | HTTP responses, and faults instead of them; what happened; connections; locks |

mod builder;
mod child;
pub mod command;
mod document;
mod emulator;
mod error;
mod faults;
mod journal;
mod provider;
mod reload;
mod reply;
mod scenario;
mod server;
mod service;
mod stream;
mod sync;
mod tls;
mod users;

pub use builder::Builder;
pub use emulator::Emulator;
pub use error::StartError;
pub use faults::Fault;
pub use journal::{Connections, Outcome, RecordedBody, RecordedRequest, ScenarioTurn};
pub use provider::{
    Application, ClientAuth, Endpoint, Failure, IdTokenAlg, OpenIdProvider, ProviderError, RequestCounts,
    Rotation, TEST_APP_ID, TokenFlaw, Tokens,
};
pub use service::UnknownUser;
pub use users::{DOCUMENTED_TOKEN, OPENID_ONLY_TOKEN, SAMPLE};
