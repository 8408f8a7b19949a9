//! The verification of the server's certificate. It cannot be switched off.

use std::fmt;
use std::iter;
use std::sync::LazyLock;

use rustls::client::VerifierBuilderError;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error as TlsError, SignatureScheme};

use super::layer::Layer;
use crate::http::log::Event;
use crate::http::trace::Trace;

type Made = Result<Layer, VerifierBuilderError>;

/// Asks a layer that is there, and if that one refuses, another one that trusts more and is slow to make.
pub(super) struct Verifier {
    first: Layer,
    all: LazyLock<Made, Box<dyn FnOnce() -> Made + Send>>,
}

impl Verifier {
    pub(super) fn new(first: Layer, all: impl FnOnce() -> Made + Send + 'static) -> Self {
        Self { first, all: LazyLock::new(Box::new(all)) }
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").finish_non_exhaustive()
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let shown = || iter::once(certificate).chain(intermediates).map(|shown| shown.to_vec()).collect();
        Trace::report(|trace| trace.note(|| Event::Certificates(shown())));
        let verify = |layer: &Layer| layer.verify(certificate, intermediates, name, now);
        verify(&self.first).or_else(|refusal| self.all.as_ref().map_or(Err(refusal), verify))?;
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.first.standard.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.first.standard.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.first.standard.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use rustls::RootCertStore;
    use rustls::pki_types::pem::PemObject;

    use super::*;

    const SELF_SIGNED: &[u8] = include_bytes!("../../../tests/certificates/self-signed.pem");
    const IMPOSTOR: &[u8] = include_bytes!("../../../tests/certificates/impostor.pem");

    fn layer(trusted: &[u8]) -> Made {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(trusted).unwrap()).unwrap();
        Layer::new(Arc::new(roots), Arc::new(rustls::crypto::ring::default_provider()))
    }

    fn accepts(verifier: &Verifier) -> bool {
        let certificate = CertificateDer::from_pem_slice(SELF_SIGNED).unwrap();
        let name = ServerName::try_from("host.example").unwrap();
        let now = UnixTime::since_unix_epoch(Duration::from_secs(2_524_608_000));
        verifier.verify_server_cert(&certificate, &[], &name, &[], now).is_ok()
    }

    #[test]
    fn the_second_layer_is_made_only_when_the_first_refuses() {
        assert!(accepts(&Verifier::new(layer(SELF_SIGNED).unwrap(), || panic!("made too early"))));
        assert!(accepts(&Verifier::new(layer(IMPOSTOR).unwrap(), || layer(SELF_SIGNED))));
        assert!(!accepts(&Verifier::new(layer(IMPOSTOR).unwrap(), || layer(IMPOSTOR))));
    }
}
