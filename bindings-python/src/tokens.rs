//! `TokenSet`: the tokens of one signed-in user.

use std::hash::{Hash, Hasher};

use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyMapping;

use crate::error::exception;
use crate::text::Text;

/// The tokens of one signed-in user, as the token endpoint gave them.
///
/// Immutable, compares by value, can be pickled. The `repr` shows no token. Where a `TokenSet` is accepted, a mapping
/// with these keys is as well; other keys of it are ignored.
#[pyclass(frozen, eq, hash, module = "libgenauth")]
#[derive(Clone)]
pub(crate) struct TokenSet(pub(crate) genauth::TokenSet);

const KEYS: [&str; 5] = ["access_token", "refresh_token", "id_token", "expires_at", "scope"];

#[pymethods]
impl TokenSet {
    #[new]
    #[pyo3(signature = (access_token, refresh_token=None, id_token=None, expires_at=None, scope=None))]
    fn new(
        access_token: Text,
        refresh_token: Option<Text>,
        id_token: Option<Text>,
        expires_at: Option<Moment>,
        scope: Option<Text>,
    ) -> Self {
        let mut tokens = genauth::TokenSet::new(access_token.0);
        if let Some(token) = refresh_token {
            tokens = tokens.refresh_token(token.0);
        }
        if let Some(token) = id_token {
            tokens = tokens.id_token(token.0);
        }
        tokens.expires_at = expires_at.map(|moment| moment.0);
        tokens.scope = scope.map(|scope| scope.0);
        Self(tokens)
    }

    /// The token that calls carry. A secret.
    #[getter]
    fn access_token(&self) -> &str {
        self.0.access_token.as_str()
    }

    /// The token that buys new tokens; `None` unless `offline_access` was granted. A secret.
    #[getter]
    fn refresh_token(&self) -> Option<&str> {
        self.0.refresh_token.as_ref().map(genauth::Secret::as_str)
    }

    /// Who signed in, as a signed statement. A secret.
    #[getter]
    fn id_token(&self) -> Option<&str> {
        self.0.id_token.as_ref().map(genauth::Secret::as_str)
    }

    /// When the access token expires, in seconds since 1970; `None` if the server did not say.
    #[getter]
    fn expires_at(&self) -> Option<i64> {
        self.0.expires_at
    }

    /// The granted scopes, separated by spaces.
    #[getter]
    fn scope(&self) -> Option<&str> {
        self.0.scope.as_deref()
    }

    /// Return the tokens as a JSON object with every key; absent values are `null`. A secret.
    fn to_json(&self) -> String {
        self.0.to_json().as_str().to_owned()
    }

    /// Parse what `to_json` returned. Raises `InvalidArgumentError` if malformed.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: Text) -> PyResult<Self> {
        let Text(text) = text;
        genauth::TokenSet::from_json(&text).map(Self).map_err(|error| exception(py, &error))
    }

    /// Return the names of the attributes, so that `dict(tokens)` has them.
    fn keys(_this: &Bound<'_, Self>) -> Vec<&'static str> {
        KEYS.to_vec()
    }

    fn __getitem__<'py>(this: &Bound<'py, Self>, key: &str) -> PyResult<Bound<'py, PyAny>> {
        if KEYS.contains(&key) { this.getattr(key) } else { Err(PyKeyError::new_err("no such token")) }
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<Self>().getattr("from_json")?, (self.to_json(),)))
    }

    fn __repr__(&self) -> String {
        let expires_at = self.0.expires_at.map_or("None".into(), |moment| moment.to_string());
        let kept = if self.0.refresh_token.is_some() { "***" } else { "None" };
        format!("TokenSet(access_token=***, refresh_token={kept}, expires_at={expires_at})")
    }
}

impl PartialEq for TokenSet {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Hash for TokenSet {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.access_token().hash(state);
    }
}

/// Seconds since 1970. `time.time()` counts parts of them, too.
struct Moment(i64);

impl<'py> FromPyObject<'_, 'py> for Moment {
    type Error = PyErr;

    #[expect(clippy::cast_possible_truncation, reason = "times that do not fit are as good as the last one")]
    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        value.extract().or_else(|_| Ok(value.extract::<f64>()?.floor() as i64)).map(Self)
    }
}

/// A `TokenSet`, or a mapping with its keys.
pub(crate) struct Tokens(pub(crate) genauth::TokenSet);

impl<'py> FromPyObject<'_, 'py> for Tokens {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(tokens) = value.cast::<TokenSet>() {
            return Ok(Self(tokens.get().0.clone()));
        }
        let Ok(mapping) = value.cast::<PyMapping>() else {
            return Err(PyTypeError::new_err("the tokens must be a TokenSet or a mapping"));
        };
        let item = |key| if mapping.contains(key)? { mapping.get_item(key).map(Some) } else { Ok(None) };
        let string = |key| match item(key)? {
            Some(value) => value.extract::<Option<Text>>(),
            None => Ok(None),
        };
        let access_token = string("access_token")?;
        let access_token =
            access_token.ok_or_else(|| PyTypeError::new_err("the tokens have no access_token"))?;
        let expires_at = match item("expires_at")? {
            Some(value) => value.extract::<Option<Moment>>()?,
            None => None,
        };
        let set = TokenSet::new(
            access_token,
            string("refresh_token")?,
            string("id_token")?,
            expires_at,
            string("scope")?,
        );
        Ok(Self(set.0))
    }
}
