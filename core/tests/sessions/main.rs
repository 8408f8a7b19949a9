//! Sessions and logins: what goes out, how often, and what is left afterwards.

#![expect(clippy::unwrap_used, reason = "a test may fail; that is what it is for")]

mod id_token;
mod listen;
mod login;
mod opening;
mod processes;
mod provider;
mod refresh;
mod sign_out;
mod store;
mod support;
