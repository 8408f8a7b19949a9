//! The profile for callers who read it field by field, as C does.

use std::ffi::CStr;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

use super::get_profile::{GetProfile, drafted};
use super::{Auth, Operation};
use crate::error::Error;
use crate::http::Request;
use crate::model::{DecodeNote, Profile, Scalar, Scalars};
use crate::operation::ProfileOptions;
use crate::response::Reader;

/// The same method as [`GetProfile`].
pub struct GetProfileObject(pub(crate) ProfileOptions);

impl Operation for GetProfileObject {
    type Output = ProfileObject;

    const NAME: &'static str = GetProfile::NAME;
    const IDEMPOTENT: bool = GetProfile::IDEMPOTENT;
    const AUTH: Auth = GetProfile::AUTH;

    fn request(&self) -> Request {
        GetProfile(self.0).request()
    }

    fn read(&self, response: &Reader<'_>) -> Result<ProfileObject, Error> {
        let (draft, data) = drafted(response)?;
        let scalars = Scalars::of(&draft);
        Ok(ProfileObject { scalars, data: data.into(), notes: draft.notes, whole: ArcSwapOption::empty() })
    }
}

/// A profile of which strings, integers and booleans can be read. The rest is made of the response when somebody asks.
pub struct ProfileObject {
    scalars: Scalars,
    /// What the profile was read from.
    data: Box<str>,
    notes: Vec<DecodeNote>,
    /// Not behind a lock, which a child would find locked that was forked meanwhile.
    whole: ArcSwapOption<Profile>,
}

impl ProfileObject {
    /// A string, an integer or a boolean, by the service's own name. `None`: it is absent, has another type, or a NUL is in it.
    #[must_use]
    pub fn scalar(&self, name: &str) -> Option<Scalar<&CStr>> {
        self.scalars.get(name)
    }

    /// One member of [`to_json`](Self::to_json), by its name there.
    #[must_use]
    pub fn field_to_json(&self, name: &str) -> Option<String> {
        self.whole()?.field_to_json(name)
    }

    /// As [`Profile::to_json`]. `None` cannot be, since the profile was read before.
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        Some(self.whole()?.to_json())
    }

    fn whole(&self) -> Option<Arc<Profile>> {
        if let Some(whole) = self.whole.load_full() {
            return Some(whole);
        }
        let whole = Arc::new(Profile::reread(&self.data, &self.notes)?);
        self.whole.store(Some(whole.clone()));
        Some(whole)
    }
}
