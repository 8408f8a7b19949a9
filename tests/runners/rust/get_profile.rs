//! The method `get_profile`.

use anyhow::Result;
use genauth::{AccessToken, Client, Config, ProfileOptions};
use serde::Deserialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::Method;
use crate::calls::{Calls, limited};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the arguments")]
struct GetProfile {
    access_token: Option<String>,
    timeout_ms: Option<u64>,
    with_custom_data: bool,
    with_identities: bool,
    with_department_ids: bool,
    raw: bool,
}

pub(crate) fn parse(args: &RawValue) -> serde_json::Result<Box<dyn Method>> {
    Ok(Box::new(serde_json::from_str::<GetProfile>(args.get())?))
}

impl Method for GetProfile {
    fn play(&self, config: &RawValue, calls: &mut Calls<'_>) -> Result<Box<RawValue>> {
        let client = Client::new(&Config::from_json(config.get())?)?;
        let options = ProfileOptions::default()
            .with_custom_data(self.with_custom_data)
            .with_identities(self.with_identities)
            .with_department_ids(self.with_department_ids);
        let profile = calls.make(|| {
            let call = limited(client.get_profile(options), self.timeout_ms);
            Ok(match &self.access_token {
                Some(token) => call.access_token(AccessToken::try_from(token.as_str())?),
                None => call,
            })
        })?;
        Ok(if self.raw {
            to_raw_value(str::from_utf8(profile.raw.as_bytes())?)?
        } else {
            RawValue::from_string(profile.to_json())?
        })
    }
}
