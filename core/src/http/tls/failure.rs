//! What a failure of TLS means, and what to do about it.

use rustls::{AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible};

use super::layer::is_authority_as_server;

/// A failure of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) struct Failure {
    /// What went wrong, where it is more than that no connection came about.
    pub(in crate::http) problem: Option<&'static str>,
    pub(in crate::http) hint: &'static str,
    /// Whether the next attempt may fare better.
    pub(in crate::http) is_transient: bool,
}

const CLIENT_CERTIFICATE: Failure = Failure {
    problem: Some("the server requires a client certificate"),
    ..permanent("Client certificates are not supported: use an address of the service that requires none.")
};
/// The hint where a server asked for a client certificate and then only closed the connection.
pub(in crate::http) const ASKED_FOR_CERTIFICATE: &str = "The server asked for a client certificate, which is not supported: it may have closed the connection for that.";
const VERSION: &str = "TLS 1.2 or newer is needed: check that `host` and its port speak it.";
const CIPHER_SUITE: &str = "The server and this library have no cipher suite in common: \
    it must offer TLS 1.3, or TLS 1.2 with ECDHE and AES-GCM or ChaCha20-Poly1305.";

/// Judges an error of TLS in a call whose server has `asked_for_certificate`, or has not.
pub(in crate::http) fn diagnose(error: &Error, asked_for_certificate: bool) -> Failure {
    match error {
        Error::InvalidCertificate(problem) => permanent(certificate(problem)),
        Error::PeerIncompatible(
            PeerIncompatible::NoCipherSuitesInCommon | PeerIncompatible::NoKxGroupsInCommon,
        ) => permanent(CIPHER_SUITE),
        Error::PeerIncompatible(_) => permanent(VERSION),
        Error::AlertReceived(alert) => alert_received(*alert, asked_for_certificate),
        // An intermediary that is only just starting may say so in plain HTTP.
        Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            transient("The server does not speak TLS on this port: check `host` and its port.")
        }
        _ => transient("Check the network, `host` and the proxy settings."),
    }
}

const fn permanent(hint: &'static str) -> Failure {
    Failure { problem: None, hint, is_transient: false }
}

const fn transient(hint: &'static str) -> Failure {
    Failure { problem: None, hint, is_transient: true }
}

/// The alert at the end of `text`. TLS 1.3 refuses a client after the handshake, and then the layer of HTTP/2 keeps nothing
/// of the error below but its text.
pub(in crate::http) fn alert_in(text: &str) -> Option<Error> {
    use AlertDescription as Alert;
    [Alert::CertificateRequired, Alert::BadCertificate, Alert::CertificateUnknown, Alert::AccessDenied]
        .map(Error::AlertReceived)
        .into_iter()
        .find(|alert| text.ends_with(&alert.to_string()))
}

fn alert_received(alert: AlertDescription, asked_for_certificate: bool) -> Failure {
    use AlertDescription as Alert;
    match alert {
        Alert::CertificateRequired => CLIENT_CERTIFICATE,
        // Before TLS 1.3 there was no alert of its own for a certificate that is missing.
        Alert::HandshakeFailure
        | Alert::NoCertificate
        | Alert::BadCertificate
        | Alert::CertificateUnknown
        | Alert::UnknownCA
        | Alert::AccessDenied
            if asked_for_certificate =>
        {
            CLIENT_CERTIFICATE
        }
        Alert::HandshakeFailure | Alert::InsufficientSecurity => permanent(CIPHER_SUITE),
        Alert::ProtocolVersion => permanent(VERSION),
        Alert::UnrecognisedName => permanent("The server knows no host of this name: check `host`."),
        Alert::NoApplicationProtocol => {
            permanent("The server speaks no HTTP on this port: check `host` and its port.")
        }
        _ => transient("The server ended TLS: try again later, and check `host` and the proxy settings."),
    }
}

fn certificate(problem: &CertificateError) -> &'static str {
    match problem {
        CertificateError::UnknownIssuer => {
            "The certificate is not from a trusted authority, or the server leaves out an intermediate one. \
             For a private authority add its certificate with `ca_file`."
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "The server's certificate has expired; also check the clock of this machine."
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "The server's certificate is not valid yet; also check the clock of this machine."
        }
        CertificateError::NotValidForNameContext { presented, .. } if presented.is_empty() => {
            "The certificate names no host in subjectAltName, and its common name (CN) is not used: \
             the server needs a certificate with subjectAltName."
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "The certificate is for another name: check `host`."
        }
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            "The certificate is not for servers: its extendedKeyUsage needs serverAuth."
        }
        CertificateError::Other(other) if is_authority_as_server(other) => {
            "The certificate is self-signed, or that of an authority. If it is the right one, add it with `ca_file`."
        }
        CertificateError::Other(other)
            if matches!(other.0.downcast_ref(), Some(webpki::Error::UnsupportedCertVersion)) =>
        {
            "The certificate is of X.509 version 1, and its common name (CN) is not used: \
             the server needs one of version 3 with subjectAltName."
        }
        _ => "The server's certificate was refused; verification cannot be switched off.",
    }
}
