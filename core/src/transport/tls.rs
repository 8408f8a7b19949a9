//! Whom to trust. Verification cannot be switched off; it can only be given more authorities.

use std::sync::{Arc, OnceLock};

use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

use crate::error::Error;
use crate::runtime::PerProcess;
use crate::settings::Settings;

/// Reading the system's store takes milliseconds, so the clients of a process share it.
static ROOTS: PerProcess<OnceLock<Arc<RootCertStore>>> = PerProcess::new();

/// A TLS configuration that trusts the system's authorities, or the bundled ones where the system has none, and those
/// that were added.
pub(crate) fn client_config(settings: &Settings) -> Result<ClientConfig, Error> {
    // Without TLS, nobody waits for the system's authorities to be read.
    let roots = if settings.needs_tls() {
        authorities(&settings.added_authorities)
    } else {
        Arc::new(RootCertStore::empty())
    };
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

fn authorities(added: &[CertificateDer<'static>]) -> Arc<RootCertStore> {
    let mut roots = ROOTS.get(OnceLock::new).get_or_init(|| Arc::new(trusted_roots())).clone();
    if !added.is_empty() {
        Arc::make_mut(&mut roots).add_parsable_certificates(added.iter().cloned());
    }
    roots
}

fn trusted_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(system_authorities());
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    roots
}

fn system_authorities() -> Vec<CertificateDer<'static>> {
    // The system's directory holds the certificates of its bundle again, one file each: reading both takes ten times as
    // long, and a program that makes one call would mostly wait for that.
    #[cfg(all(unix, not(target_vendor = "apple")))]
    if !openssl_probe::has_ssl_cert_env_vars() {
        let bundle = openssl_probe::probe().cert_file;
        let bundled = rustls_native_certs::load_certs_from_paths(bundle.as_deref(), None).certs;
        if !bundled.is_empty() {
            return bundled;
        }
    }
    rustls_native_certs::load_native_certs().certs
}
