//! `Identity`: an account of the user at another identity provider.

use std::hash::{Hash, Hasher};

use genauth::{Json, Secret, identity_fields};
use pyo3::prelude::*;

use crate::error::exception;
use crate::field::Field;
use crate::json;
use crate::once::Once;
use crate::text::Text;

macro_rules! define_identity {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// One account of the user at another identity provider.
        ///
        /// A user has several entries for one provider if the provider uses several ids (`WeChat`: `openid` and
        /// `unionid`). Every attribute may be `None`.
        #[pyclass(frozen, eq, hash, weakref, module = "libgenauth")]
        pub(crate) struct Identity {
            inner: genauth::Identity,
            cache: Cache,
        }

        #[derive(Default)]
        struct Cache {
            $($name: <$type as Field>::Cache,)+
            extra: Once,
        }

        #[pymethods]
        impl Identity {
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

            /// Return the identity as one JSON object, as in `Profile.to_json`, with the provider's tokens.
            fn to_json(&self) -> String {
                self.inner.to_json()
            }

            /// Return the object of `to_json` as a new `dict`.
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                json::loads(py, &self.to_json())
            }

            /// Parse what `to_json` returned. Raises `DecodeError` if malformed.
            #[staticmethod]
            #[pyo3(signature = (text, /))]
            fn from_json(py: Python<'_>, text: Text) -> PyResult<Self> {
                genauth::Identity::from_json(&text.0).map(Self::from).map_err(|error| exception(py, &error))
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
                Ok((py.get_type::<Self>().getattr("from_json")?, (self.to_json(),)))
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let (provider, kind) = (self.provider(py)?.into_pyobject(py)?, self.r#type(py)?.into_pyobject(py)?);
                Ok(format!("Identity(provider={}, type={})", provider.repr()?, kind.repr()?))
            }
        }
    };
}
identity_fields!(define_identity);

impl From<genauth::Identity> for Identity {
    fn from(inner: genauth::Identity) -> Self {
        Self { inner, cache: Cache::default() }
    }
}

impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl Hash for Identity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.inner.provider, &self.inner.r#type, &self.inner.user_id_in_idp).hash(state);
    }
}
