//! An identity as JSON. The core reads and writes whole profiles only, so an identity travels inside one.

use genauth::{Error, Identity, Profile};

const OPENING: &str = r#"{"userId":"-","identities":["#;
const CLOSING: &str = "]}";

pub(crate) fn to_json(identity: &Identity) -> Result<String, Error> {
    let mut carrier = carrier("")?;
    carrier.identities = Some(vec![identity.clone()]);
    let text = carrier.to_json();
    let inner = text.strip_prefix(OPENING).and_then(|text| text.strip_suffix(CLOSING));
    inner.map(str::to_owned).ok_or_else(|| Error::internal("an identity did not come out as it went in"))
}

pub(crate) fn from_json(text: &str) -> Result<Identity, Error> {
    let mut identities = carrier(text)?.identities.unwrap_or_default();
    match (identities.pop(), identities.pop()) {
        (Some(identity), None) => Ok(identity),
        _ => {
            Err(Error::invalid_argument("the text is not an identity")
                .with_hint("Pass what `to_json` wrote."))
        }
    }
}

fn carrier(identity: &str) -> Result<Profile, Error> {
    Profile::from_json(&format!("{OPENING}{identity}{CLOSING}"))
}
