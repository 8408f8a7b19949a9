//! `Profile`: the signed-in user.

use std::hash::{Hash, Hasher};

use genauth::{Gender, Identity, Json, Status, Timestamp, UserSourceType, WorkStatus, profile_fields};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error::exception;
use crate::field::Field;
use crate::json;
use crate::note::DecodeNote;
use crate::once::Once;
use crate::text::Text;

macro_rules! define_profile {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// The signed-in user.
        ///
        /// Every attribute except `user_id` may be `None`: the service returns what the scopes of the access token
        /// cover and what the call requested. A malformed field becomes `None` and a note in `notes`; the rest of the
        /// profile survives.
        ///
        /// Timestamps and enumerated values are the service's own strings. Free-form values are what `json.loads`
        /// returns; only an integer with too many digits for `int` is a `decimal.Decimal`.
        #[pyclass(frozen, eq, hash, weakref, module = "libgenauth")]
        pub(crate) struct Profile {
            inner: genauth::Profile,
            cache: Cache,
        }

        #[derive(Default)]
        struct Cache {
            $($name: <$type as Field>::Cache,)+
            extra: Once,
            notes: Once,
        }

        #[pymethods]
        impl Profile {
            #[classattr]
            #[expect(non_upper_case_globals, reason = "Python's name for it")]
            const __match_args__: (&'static str,) = ("user_id",);

            /// The user's id. Never empty.
            #[getter]
            fn user_id(&self) -> &str {
                &self.inner.user_id
            }

            $(
                $(#[$doc])*
                #[getter]
                fn $name<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
                    self.inner.$name.as_ref().map(|value| value.to_python(py, &self.cache.$name)).transpose()
                }
            )+

            /// Fields that this version does not know, by the service's own names.
            #[getter]
            fn extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.cache.extra.get_or_make(py, || json::object(py, &self.inner.extra))
            }

            /// What was malformed in the response and is therefore `None`.
            #[getter]
            fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                let notes = || self.inner.notes.iter().cloned().map(DecodeNote::from).collect::<Vec<_>>();
                self.cache.notes.get_or_make(py, || notes().into_bound_py_any(py))
            }

            /// The response body, byte for byte. Equality ignores it.
            #[getter]
            fn raw<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
                PyBytes::new(py, self.inner.raw.as_bytes())
            }

            /// Return the profile as one JSON object.
            ///
            /// It has the service's own names and documented types. Absent fields are omitted, unknown fields kept,
            /// and `_notes` is present if something was malformed.
            fn to_json(&self) -> String {
                self.inner.to_json()
            }

            /// Return the object of `to_json` as a new `dict`.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                json::loads(py, &self.to_json())
            }

            /// Parse what `to_json` returned; `raw` is then that string. Raises `DecodeError` if malformed.
            #[staticmethod]
            #[pyo3(signature = (text, /))]
            fn from_json(py: Python<'_>, text: Text) -> PyResult<Self> {
                genauth::Profile::from_json(&text.0).map(Self::from).map_err(|error| exception(py, &error))
            }

            /// Called by copying and unpickling.
            #[staticmethod]
            #[pyo3(signature = (text, raw, /))]
            fn _restore(py: Python<'_>, text: Text, raw: Vec<u8>) -> PyResult<Self> {
                let mut profile = Self::from_json(py, text)?;
                profile.inner.raw = raw.into();
                Ok(profile)
            }

            fn __reduce__<'py>(
                &self,
                py: Python<'py>,
            ) -> PyResult<(Bound<'py, PyAny>, (String, Bound<'py, PyBytes>))> {
                Ok((py.get_type::<Self>().getattr("_restore")?, (self.to_json(), self.raw(py))))
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                Ok(format!("Profile(user_id={})", PyString::new(py, self.user_id()).repr()?))
            }
        }
    };
}
profile_fields!(define_profile);

impl From<genauth::Profile> for Profile {
    fn from(inner: genauth::Profile) -> Self {
        Self { inner, cache: Cache::default() }
    }
}

impl PartialEq for Profile {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl Hash for Profile {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.inner.user_id.hash(state);
    }
}
