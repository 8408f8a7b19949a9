//! `Session`: the blocking session.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::{BaseSession, SignOut, limited};
use crate::call::wait;
use crate::error::exception;
use crate::record::recorded;
use crate::seconds::CallTimeout;
use crate::store::AnyStore;
use crate::tokens::Tokens;

/// One signed-in user of one application, for any number of threads.
///
/// Its tokens refresh themselves: one that is about to expire in the background, one that has expired or that the service
/// refuses before the call goes on. Any number of threads and tasks share one refresh. With a store, new tokens are saved
/// before anybody gets them. Works in a child after `os.fork()`; parent and child need a store that both use.
#[pyclass(frozen, extends = BaseSession, weakref, module = "libgenauth")]
pub(crate) struct Session;

#[pymethods]
impl Session {
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
    fn access_token(this: &Bound<'_, Self>, timeout: CallTimeout) -> PyResult<String> {
        let py = this.py();
        let session = this.as_super().get().opened()?;
        recorded(py, "access_token", |_| {
            let call = limited(py, session.access_token(), timeout)?;
            let token = wait(py, call, |_| false)?.map_err(|error| exception(py, &error))?;
            Ok(token.as_str().to_owned())
        })
    }

    /// Return an access token other than `rejected`, which a server of your own has refused.
    ///
    /// It is the one that somebody got since, else that of a refresh: however many requests were refused
    /// with one token, it is refreshed once. A secret.
    #[pyo3(signature = (rejected, *, timeout=CallTimeout::Client))]
    fn access_token_after(this: &Bound<'_, Self>, rejected: &str, timeout: CallTimeout) -> PyResult<String> {
        let py = this.py();
        let call = this.as_super().get().other_than(py, rejected)?;
        recorded(py, "access_token_after", |_| {
            let call = limited(py, call, timeout)?;
            let token = wait(py, call, |_| false)?.map_err(|error| exception(py, &error))?;
            Ok(token.as_str().to_owned())
        })
    }

    /// Refresh now, however fresh the tokens are. A refresh in progress is shared.
    #[pyo3(signature = (*, timeout=CallTimeout::Client))]
    fn refresh(this: &Bound<'_, Self>, timeout: CallTimeout) -> PyResult<()> {
        let py = this.py();
        let session = this.as_super().get().opened()?;
        recorded(py, "refresh", |_| {
            let call = limited(py, session.refresh(), timeout)?;
            wait(py, call, |_| false)?.map_err(|error| exception(py, &error))
        })
    }

    /// End the session: wipe tokens and store, then revoke the grant at the server.
    ///
    /// It succeeds whatever fails, and says what did.
    #[pyo3(signature = (*, timeout=CallTimeout::Client))]
    fn sign_out(this: &Bound<'_, Self>, timeout: CallTimeout) -> PyResult<Py<SignOut>> {
        let py = this.py();
        let session = this.as_super().get().opened()?;
        recorded(py, "sign_out", |record| {
            let call = limited(py, session.sign_out(), timeout)?;
            let outcome = wait(py, call, |_| false)?.map_err(|error| exception(py, &error))?;
            let outcome = Py::new(py, SignOut::from(outcome))?;
            record.map(|record| record.call_method1("look_at", (&outcome,))).transpose()?;
            Ok(outcome)
        })
    }

    /// Return a client whose calls carry this session's access token.
    ///
    /// It shares the session's settings and connections.
    fn client<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let class = this.py().import("libgenauth._client")?.getattr("Client")?;
        class.call_method1("_of_session", (this,))
    }

    /// Close this object; its clients stay open, and the user stays signed in.
    fn close(this: &Bound<'_, Self>) {
        this.as_super().get().close();
    }

    fn __enter__<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, Self>> {
        this.as_super().get().opened()?;
        Ok(this.clone())
    }

    #[pyo3(signature = (*_args))]
    fn __exit__(this: &Bound<'_, Self>, _args: &Bound<'_, PyAny>) {
        Self::close(this);
    }

    fn __repr__(this: &Bound<'_, Self>) -> String {
        this.as_super().get().describe("Session")
    }
}

impl Session {
    pub(crate) fn on(py: Python<'_>, base: BaseSession) -> PyResult<Py<Self>> {
        Py::new(py, Self::above(base))
    }

    fn above(base: BaseSession) -> PyClassInitializer<Self> {
        PyClassInitializer::from(base).add_subclass(Self)
    }
}
