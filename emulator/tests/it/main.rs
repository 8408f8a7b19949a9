//! The emulator as its clients see it: over real sockets, with no HTTP library that could smooth things over.

mod binary;
mod client;
mod faults;
mod profile;
mod recording;
mod scenarios;
mod schema;
