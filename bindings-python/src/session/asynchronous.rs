//! `AsyncSession`: the session for asyncio.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::{BaseSession, SignOut, limited};
use crate::call::{coroutine, prepared};
use crate::seconds::CallTimeout;
use crate::store::AnyStore;
use crate::tokens::Tokens;

/// One signed-in user of one application, for `asyncio`.
///
/// Its tokens refresh themselves: one that is about to expire in the background, one that has expired or that the service
/// refuses before the call goes on. Any number of threads and tasks share one refresh. With a store, new tokens are saved
/// before anybody gets them. Works in a child after `os.fork()`; parent and child need a store that both use.
#[pyclass(frozen, extends = BaseSession, weakref, module = "libgenauth")]
pub(crate) struct AsyncSession;

#[pymethods]
impl AsyncSession {
    #[new]
    #[pyo3(signature = (tokens, *, store=None, **config))]
    fn new(
        py: Python<'_>,
        tokens: Tokens,
        store: Option<AnyStore>,
        config: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<PyClassInitializer<Self>> {
        Ok(Self::above(BaseSession::of(py, tokens, store, config)?))
    }

    /// Take a session up again that a store holds; `None` if it is empty.
    ///
    /// Blocks while the store reads, and does not touch the network. Raises `StoreError` if the store fails, is locked,
    /// or holds another application's session.
    #[staticmethod]
    #[pyo3(signature = (store, **config))]
    fn open(
        py: Python<'_>,
        store: AnyStore,
        config: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Option<Py<Self>>> {
        BaseSession::open(py, store, config)?.map(|base| Self::on(py, base)).transpose()
    }

    /// Return an access token that is fit for use, after a refresh if need be.
    ///
    /// For requests of your own. A secret.
    #[pyo3(signature = (*, timeout=CallTimeout::Client))]
    fn access_token<'py>(this: &Bound<'py, Self>, timeout: CallTimeout) -> PyResult<Bound<'py, PyAny>> {
        let call = limited(this.py(), this.as_super().get().opened()?.access_token(), timeout)?;
        coroutine(this.py(), Some("access_token"), call, |_, token| Ok(token.as_str().to_owned()))
    }

    /// Return an access token other than `rejected`, which a server of your own has refused.
    ///
    /// It is the one that somebody got since, else that of a refresh: however many requests were refused
    /// with one token, it is refreshed once. A secret.
    #[pyo3(signature = (rejected, *, timeout=CallTimeout::Client))]
    fn access_token_after<'py>(
        this: &Bound<'py, Self>,
        rejected: &str,
        timeout: CallTimeout,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = this.py();
        let call = limited(py, this.as_super().get().other_than(py, rejected)?, timeout)?;
        coroutine(py, Some("access_token_after"), call, |_, token| Ok(token.as_str().to_owned()))
    }

    /// Refresh now, however fresh the tokens are. A refresh in progress is shared.
    #[pyo3(signature = (*, timeout=CallTimeout::Client))]
    fn refresh<'py>(this: &Bound<'py, Self>, timeout: CallTimeout) -> PyResult<Bound<'py, PyAny>> {
        let call = limited(this.py(), this.as_super().get().opened()?.refresh(), timeout)?;
        coroutine(this.py(), Some("refresh"), call, |py, ()| Ok(py.None()))
    }

    /// End the session: wipe tokens and store, then revoke the grant at the server.
    ///
    /// It succeeds whatever fails, and says what did.
    #[pyo3(signature = (*, timeout=CallTimeout::Client))]
    fn sign_out<'py>(this: &Bound<'py, Self>, timeout: CallTimeout) -> PyResult<Bound<'py, PyAny>> {
        let call = limited(this.py(), this.as_super().get().opened()?.sign_out(), timeout)?;
        let prepared = prepared(call, |_, outcome| Ok(SignOut::from(outcome)));
        this.py().import("libgenauth._mailbox")?.call_method1("sign_out", (prepared,))
    }

    /// Return a client whose calls carry this session's access token.
    ///
    /// It shares the session's settings and connections.
    fn client<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let class = this.py().import("libgenauth._async_client")?.getattr("AsyncClient")?;
        class.call_method1("_of_session", (this,))
    }

    /// Close this object; its clients stay open, and the user stays signed in.
    fn aclose<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        this.as_super().get().close();
        done(this.py(), this.py().None())
    }

    fn __aenter__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        this.as_super().get().opened()?;
        done(this.py(), this.clone())
    }

    #[pyo3(signature = (*_args))]
    fn __aexit__<'py>(this: &Bound<'py, Self>, _args: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        Self::aclose(this)
    }

    fn __repr__(this: &Bound<'_, Self>) -> String {
        this.as_super().get().describe("AsyncSession")
    }
}

/// A coroutine that returns `value`.
fn done<'py>(py: Python<'py>, value: impl IntoPyObject<'py>) -> PyResult<Bound<'py, PyAny>> {
    py.import("libgenauth._mailbox")?.call_method1("done", (value,))
}

impl AsyncSession {
    pub(crate) fn on(py: Python<'_>, base: BaseSession) -> PyResult<Py<Self>> {
        Py::new(py, Self::above(base))
    }

    fn above(base: BaseSession) -> PyClassInitializer<Self> {
        PyClassInitializer::from(base).add_subclass(Self)
    }
}
