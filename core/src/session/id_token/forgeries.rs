//! Project Wycheproof's signatures, which forgers have tried on others.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{from_value, json};
use wycheproof::TestResult;
use wycheproof::rsa_pkcs1_verify::{TestName, TestSet};

use super::verify::is_signature;
use crate::operation::Key;

#[test]
fn forged_signatures_are_refused() {
    for name in
        [TestName::Rsa2048Sha256, TestName::Rsa3072Sha256, TestName::Rsa4096Sha256, TestName::Rsa8192Sha256]
    {
        let set = TestSet::load(name).unwrap();
        let mut valid = 0;
        for group in &set.test_groups {
            let part = |number: &[u8]| URL_SAFE_NO_PAD.encode(strip(number));
            let key = json!({ "kty": "RSA", "n": part(&group.key.n), "e": part(&group.key.e) });
            let key: Key = from_value(key).unwrap();
            for test in &group.tests {
                let accepted = is_signature(&test.sig, &test.msg, &key);
                match test.result {
                    TestResult::Valid => assert!(accepted, "{name:?} {}: {}", test.tc_id, test.comment),
                    TestResult::Invalid => assert!(!accepted, "{name:?} {}: {}", test.tc_id, test.comment),
                    TestResult::Acceptable => {}
                }
                valid += usize::from(accepted);
            }
        }
        assert!(valid > 0, "{name:?}");
    }
}

/// A key set writes numbers without leading zeros.
fn strip(number: &[u8]) -> &[u8] {
    &number[number.iter().take_while(|byte| **byte == 0).count()..]
}
