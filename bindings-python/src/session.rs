//! `Session` and `AsyncSession`: a signed-in user.
//!
//! They are native as a whole, so that no frame of Python ever holds a token, and none shows in a traceback with locals.

mod asynchronous;
mod blocking;
mod listener;
mod sign_out;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use genauth::{AccessToken, Call, Config, FreshToken};
use pyo3::exceptions::PyRuntimeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::PyDict;

pub(crate) use asynchronous::AsyncSession;
pub(crate) use blocking::Session;
pub(crate) use sign_out::SignOut;

use crate::config::config;
use crate::error::{detached, exception};
use crate::gate::guard;
use crate::json;
use crate::seconds::{CallTimeout, timeout};
use crate::store::AnyStore;
use crate::tokens::{TokenSet, Tokens};
use listener::Listener;

/// What both kinds of sessions share.
#[pyclass(frozen, subclass, module = "libgenauth._libgenauth")]
pub(crate) struct BaseSession {
    /// `None` once it is closed.
    core: Mutex<Option<genauth::Session>>,
    listener: Listener,
    /// Whether the first save failed, before there was a listener to be told.
    is_unsaved: AtomicBool,
}

#[pymethods]
impl BaseSession {
    /// The tokens as they are, without a refresh; `None` when the session has ended. Secrets.
    #[getter]
    fn tokens(&self) -> PyResult<Option<TokenSet>> {
        Ok(self.opened()?.tokens().map(TokenSet))
    }

    /// Who signed in, as the ID token says: its claims, and `verified_by`.
    ///
    /// `verified_by` is `jwks`, `secret` or `tls`, or `None` for an ID token that the application brought itself. `None`
    /// without an ID token, and when the session has ended.
    #[getter]
    fn claims<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.opened()?.claims().map(|claims| json::loads(py, &claims.to_json())).transpose()
    }

    /// Return where to send the user's browser to end its own session with the server.
    ///
    /// It works after the sign-out as well. The ID token stands in the URL, so do not log it.
    #[pyo3(signature = (uri=None))]
    fn end_session_url(&self, uri: Option<&str>) -> PyResult<String> {
        Ok(self.opened()?.end_session_url(uri))
    }

    /// The function that is told what happens to the session; `None` by default.
    ///
    /// It is called with a `SessionEvent`.
    /// It runs on a thread of the library, where it may block and use the session. Those who wait for what it is told
    /// wait for it, too.
    #[getter]
    fn on_event(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.listener.get(py)
    }

    #[setter]
    fn set_on_event(&self, py: Python<'_>, listener: Option<Py<PyAny>>) -> PyResult<()> {
        let is_set = listener.is_some();
        let core = self.opened()?;
        self.listener.set(listener);
        if is_set {
            guard(py)?;
            let listener = self.listener.clone();
            core.on_event(move |event| listener.tell(event));
            if self.is_unsaved.swap(false, Ordering::Relaxed) {
                self.listener.tell_here(py, genauth::SessionEvent::StoreFailed);
            }
        }
        Ok(())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.listener.traverse(&visit)
    }

    fn __clear__(&self) {
        self.listener.set(None);
    }
}

impl BaseSession {
    fn new(core: genauth::Session) -> Self {
        Self {
            core: Mutex::new(Some(core)),
            listener: Listener::default(),
            is_unsaved: AtomicBool::new(false),
        }
    }

    /// A session with the application's own tokens.
    fn of(
        py: Python<'_>,
        tokens: Tokens,
        store: Option<AnyStore>,
        settings: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let config = config(py, settings)?;
        let core = detached(py, || genauth::Session::from_tokens(&config, tokens.0));
        Self::kept(py, core.map_err(|error| exception(py, &error))?, store)
    }

    /// A session that is kept in `store` from now on. It goes on in memory if the store fails.
    pub(crate) fn kept(py: Python<'_>, core: genauth::Session, store: Option<AnyStore>) -> PyResult<Self> {
        let session = Self::new(core.clone());
        if let Some(store) = store {
            let interrupt = store.interrupt.clone();
            let saved = detached(py, move || core.use_store(store));
            interrupt.check()?;
            session.is_unsaved.store(saved.is_err(), Ordering::Relaxed);
        }
        Ok(session)
    }

    /// The session that a store holds.
    fn open(py: Python<'_>, store: AnyStore, settings: Option<&Bound<'_, PyDict>>) -> PyResult<Option<Self>> {
        let config: Config = config(py, settings)?;
        let interrupt = store.interrupt.clone();
        let opened = detached(py, move || genauth::Session::open(&config, store));
        interrupt.check()?;
        Ok(opened.map_err(|error| exception(py, &error))?.map(Self::new))
    }

    pub(crate) fn opened(&self) -> PyResult<genauth::Session> {
        let core = self.core.lock().unwrap_or_else(PoisonError::into_inner).clone();
        core.ok_or_else(|| PyRuntimeError::new_err("the session is closed; make a new one"))
    }

    /// The call that gets another token than `rejected`.
    fn other_than(&self, py: Python<'_>, rejected: &str) -> PyResult<Call<FreshToken>> {
        let rejected = AccessToken::try_from(rejected).map_err(|error| exception(py, &error))?;
        Ok(self.opened()?.access_token_after(&rejected))
    }

    fn close(&self) {
        let core = self.core.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(core);
    }

    fn describe(&self, class: &str) -> String {
        let state = match self.opened() {
            Err(_) => "closed",
            Ok(core) if core.tokens().is_some() => "signed in",
            Ok(_) => "ended",
        };
        format!("<{class}, {state}>")
    }
}

/// A call with the time that its caller gives it.
fn limited<J: genauth::Job>(
    py: Python<'_>,
    call: genauth::Call<J>,
    limit: CallTimeout,
) -> PyResult<genauth::Call<J>> {
    match limit {
        CallTimeout::Client => Ok(call),
        CallTimeout::Seconds(seconds) => timeout("timeout", seconds)
            .map(|limit| call.timeout(limit))
            .map_err(|error| exception(py, &error)),
    }
}
