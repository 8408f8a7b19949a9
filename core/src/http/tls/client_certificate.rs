//! Client certificates, which are not supported: that a server asked for one explains why it refuses the connection.

use std::sync::Arc;

use rustls::client::ResolvesClientCert;
use rustls::crypto::KeyProvider;
use rustls::pki_types::PrivateKeyDer;
use rustls::sign::{CertifiedKey, SigningKey};
use rustls::{Error, SignatureScheme};

use crate::http::log::Event;
use crate::http::trace::Trace;

/// Never has a certificate, but reports to the call's trace that the server asked for one.
#[derive(Debug)]
pub(super) struct NoCertificate;

impl ResolvesClientCert for NoCertificate {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        Trace::report(Trace::asked_for_certificate);
        None
    }

    fn has_certs(&self) -> bool {
        false
    }

    /// Asked when a handshake begins, which nothing else says.
    fn only_raw_public_keys(&self) -> bool {
        Trace::report(|trace| trace.note(|| Event::Handshake));
        false
    }
}

/// Reads no private key: nobody has one, and what signs with them would only make the library larger.
#[derive(Debug)]
pub(super) struct NoKeys;

impl KeyProvider for NoKeys {
    fn load_private_key(&self, _: PrivateKeyDer<'static>) -> Result<Arc<dyn SigningKey>, Error> {
        Err(Error::General("client certificates are not supported".into()))
    }
}
