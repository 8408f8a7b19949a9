//! Everything that touches the network, and so belongs to one process.

use std::sync::OnceLock;

use super::quota::Quota;
use crate::config::Prepared;
use crate::error::Error;
use crate::http::{Client, client_config};
use crate::runtime::Lanes;

/// The connections of one client in one process.
#[derive(Default)]
pub(crate) struct Network {
    /// Those of blocking calls.
    pub(crate) lanes: Lanes<Client>,
    /// Those of asynchronous calls.
    shared: OnceLock<Client>,
    tls: OnceLock<rustls::ClientConfig>,
    pub(super) quota: Quota,
}

impl Network {
    /// The connections that asynchronous calls share.
    pub(crate) fn shared(&self, prepared: &Prepared) -> Result<Client, Error> {
        get_or_try_init(&self.shared, || self.separate(prepared))
    }

    /// Connections of their own for a lane. TLS sessions are shared, so that only the first one has a full handshake.
    pub(crate) fn separate(&self, prepared: &Prepared) -> Result<Client, Error> {
        Client::new(prepared, get_or_try_init(&self.tls, || client_config(prepared))?)
    }
}

/// When two threads are first, one of theirs is dropped.
fn get_or_try_init<T: Clone>(
    cell: &OnceLock<T>,
    make: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    if let Some(value) = cell.get() {
        return Ok(value.clone());
    }
    let fresh = make()?;
    Ok(cell.get_or_init(|| fresh).clone())
}
