//! One set of trusted authorities, and which servers it vouches for.

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::client::{VerifierBuilderError, WebPkiServerVerifier, verify_server_name};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, Error as TlsError, OtherError, RootCertStore};

/// Accepts what the standard verifier accepts, and a server whose own certificate is a trusted one.
///
/// `openssl req -x509` makes such a certificate: self-signed, and an authority by its basic constraints, which the
/// standard verifier refuses in a server. OpenSSL and Go accept it when it is trusted itself.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) standard: Arc<WebPkiServerVerifier>,
    roots: Arc<RootCertStore>,
}

impl Layer {
    pub(super) fn new(
        roots: Arc<RootCertStore>,
        provider: Arc<CryptoProvider>,
    ) -> Result<Self, VerifierBuilderError> {
        let standard = WebPkiServerVerifier::builder_with_provider(roots.clone(), provider).build()?;
        Ok(Self { standard, roots })
    }

    pub(super) fn verify(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Result<(), TlsError> {
        match self.standard.verify_server_cert(certificate, intermediates, name, &[], now) {
            Err(error) if concerns_the_issuer(&error) && self.trusts(certificate) => {
                verify_server_name(&ParsedCertificate::try_from(certificate)?, name)
            }
            outcome => outcome.map(drop),
        }
    }

    /// Whether the certificate has the name, key and constraints of a trusted authority. Who holds that key may sign for
    /// every name anyway, and the handshake proves that the server holds it.
    fn trusts(&self, certificate: &CertificateDer<'_>) -> bool {
        let mut own = RootCertStore::empty();
        own.add(certificate.clone().into_owned()).is_ok() && self.roots.roots.contains(&own.roots[0])
    }
}

/// Whether only the issuer is wrong. The standard verifier checks the validity first, so that has held.
fn concerns_the_issuer(error: &TlsError) -> bool {
    match error {
        TlsError::InvalidCertificate(CertificateError::UnknownIssuer) => true,
        TlsError::InvalidCertificate(CertificateError::Other(other)) => is_authority_as_server(other),
        _ => false,
    }
}

/// Whether the server showed the certificate of an authority.
pub(super) fn is_authority_as_server(error: &OtherError) -> bool {
    matches!(error.0.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rustls::pki_types::pem::PemObject;

    use super::*;

    const SELF_SIGNED: &[u8] = include_bytes!("../../../tests/certificates/self-signed.pem");
    const IMPOSTOR: &[u8] = include_bytes!("../../../tests/certificates/impostor.pem");
    /// 2050, while the certificates are valid.
    const THEN: Duration = Duration::from_secs(2_524_608_000);

    fn certificate(pem: &[u8]) -> CertificateDer<'static> {
        CertificateDer::from_pem_slice(pem).unwrap()
    }

    fn verify(trusted: &[u8], shown: &[u8], name: &str, now: Duration) -> Result<(), TlsError> {
        let mut roots = RootCertStore::empty();
        roots.add(certificate(trusted)).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let layer = Layer::new(Arc::new(roots), provider).unwrap();
        let (name, now) = (ServerName::try_from(name).unwrap(), UnixTime::since_unix_epoch(now));
        layer.verify(&certificate(shown), &[], &name, now)
    }

    #[test]
    fn a_server_may_show_a_trusted_certificate_itself() {
        assert_eq!(verify(SELF_SIGNED, SELF_SIGNED, "host.example", THEN), Ok(()));
    }

    #[test]
    fn its_name_and_validity_must_hold() {
        let error = verify(SELF_SIGNED, SELF_SIGNED, "other.example", THEN).unwrap_err();
        assert!(
            matches!(error, TlsError::InvalidCertificate(CertificateError::NotValidForNameContext { .. })),
            "{error:?}"
        );
        for (now, expected) in [(THEN * 4, "Expired"), (THEN / 4, "NotValidYet")] {
            let error = verify(SELF_SIGNED, SELF_SIGNED, "host.example", now).unwrap_err();
            assert!(format!("{error:?}").contains(expected), "{error:?}");
        }
    }

    #[test]
    fn the_same_name_with_another_key_is_not_trusted() {
        let error = verify(SELF_SIGNED, IMPOSTOR, "host.example", THEN).unwrap_err();
        assert!(format!("{error:?}").contains("CaUsedAsEndEntity"), "{error:?}");
    }
}
