//! TLS: whom to trust, and what to say when it fails.

mod client_certificate;
mod failure;
mod layer;
mod roots;
mod verifier;

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::{ClientConfig, RootCertStore};

use self::client_certificate::{NoCertificate, NoKeys};
use self::layer::Layer;
use self::verifier::Verifier;
use crate::config::Prepared;
use crate::error::Error;

pub(super) use self::failure::{ASKED_FOR_CERTIFICATE, alert_in, diagnose};

/// A TLS configuration that trusts the system's authorities, or the bundled ones where the system has none, and those
/// that were added.
pub(crate) fn client_config(prepared: &Prepared) -> Result<ClientConfig, Error> {
    // The provider is named here, because a library must not install one for the whole process.
    let provider = CryptoProvider { key_provider: &NoKeys, ..rustls::crypto::ring::default_provider() };
    let provider = Arc::new(provider);
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(&error))?;
    let builder = if prepared.needs_tls() {
        let first = Layer::new(roots::first(&prepared.added_authorities), provider.clone());
        let first = first.map_err(|error| unusable(&error))?;
        let added = prepared.added_authorities.clone();
        let all = move || Layer::new(roots::all(&added), provider);
        builder.dangerous().with_custom_certificate_verifier(Arc::new(Verifier::new(first, all)))
    } else {
        // Without TLS, nobody waits for the system's authorities to be read.
        builder.with_root_certificates(RootCertStore::empty())
    };
    let mut config = builder.with_client_cert_resolver(Arc::new(NoCertificate));
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn unusable(error: &dyn std::error::Error) -> Error {
    Error::internal(format!("TLS cannot be set up: {error}"))
}
