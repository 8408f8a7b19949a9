//! The emulator as its clients see it: over real sockets, with no HTTP library that could smooth things over.

mod binary;
mod client;
mod endpoints;
mod faults;
mod oidc;
mod profile;
mod recording;
mod request_bodies;
mod scenarios;
mod schema;
