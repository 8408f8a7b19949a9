//! The certificates of `ca_file` and `ca_pem`.

use std::fs;
use std::sync::Arc;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;

use super::{Config, pem};
use crate::error::Error;

/// Reads both keys. Certificates that cannot be used are left out, as long as one of the same key can be.
pub(super) fn added(config: &Config) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut found = Vec::new();
    if let Some(path) = &config.ca_file {
        let pem = fs::read(path).map_err(|error| {
            let source = Arc::new(error);
            Error::config("ca_file", format!("{} cannot be read: {source}", path.display()))
                .with_source(source)
        })?;
        found.extend(usable("ca_file", &pem)?);
    }
    if let Some(pem) = &config.ca_pem {
        found.extend(usable("ca_pem", pem)?);
    }
    Ok(found)
}

fn usable(key: &str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let certificates = pem::certificates(pem);
    let count = certificates.len();
    if count == 0 {
        return Err(Error::config(key, "holds no certificate").with_hint(instead(pem)));
    }
    let (mut usable, mut problems) = (Vec::new(), Vec::new());
    for (index, certificate) in certificates.into_iter().enumerate() {
        match certificate.and_then(authority) {
            Ok(certificate) => usable.push(certificate),
            Err(problem) => problems.push(format!("certificate {} of {count} {problem}", index + 1)),
        }
    }
    if usable.is_empty() {
        problems.truncate(3);
        return Err(Error::config(key, format!("holds no usable certificate: {}", problems.join(", ")))
            .with_hint("Write it anew as PEM with `openssl x509 -in OLD -out NEW`."));
    }
    Ok(usable)
}

fn authority(der: Vec<u8>) -> Result<CertificateDer<'static>, pem::Problem> {
    let certificate = CertificateDer::from(der);
    match RootCertStore::empty().add(certificate.clone()) {
        Ok(()) => Ok(certificate),
        Err(_) => Err("is not an X.509 certificate"),
    }
}

/// What to do about a file of another kind.
fn instead(content: &[u8]) -> &'static str {
    let has = |marker: &str| content.windows(marker.len()).any(|window| window == marker.as_bytes());
    if content.starts_with(b"\x30") {
        "It looks like DER: convert it to PEM with `openssl x509 -inform DER -in OLD -out NEW`."
    } else if content.starts_with(b"\xff\xfe") || content.starts_with(b"\xfe\xff") {
        "It is in UTF-16: save it as ASCII or UTF-8."
    } else if has("-----BEGIN PKCS7-----") {
        "It is PKCS#7: convert it to PEM with `openssl pkcs7 -print_certs -in OLD -out NEW`."
    } else if has("PRIVATE KEY-----") {
        "It holds a private key, which is not needed: give the certificate as PEM."
    } else {
        "It must be PEM with `-----BEGIN CERTIFICATE-----`."
    }
}
