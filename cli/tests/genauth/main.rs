//! The program `genauth`, run against the emulator.

#![expect(clippy::unwrap_used, reason = "a test may fail; that is what it is for")]

mod doctor;
mod help;
mod login;
mod session;
mod support;
#[cfg(unix)]
mod terminal;
mod tls;
mod whoami;
