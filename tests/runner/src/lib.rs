//! Plays the scenarios of `tests/scenarios` through one runner per language, and judges what comes out.
//!
//! The formats are described where they are used: `tests/scenarios/README.md` and `tests/runners/README.md`.

mod agree;
mod exact;
mod expectation;
mod judge;
mod order;
mod outcome;
mod requests;
mod runner;
mod scenario;
mod secrets;
mod suite;

pub use runner::{Ask, Process};
pub use scenario::Scenario;
pub use suite::{Contestant, Report, run};
