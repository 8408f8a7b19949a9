//! What a certificate says.

use std::time::{Duration, SystemTime};

use x509_cert::Certificate;
use x509_cert::der::Decode as _;

/// A server that renews its certificate does so earlier.
const SOON: Duration = Duration::from_secs(14 * 86_400);

/// What a server showed.
pub(super) struct Chain {
    subject: String,
    issuer: String,
    length: usize,
    until: SystemTime,
    until_date: String,
}

impl Chain {
    /// Reads a chain of certificates in DER, the server's own first.
    pub(super) fn read(chain: &[Vec<u8>]) -> Option<Self> {
        let certificate = Certificate::from_der(chain.first()?).ok()?;
        let certificate = certificate.tbs_certificate();
        let until = certificate.validity().not_after;
        Some(Self {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            length: chain.len(),
            until: until.to_system_time(),
            until_date: until.to_date_time().to_string().chars().take(10).collect(),
        })
    }

    pub(super) fn describe(&self) -> String {
        let Self { subject, issuer, length, until_date, .. } = self;
        let more = if *length > 1 { format!("{length} certificates") } else { "no intermediate".into() };
        format!("{subject}, issued by {issuer}, {more}, valid until {until_date}")
    }

    pub(super) fn expires_soon(&self, now: SystemTime) -> bool {
        self.until.duration_since(now).is_ok_and(|left| left < SOON)
    }
}
