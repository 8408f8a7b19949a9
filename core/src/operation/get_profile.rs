//! `GET /api/v3/get-profile`: who the signed-in user is.

use bytes::Bytes;

use super::{Auth, Operation};
use crate::error::Error;
use crate::http::Request;
use crate::model::{DecodeFailure, Profile, ProfileDraft, RawBody, check, data};
use crate::response::{Reader, WRONG_HOST};

/// The optional parts of the profile to request. The default requests none of them.
///
/// ```
/// let options = genauth::ProfileOptions::default().with_identities(true);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ProfileOptions {
    /// Request `custom_data`.
    pub with_custom_data: bool,
    /// Request `identities`. They can hold tokens of other identity providers: request them only if you need them.
    pub with_identities: bool,
    /// Request `department_ids`.
    pub with_department_ids: bool,
}

impl ProfileOptions {
    /// Every optional part.
    #[must_use]
    pub fn all() -> Self {
        Self { with_custom_data: true, with_identities: true, with_department_ids: true }
    }

    /// Whether to request `custom_data`.
    #[must_use]
    pub fn with_custom_data(mut self, request: bool) -> Self {
        self.with_custom_data = request;
        self
    }

    /// Whether to request `identities`.
    #[must_use]
    pub fn with_identities(mut self, request: bool) -> Self {
        self.with_identities = request;
        self
    }

    /// Whether to request `department_ids`.
    #[must_use]
    pub fn with_department_ids(mut self, request: bool) -> Self {
        self.with_department_ids = request;
        self
    }

    /// The query; what is not requested is not sent.
    fn query(self) -> String {
        let flags = [
            (self.with_custom_data, "withCustomData=true"),
            (self.with_identities, "withIdentities=true"),
            (self.with_department_ids, "withDepartmentIds=true"),
        ];
        let mut query = String::with_capacity(64);
        for (_, flag) in flags.into_iter().filter(|(requested, _)| *requested) {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(flag);
        }
        query
    }
}

/// The method behind [`Client::get_profile`](crate::Client::get_profile).
#[derive(Debug)]
pub struct GetProfile(pub(crate) ProfileOptions);

impl Operation for GetProfile {
    type Output = Profile;

    const NAME: &'static str = "get_profile";
    const IDEMPOTENT: bool = true;
    const AUTH: Auth = Auth::UserToken;

    fn request(&self) -> Request {
        Request::get("/api/v3/get-profile", self.0.query())
    }

    fn read(&self, response: &Reader<'_>) -> Result<Profile, Error> {
        // A copy, because the body stands in a buffer of its connection that is larger, and a profile may live long.
        let raw = || RawBody::new(Bytes::copy_from_slice(&response.raw()));
        draft(response).map(|draft| draft.own(raw()))
    }
}

/// The same for bindings that pass JSON on, straight from the body to what they return.
pub struct GetProfileJson {
    pub(crate) options: ProfileOptions,
    pub(crate) form: JsonForm,
}

/// Which JSON is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonForm {
    /// The profile as [`Profile::to_json`] writes it.
    Profile,
    /// The body of the response, byte for byte. It is validated all the same.
    Envelope,
}

impl Operation for GetProfileJson {
    type Output = Vec<u8>;

    const NAME: &'static str = GetProfile::NAME;
    const IDEMPOTENT: bool = GetProfile::IDEMPOTENT;
    const AUTH: Auth = GetProfile::AUTH;

    fn request(&self) -> Request {
        GetProfile(self.options).request()
    }

    fn read(&self, response: &Reader<'_>) -> Result<Vec<u8>, Error> {
        let (draft, body) = (draft(response)?, response.raw());
        Ok(match self.form {
            // Without white space, and with the NUL that C wants, it is hardly ever longer than the body.
            JsonForm::Profile => draft.to_json(body.len() + 1).into(),
            JsonForm::Envelope => body.into(),
        })
    }
}

fn draft<'a>(response: &'a Reader<'_>) -> Result<Box<ProfileDraft<'a>>, Error> {
    Ok(drafted(response)?.0)
}

/// A profile, and what it was read from.
pub(super) fn drafted<'a>(response: &'a Reader<'_>) -> Result<(Box<ProfileDraft<'a>>, &'a str), Error> {
    let (envelope, (data, text)) = response.envelope(|scanner| scanner.with_text(data))?;
    let mut profile = check(data).map_err(|failure| match failure {
        DecodeFailure::NotAnObject => response.decode_error(&envelope, "success without a data object"),
        DecodeFailure::NoUserId { found_instead: None } => response
            .decode_error(&envelope, "success without data.userId")
            .with_hint("Make sure that the access token has the scope `openid`."),
        DecodeFailure::NoUserId { found_instead: Some(name) } => response
            .decode_error(
                &envelope,
                format!("success without data.userId; data.{name} is another API's name for it"),
            )
            .with_hint(WRONG_HOST),
    })?;
    profile.notes.extend(response.damage());
    Ok((profile, text))
}
