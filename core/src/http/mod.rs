//! One request and its response. The only place that names the HTTP client.

mod address;
mod body;
mod client;
mod connect;
mod failure;
mod head;
mod log;
mod lookup;
mod pool;
mod request;
mod tls;
mod trace;

pub(crate) use client::{Client, Failure};
pub(crate) use failure::{Repeat, timeout};
pub use log::Log;
#[cfg(feature = "binding")]
pub use log::{Event, Phase};
pub(crate) use request::Request;
pub(crate) use tls::client_config;
pub(crate) use trace::Trace;
