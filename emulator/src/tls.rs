//! TLS with a certificate authority that lives as long as the emulator.

use std::net::IpAddr;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::error::StartError;

/// What a server needs, and the authority that its clients have to trust.
pub(crate) struct Identity {
    pub(crate) acceptor: TlsAcceptor,
    /// As PEM. Its key is gone once this is made.
    pub(crate) authority: String,
}

impl Identity {
    /// For the loopback interface, for `host`, and for these names.
    pub(crate) fn generate(host: IpAddr, names: Vec<String>) -> Result<Self, StartError> {
        let failed = |error: &dyn std::fmt::Display| StartError::invalid("certificate", &error.to_string());
        let (authority, acceptor) = certify(host, names).map_err(|error| failed(&error))?;
        let (chain, key) = acceptor;
        let provider = Arc::new(ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(vec![chain], key))
            .map_err(|error| failed(&error))?;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), authority })
    }
}

type Credentials = (tokio_rustls::rustls::pki_types::CertificateDer<'static>, PrivateKeyDer<'static>);

/// The authority as PEM, and the server's certificate with its key.
fn certify(host: IpAddr, names: Vec<String>) -> Result<(String, Credentials), rcgen::Error> {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    authority.distinguished_name = called("GenAuth emulator, for tests only");
    let authority_key = KeyPair::generate()?;
    let pem = authority.self_signed(&authority_key)?.pem();

    let own = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into_iter();
    let mut server = CertificateParams::new(own.chain([host.to_string()]).chain(names).collect::<Vec<_>>())?;
    server.distinguished_name = called("GenAuth emulator");
    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &Issuer::new(authority, authority_key))?;
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    Ok((pem, (certificate.into(), key)))
}

fn called(name: &str) -> DistinguishedName {
    let mut called = DistinguishedName::new();
    called.push(DnType::CommonName, name);
    called
}
