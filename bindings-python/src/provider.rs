//! `TokenProvider`: the application's own callback that gives access tokens.

use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use genauth::binding::{self, TokenSink};
use genauth::{AccessToken, Call, Error, ErrorKind, Operation};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyException;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use crate::error::exception;
use crate::gate::{attached, guard};
use crate::mailbox::Slot;
use crate::text::Text;

type Problem = Box<dyn StdError + Send + Sync>;
type Answer = Pin<Box<dyn Future<Output = Result<AccessToken, Problem>> + Send>>;

/// The application's function, and how it is called.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct TokenProvider {
    function: Py<PyAny>,
    takes_rejected: bool,
    is_coroutine: bool,
}

#[pymethods]
impl TokenProvider {
    #[new]
    #[pyo3(signature = (function, /, *, takes_rejected, is_coroutine))]
    fn new(py: Python<'_>, function: Py<PyAny>, takes_rejected: bool, is_coroutine: bool) -> PyResult<Self> {
        guard(py)?;
        Ok(Self { function, takes_rejected, is_coroutine })
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.function)
    }
}

/// What the callback raised during one call.
#[derive(Clone, Default)]
pub(crate) struct Raised(Arc<Mutex<Option<PyErr>>>);

impl Raised {
    fn note(&self, py: Python<'_>, error: PyErr) -> String {
        let name = error.get_type(py).name().map(|name| name.to_string());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        format!("it raised {}", name.as_deref().unwrap_or("an exception"))
    }

    /// The exception for an error: with the callback's as its cause, or that one itself if it ends more than the call, as
    /// `KeyboardInterrupt` does.
    pub(crate) fn exception(&self, py: Python<'_>, error: &Error) -> PyErr {
        let failure = exception(py, error);
        let raised = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match raised {
            Some(raised) if !raised.is_instance_of::<PyException>(py) => raised,
            Some(raised) if error.kind() == ErrorKind::TokenProvider => {
                failure.set_cause(py, Some(raised));
                failure
            }
            _ => failure,
        }
    }
}

impl TokenProvider {
    /// Lets `call` take its token from the callback. A coroutine runs on the event loop that `home` names.
    pub(crate) fn provide<O: Operation>(
        &self,
        py: Python<'_>,
        call: Call<O>,
        home: Option<(Arc<Slot>, u64)>,
    ) -> (Call<O>, Raised) {
        let raised = Raised::default();
        let ask = Ask {
            function: Arc::new(self.function.clone_ref(py)),
            takes_rejected: self.takes_rejected,
            raised: raised.clone(),
        };
        let home = home.filter(|_| self.is_coroutine);
        let call = binding::with_provider(call, move |rejected| -> Answer {
            let Some((slot, ticket)) = &home else {
                return Box::pin(std::future::ready(ask.now(rejected.as_ref())));
            };
            let (sink, token) = binding::token_sink();
            let request = TokenRequest { ask: ask.clone(), rejected, sink: Mutex::new(Some(sink)) };
            slot.put(*ticket, move |py| request.into_py_any(py));
            Box::pin(token)
        });
        (call, raised)
    }
}

/// How the callback is asked during one call.
#[derive(Clone)]
struct Ask {
    function: Arc<Py<PyAny>>,
    takes_rejected: bool,
    raised: Raised,
}

impl Ask {
    fn call<'py>(&self, py: Python<'py>, rejected: Option<&AccessToken>) -> PyResult<Bound<'py, PyAny>> {
        let function = self.function.bind(py);
        if self.takes_rejected {
            function.call1((rejected.map(AccessToken::as_str),))
        } else {
            function.call0()
        }
    }

    /// Runs the callback on this thread.
    fn now(&self, rejected: Option<&AccessToken>) -> Result<AccessToken, Problem> {
        let asked = attached(|py| {
            let token = self.call(py, rejected).and_then(|token| token_of(py, &token));
            token.map_err(|error| self.raised.note(py, error))
        });
        Ok(asked.unwrap_or_else(|| Err("Python is going away".into()))?)
    }
}

fn token_of(py: Python<'_>, token: &Bound<'_, PyAny>) -> PyResult<AccessToken> {
    AccessToken::try_from(token.extract::<Text>()?.0.as_str()).map_err(|error| exception(py, &error))
}

/// A request for a token that an event loop has to fulfil.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct TokenRequest {
    ask: Ask,
    rejected: Option<AccessToken>,
    sink: Mutex<Option<TokenSink>>,
}

#[pymethods]
impl TokenRequest {
    /// Calls the callback.
    fn call<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.ask.call(py, self.rejected.as_ref())
    }

    /// Delivers the token.
    #[pyo3(signature = (token, /))]
    fn give(&self, py: Python<'_>, token: &Bound<'_, PyAny>) -> PyResult<()> {
        let token = token_of(py, token)?;
        if let Some(sink) = self.take() {
            sink.give(token);
        }
        Ok(())
    }

    /// Says that there is no token.
    #[pyo3(signature = (error, /))]
    fn fail(&self, py: Python<'_>, error: Bound<'_, PyAny>) {
        let problem = self.ask.raised.note(py, PyErr::from_value(error));
        if let Some(sink) = self.take() {
            sink.fail(problem);
        }
    }
}

impl TokenRequest {
    fn take(&self) -> Option<TokenSink> {
        self.sink.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
