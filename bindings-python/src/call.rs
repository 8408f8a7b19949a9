//! Running a call: on this thread, or for an event loop.

use std::sync::Mutex;

use genauth::{Cancel, Error, Job, binding};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::error::{detached, exception};
use crate::mailbox::Mailbox;

/// The handle of a started call.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct Call(Cancel);

impl From<Cancel> for Call {
    fn from(cancel: Cancel) -> Self {
        Self(cancel)
    }
}

#[pymethods]
impl Call {
    /// Drops the request and closes its connection; does nothing once the call has ended.
    fn cancel(&self) {
        self.0.cancel();
    }
}

/// Makes a call on this thread, until `is_over` says that nobody waits for it any more. A signal handler that raises ends
/// it, too.
pub(crate) fn wait<J: Job>(
    py: Python<'_>,
    call: genauth::Call<J>,
    is_over: impl Fn(Python<'_>) -> bool + Send + Sync,
) -> PyResult<Result<J::Output, Error>> {
    let mut interrupt = None;
    let outcome = detached(py, || {
        binding::wait_or_stop(call, || {
            let look = |py: Python<'_>| {
                interrupt = py.check_signals().err();
                interrupt.is_some() || is_over(py)
            };
            Python::try_attach(look).unwrap_or_default()
        })
    });
    interrupt.map_or(Ok(outcome), Err)
}

/// A call that has not begun, for an event loop.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct Prepared(Mutex<Option<Start>>);

type Start = Box<dyn FnOnce(&Mailbox, u64) -> Cancel + Send>;

#[pymethods]
impl Prepared {
    /// Starts the call; its outcome goes to `mailbox` under the number `ticket`.
    #[pyo3(signature = (mailbox, ticket, /))]
    fn start(&self, mailbox: &Bound<'_, Mailbox>, ticket: u64) -> PyResult<Call> {
        let start = self.0.lock().ok().and_then(|mut start| start.take());
        let start = start.ok_or_else(|| PyRuntimeError::new_err("the call was started before"))?;
        Ok(start(mailbox.get(), ticket).into())
    }
}

/// The coroutine that makes a call, and writes its record if it has a name. What the call needs stays on this side: no
/// Python frame holds it.
pub(crate) fn coroutine<'py, J, T>(
    py: Python<'py>,
    name: Option<&str>,
    call: genauth::Call<J>,
    convert: impl FnOnce(Python<'_>, J::Output) -> PyResult<T> + Send + 'static,
) -> PyResult<Bound<'py, PyAny>>
where
    J: Job,
    T: for<'a> IntoPyObjectExt<'a>,
{
    static CALL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let prepared = prepared(call, convert);
    CALL.import(py, "libgenauth._mailbox", "call")?.call1((prepared, name))
}

/// A call for an event loop, and what becomes of its output there.
pub(crate) fn prepared<J, T>(
    call: genauth::Call<J>,
    convert: impl FnOnce(Python<'_>, J::Output) -> PyResult<T> + Send + 'static,
) -> Prepared
where
    J: Job,
    T: for<'a> IntoPyObjectExt<'a>,
{
    let start = move |mailbox: &Mailbox, ticket: u64| {
        let (cancel, slot) = (Cancel::new(), mailbox.slot());
        call.cancel(&cancel).start(move |outcome| {
            slot.put(ticket, move |py| match outcome {
                Ok(output) => convert(py, output)
                    .and_then(|output| output.into_py_any(py))
                    .or_else(|error| error.into_py_any(py)),
                Err(error) => exception(py, &error).into_py_any(py),
            });
        });
        cancel
    };
    Prepared(Mutex::new(Some(Box::new(start))))
}
