//! The authorities that are trusted, in two layers: those that nearly every server needs, and all.
//!
//! The system's directory holds the certificates of its bundle again, one file each. To read both takes five times as
//! long as the bundle alone, and a program that makes one call would mostly wait for that. But a file that was put there
//! by hand, or by Kubernetes, is in no bundle.

use std::sync::{Arc, OnceLock};

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;

use crate::process::PerProcess;

type Shared = PerProcess<OnceLock<Arc<RootCertStore>>>;

/// Reading the system's store takes time, so the clients of a process share it.
static FIRST: Shared = PerProcess::new();
static ALL: Shared = PerProcess::new();

/// The authorities of the system's bundle, or all where it has none, and those that were added.
pub(super) fn first(added: &[CertificateDer<'static>]) -> Arc<RootCertStore> {
    let roots =
        FIRST.get(OnceLock::new).get_or_init(|| bundle().map_or_else(all_of_system, Arc::new)).clone();
    with(roots, added)
}

/// All of the system's authorities, or Mozilla's where the system has none, and those that were added.
pub(super) fn all(added: &[CertificateDer<'static>]) -> Arc<RootCertStore> {
    with(all_of_system(), added)
}

fn with(mut roots: Arc<RootCertStore>, added: &[CertificateDer<'static>]) -> Arc<RootCertStore> {
    if !added.is_empty() {
        Arc::make_mut(&mut roots).add_parsable_certificates(added.iter().cloned());
    }
    roots
}

#[cfg(all(unix, not(target_vendor = "apple")))]
fn bundle() -> Option<RootCertStore> {
    if openssl_probe::has_ssl_cert_env_vars() {
        return None;
    }
    let file = openssl_probe::probe().cert_file?;
    let roots = store(rustls_native_certs::load_certs_from_paths(Some(&file), None).certs);
    (!roots.is_empty()).then_some(roots)
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
fn bundle() -> Option<RootCertStore> {
    None
}

fn all_of_system() -> Arc<RootCertStore> {
    let read = || {
        let mut roots = store(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        Arc::new(roots)
    };
    ALL.get(OnceLock::new).get_or_init(read).clone()
}

fn store(certificates: Vec<CertificateDer<'static>>) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificates);
    roots
}
