//! Plays the scenarios of `tests/scenarios` through one runner per language, and judges what comes out.
//!
//! The formats are described where they are used: `tests/scenarios/README.md` and `tests/runners/README.md`.

mod agree;
mod body;
mod emulator_host;
mod exact;
mod expectation;
mod expected;
mod judge;
mod moment;
mod place;
mod protocol;
mod requests;
mod runner;
mod scenario;
mod secrets;
mod session;
mod suite;

pub use emulator_host::check_emulator_host;
pub use protocol::check_refusals;
pub use runner::{Ask, Process};
pub use scenario::Scenario;
pub use suite::{Contestant, Report, run};
