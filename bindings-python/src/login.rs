//! `Login`: a login with an authorization code and PKCE, from its URL to the session.

use std::collections::BTreeMap;

use genauth::LoginOptions;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::call::{coroutine, wait};
use crate::config::config;
use crate::error::{detached, exception};
use crate::record::recorded;
use crate::session::{AsyncSession, BaseSession, Session};
use crate::store::AnyStore;
use crate::text::Text;

/// The name of its end in log records.
const FINISH: &str = "finish_login";

/// A login that has begun.
///
/// Send the user to `url`, then `finish` with the URL that the browser was sent back to.
/// It serves once, for ten minutes. `to_json` writes it down, `from_json` takes it up again in another process.
#[pyclass(frozen, weakref, module = "libgenauth")]
pub(crate) struct Login(genauth::Login);

/// Scopes as a string, separated by spaces, or as several strings.
#[derive(FromPyObject)]
enum Scopes {
    #[pyo3(annotation = "str")]
    Text(String),
    #[pyo3(annotation = "Sequence[str]")]
    Several(Vec<String>),
}

#[pymethods]
impl Login {
    #[new]
    #[expect(clippy::too_many_arguments, reason = "one keyword argument for each option of a login")]
    #[pyo3(signature = (
        *, redirect_uri, scopes=None, prompt=None, login_hint=None, ui_locales=None, tenant_id=None, extra=None, **config
    ))]
    fn new(
        py: Python<'_>,
        redirect_uri: String,
        scopes: Option<Scopes>,
        prompt: Option<String>,
        login_hint: Option<String>,
        ui_locales: Option<String>,
        tenant_id: Option<String>,
        extra: Option<BTreeMap<String, String>>,
        config: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let config = self::config(py, config)?;
        let mut options = options(scopes, prompt, login_hint, ui_locales, tenant_id, extra);
        options.redirect_uri = redirect_uri;
        Self::of(py, || genauth::Login::begin(&config, options))
    }

    /// Take up a login that `to_json` wrote down. The configuration must name the same application.
    #[staticmethod]
    #[pyo3(signature = (json, /, **config))]
    fn from_json(py: Python<'_>, json: Text, config: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let (config, Text(json)) = (self::config(py, config)?, json);
        Self::of(py, || genauth::Login::from_json(&config, &json))
    }

    /// Where to send the user's browser.
    #[getter]
    fn url(&self) -> &str {
        self.0.url()
    }

    /// Return the login as a JSON object, without the configuration.
    ///
    /// A secret until the login has ended: it holds what proves that the code is ours.
    fn to_json(&self) -> String {
        self.0.to_json().as_str().to_owned()
    }

    /// End the login with the URL that the browser was sent back to; its query alone will do.
    ///
    /// The session is kept in `store`, if there is one. Raises `LoginError` if the user or the server refused, with
    /// `oauth_error`, or if the URL belongs to another login.
    #[pyo3(signature = (url, store=None))]
    fn finish(&self, py: Python<'_>, url: Text, store: Option<AnyStore>) -> PyResult<Py<Session>> {
        let Text(url) = url;
        recorded(py, FINISH, |_| {
            let session = wait(py, self.0.finish(&url), |_| false)?;
            let session = session.map_err(|error| exception(py, &error))?;
            Session::on(py, BaseSession::kept(py, session, store)?)
        })
    }

    /// End the login as `finish` does, for `asyncio`.
    #[pyo3(signature = (url, store=None))]
    fn finish_async<'py>(
        &self,
        py: Python<'py>,
        url: Text,
        store: Option<AnyStore>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Text(url) = url;
        coroutine(py, Some(FINISH), self.0.finish(&url), |py, session| {
            AsyncSession::on(py, BaseSession::kept(py, session, store)?)
        })
    }

    /// Sign in with a browser of this machine, which comes back to a port of this process (RFC 8252).
    ///
    /// `redirect_uri` is `http://127.0.0.1[:port]/path`, by default `/callback` on a free port, or on one of `ports`; the
    /// console must list it. `open_browser` is called with the URL, on a thread of its own; by default `webbrowser.open`.
    /// Gives up after ten minutes with `TimeoutError`. Raises `LoginError` if no browser can be opened, too.
    #[staticmethod]
    #[pyo3(signature = (
        *, redirect_uri=None, scopes=None, prompt=None, login_hint=None, ui_locales=None, tenant_id=None, extra=None,
        ports=None, store=None, open_browser=None, **config
    ))]
    #[expect(clippy::too_many_arguments, reason = "one keyword argument for each option of a login")]
    fn in_browser<'py>(
        py: Python<'py>,
        redirect_uri: Option<String>,
        scopes: Option<Scopes>,
        prompt: Option<String>,
        login_hint: Option<String>,
        ui_locales: Option<String>,
        tenant_id: Option<String>,
        extra: Option<BTreeMap<String, String>>,
        ports: Option<Vec<u16>>,
        store: Option<Bound<'py, PyAny>>,
        open_browser: Option<Bound<'py, PyAny>>,
        config: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = options(scopes, prompt, login_hint, ui_locales, tenant_id, extra);
        let login = Self::listening(py, options, redirect_uri, ports, config)?;
        py.import("libgenauth._browser")?.call_method1("in_browser", (login, store, open_browser))
    }

    /// Sign in as `in_browser` does, for `asyncio`.
    #[staticmethod]
    #[pyo3(signature = (
        *, redirect_uri=None, scopes=None, prompt=None, login_hint=None, ui_locales=None, tenant_id=None, extra=None,
        ports=None, store=None, open_browser=None, **config
    ))]
    #[expect(clippy::too_many_arguments, reason = "one keyword argument for each option of a login")]
    fn in_browser_async<'py>(
        py: Python<'py>,
        redirect_uri: Option<String>,
        scopes: Option<Scopes>,
        prompt: Option<String>,
        login_hint: Option<String>,
        ui_locales: Option<String>,
        tenant_id: Option<String>,
        extra: Option<BTreeMap<String, String>>,
        ports: Option<Vec<u16>>,
        store: Option<Bound<'py, PyAny>>,
        open_browser: Option<Bound<'py, PyAny>>,
        config: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = options(scopes, prompt, login_hint, ui_locales, tenant_id, extra);
        let login = Self::listening(py, options, redirect_uri, ports, config)?;
        py.import("libgenauth._browser")?.call_method1("in_browser_async", (login, store, open_browser))
    }

    /// Waits for the browser, until `failures` has one.
    fn _wait(
        &self,
        py: Python<'_>,
        failures: &Bound<'_, PyAny>,
        store: Option<AnyStore>,
    ) -> PyResult<Option<Py<Session>>> {
        let failures = failures.clone().unbind();
        let has_failed = |py: Python<'_>| failures.bind(py).is_truthy().unwrap_or_default();
        match wait(py, self.0.wait(), has_failed)? {
            Ok(session) => Session::on(py, BaseSession::kept(py, session, store)?).map(Some),
            Err(_) if has_failed(py) => Ok(None),
            Err(error) => Err(exception(py, &error)),
        }
    }

    /// Waits for the browser, for `asyncio`.
    fn _wait_async<'py>(&self, py: Python<'py>, store: Option<AnyStore>) -> PyResult<Bound<'py, PyAny>> {
        coroutine(py, None, self.0.wait(), |py, session| {
            AsyncSession::on(py, BaseSession::kept(py, session, store)?)
        })
    }

    fn __repr__(_this: &Bound<'_, Self>) -> &'static str {
        "<Login>"
    }
}

impl Login {
    fn of(
        py: Python<'_>,
        begin: impl FnOnce() -> Result<genauth::Login, genauth::Error> + Send,
    ) -> PyResult<Self> {
        detached(py, begin).map(Self).map_err(|error| exception(py, &error))
    }

    fn listening(
        py: Python<'_>,
        mut options: LoginOptions,
        redirect_uri: Option<String>,
        ports: Option<Vec<u16>>,
        config: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let config = self::config(py, config)?;
        options.redirect_uri = redirect_uri.unwrap_or_default();
        let options = options.ports(ports.unwrap_or_default());
        Self::of(py, || genauth::Login::listen(&config, options))
    }
}

fn options(
    scopes: Option<Scopes>,
    prompt: Option<String>,
    login_hint: Option<String>,
    ui_locales: Option<String>,
    tenant_id: Option<String>,
    extra: Option<BTreeMap<String, String>>,
) -> LoginOptions {
    let mut options = LoginOptions::default();
    options.scopes = scopes.map(|scopes| match scopes {
        Scopes::Text(scopes) => scopes.split_whitespace().map(str::to_owned).collect(),
        Scopes::Several(scopes) => scopes,
    });
    options.prompt = prompt;
    options.login_hint = login_hint;
    options.ui_locales = ui_locales;
    options.tenant_id = tenant_id;
    options.extra = extra.unwrap_or_default();
    options
}
