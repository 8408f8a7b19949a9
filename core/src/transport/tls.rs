//! Whom to trust. Verification cannot be switched off; it can only be given more authorities.

use std::sync::{Arc, OnceLock};

use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

use crate::error::Error;
use crate::runtime::PerProcess;

/// Reading the system's store takes milliseconds, so the clients of a process share it.
static ROOTS: PerProcess<OnceLock<Arc<RootCertStore>>> = PerProcess::new();

/// A TLS configuration that trusts the system's authorities, or the bundled ones where the system has none, and
/// `added` ones besides.
pub(super) fn client_config(added: &[CertificateDer<'static>]) -> Result<ClientConfig, Error> {
    let mut roots = ROOTS.get(OnceLock::new).get_or_init(|| Arc::new(trusted_roots())).clone();
    if !added.is_empty() {
        Arc::make_mut(&mut roots).add_parsable_certificates(added.iter().cloned());
    }
    // The provider is named here, because a library must not install one for the whole process.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal(format!("TLS cannot be set up: {error}")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn trusted_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    roots
}
