//! The certificates of a PEM file, each for itself: one that is damaged does not spoil the others.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Why a certificate cannot be read; continues "certificate 2 of 3 ...".
pub(super) type Problem = &'static str;

/// The certificates of a PEM file in DER, in their order. Everything else is skipped: comments, keys, revocation lists.
///
/// Markers count wherever they stand, because files that end without a line break get concatenated.
pub(super) fn certificates(pem: &[u8]) -> Vec<Result<Vec<u8>, Problem>> {
    let pem = String::from_utf8_lossy(pem);
    let mut found = Vec::new();
    for section in pem.split("-----BEGIN ").skip(1) {
        let Some((label, rest)) = section.split_once("-----") else { continue };
        match label {
            "CERTIFICATE" | "X509 CERTIFICATE" => found.push(decode(rest)),
            // OpenSSL's own format says for which purposes the certificate is trusted, or distrusted. To take the
            // certificate alone could trust what its owner distrusts.
            "TRUSTED CERTIFICATE" => found.push(Err("is in OpenSSL's TRUSTED format")),
            _ => {}
        }
    }
    found
}

fn decode(section: &str) -> Result<Vec<u8>, Problem> {
    let (body, _) = section.split_once("-----END ").ok_or("is truncated")?;
    let base64 = body.split_ascii_whitespace().collect::<String>();
    STANDARD.decode(base64).map_err(|_| "is not Base64")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n";

    #[test]
    fn what_stands_around_certificates_is_skipped() {
        let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        for pem in [
            ONE.to_owned(),
            ONE.replace('\n', "\r\n"),
            ONE.replace('\n', "\r"),
            ONE.replace('\n', "\n  "),
            ONE.replace("CERT", "X509 CERT"),
            format!("\u{feff}{ONE}"),
            format!("# the authority\nsubject=CN = a\n{ONE}"),
            format!("{ONE}garbage -----"),
            format!("{key}{ONE}"),
            format!("{ONE}{key}"),
            format!("-----BEGIN \n{ONE}"),
        ] {
            assert_eq!(certificates(pem.as_bytes()), [Ok(vec![1, 2, 3])], "{pem:?}");
        }
        assert_eq!(certificates(&[b"\xe9 ", ONE.as_bytes()].concat()), [Ok(vec![1, 2, 3])], "Latin-1");
    }

    #[test]
    fn a_damaged_one_stands_alone() {
        let good = Ok(vec![1, 2, 3]);
        for (odd, problem) in [
            (ONE.replace("AQID", "A!ID"), "is not Base64"),
            (ONE.replace("AQID", "AQI"), "is not Base64"),
            ("-----BEGIN CERTIFICATE-----\nAQID\n".to_owned(), "is truncated"),
            (ONE.replace("CERT", "TRUSTED CERT"), "is in OpenSSL's TRUSTED format"),
        ] {
            let pem = format!("{ONE}{odd}{ONE}");
            assert_eq!(certificates(pem.as_bytes()), [good.clone(), Err(problem), good.clone()]);
            assert_eq!(certificates(odd.as_bytes()), [Err(problem)]);
        }
    }

    #[test]
    fn files_without_a_last_line_break_are_concatenated() {
        let pem = format!("{}{}", ONE.trim_end(), ONE.trim_end());
        assert_eq!(certificates(pem.as_bytes()).len(), 2);
    }

    #[test]
    fn none() {
        for text in ["", "no certificate", "-----BEGIN PKCS7-----\nAQID\n-----END PKCS7-----\n"] {
            assert_eq!(certificates(text.as_bytes()), [], "{text:?}");
        }
    }
}
