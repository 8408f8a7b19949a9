//! The keys that sign: two of them in turn, made for tests and known to everybody who has this program.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey};
use serde_json::{Value, json};

/// Committed, because making an RSA key takes longer than a whole test.
static PAIRS: [LazyLock<RsaKeyPair>; 2] = [
    LazyLock::new(|| read(include_bytes!("../../data/test-signing-key-1.der"))),
    LazyLock::new(|| read(include_bytes!("../../data/test-signing-key-2.der"))),
];

fn read(pkcs8: &[u8]) -> RsaKeyPair {
    RsaKeyPair::from_pkcs8(pkcs8).expect("a constant")
}

/// The key in use, and before the first roll-over no other.
#[derive(Default)]
pub(crate) struct Keys {
    roll_overs: usize,
}

impl Keys {
    /// With the key of this number in use; 1 is the first.
    pub(crate) fn in_use(number: usize) -> Self {
        Self { roll_overs: number.saturating_sub(1) }
    }

    pub(super) fn roll_over(&mut self) {
        self.roll_overs += 1;
    }

    /// The id of the key in use.
    pub(super) fn id(&self) -> String {
        id(self.roll_overs)
    }

    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let pair = pair(self.roll_overs);
        let mut signature = vec![0; pair.public().modulus_len()];
        let signed = pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature);
        signed.expect("the operating system has random bytes, and the signature has its length");
        signature
    }

    /// With any key that was ever in use.
    pub(super) fn verify(&self, key_id: &str, message: &[u8], signature: &[u8]) -> bool {
        let key = (0..=self.roll_overs).find(|number| id(*number) == key_id);
        key.is_some_and(|number| {
            let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, pair(number).public());
            key.verify(message, signature).is_ok()
        })
    }

    /// The key set: the key in use and the one before it, whose tokens are still around.
    pub(crate) fn public(&self) -> Value {
        let numbers = [Some(self.roll_overs), self.roll_overs.checked_sub(1)];
        let keys = numbers.into_iter().flatten().map(|number| {
            let PublicKeyComponents::<Vec<u8>> { n, e } = pair(number).public().into();
            let encode = |integer: Vec<u8>| URL_SAFE_NO_PAD.encode(integer);
            json!({
                "kty": "RSA", "use": "sig", "alg": "RS256", "kid": id(number), "n": encode(n), "e": encode(e),
            })
        });
        json!({ "keys": keys.collect::<Vec<_>>() })
    }
}

fn id(number: usize) -> String {
    format!("emulator-{}", number + 1)
}

fn pair(number: usize) -> &'static RsaKeyPair {
    &PAIRS[number % PAIRS.len()]
}
