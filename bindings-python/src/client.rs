//! `Client`: the native half of both `libgenauth.Client` and `libgenauth.AsyncClient`.

use std::path::PathBuf;
use std::time::Duration;

use genauth::{AccessToken, Cancel, Config, Error, GetProfile, ProfileOptions, Setting};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::call::Call;
use crate::error::{detached, exception};
use crate::mailbox::Mailbox;
use crate::profile::Profile;
use crate::seconds::duration;

/// A client of the core.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct Client(genauth::Client);

/// PEM is text, but tools hand it over as bytes.
#[derive(FromPyObject)]
enum Pem {
    #[pyo3(annotation = "str")]
    Text(String),
    #[pyo3(annotation = "bytes")]
    Bytes(PyBackedBytes),
}

impl From<Pem> for Vec<u8> {
    fn from(pem: Pem) -> Self {
        match pem {
            Pem::Text(text) => text.into(),
            Pem::Bytes(bytes) => bytes.to_vec(),
        }
    }
}

#[pymethods]
impl Client {
    #[new]
    #[expect(clippy::too_many_arguments, reason = "one keyword argument for each key of the configuration")]
    #[pyo3(signature = (
        *, app_id, host, access_token, timeout, connect_timeout, max_attempts, max_response_bytes, ca_file, ca_pem,
        proxy, header_prefix, token_style, language, user_agent, allow_insecure_http
    ))]
    fn new(
        py: Python<'_>,
        app_id: String,
        host: String,
        access_token: Option<String>,
        timeout: Option<f64>,
        connect_timeout: Option<f64>,
        max_attempts: i64,
        max_response_bytes: i64,
        ca_file: Option<PathBuf>,
        ca_pem: Option<Pem>,
        proxy: Option<&str>,
        header_prefix: &str,
        token_style: &str,
        language: Option<&str>,
        user_agent: Option<&str>,
        allow_insecure_http: bool,
    ) -> PyResult<Self> {
        let config = || {
            let mut config = Config::new(app_id, host)
                .timeout(limit("timeout", timeout)?)
                .connect_timeout(limit("connect_timeout", connect_timeout)?)
                .allow_insecure_http(allow_insecure_http);
            config.set("max_attempts", whole(max_attempts))?;
            config.set("max_response_bytes", whole(max_response_bytes))?;
            config.set("header_prefix", Setting::Text(header_prefix))?;
            config.set("token_style", Setting::Text(token_style))?;
            for (key, text) in [("proxy", proxy), ("language", language), ("user_agent", user_agent)] {
                if let Some(text) = text {
                    config.set(key, Setting::Text(text))?;
                }
            }
            if let Some(token) = access_token {
                config = config.access_token(token);
            }
            if let Some(path) = ca_file {
                config = config.ca_file(path);
            }
            if let Some(pem) = ca_pem {
                config = config.ca_pem(pem);
            }
            Ok(config)
        };
        Self::open(py, config())
    }

    /// Makes a client from a JSON object with the keys that all languages share.
    #[staticmethod]
    #[pyo3(signature = (json, /))]
    fn from_json(py: Python<'_>, json: &str) -> PyResult<Self> {
        Self::open(py, Config::from_json(json))
    }

    /// Replaces the token that calls use unless they bring their own.
    #[pyo3(signature = (token, /))]
    fn set_access_token(&self, py: Python<'_>, token: Option<&str>) -> PyResult<()> {
        let token = token.map(AccessToken::try_from).transpose().map_err(|error| exception(py, &error))?;
        self.0.set_access_token(token);
        Ok(())
    }

    /// Makes the call on this thread. `timeout` is in seconds: `None` means the client's own, 0 no limit.
    #[pyo3(signature = (*, with_custom_data, with_identities, with_department_ids, access_token, timeout))]
    fn get_profile(
        &self,
        py: Python<'_>,
        with_custom_data: bool,
        with_identities: bool,
        with_department_ids: bool,
        access_token: Option<&str>,
        timeout: Option<f64>,
    ) -> PyResult<Profile> {
        let options = ProfileOptions { with_custom_data, with_identities, with_department_ids };
        let call = self.call(options, access_token, timeout).map_err(|error| exception(py, &error))?;
        let mut interrupt = None;
        let outcome = detached(py, || {
            call.wait_or_stop(|| {
                interrupt = Python::try_attach(|py| py.check_signals().err()).flatten();
                interrupt.is_some()
            })
        });
        match interrupt {
            Some(interrupt) => Err(interrupt),
            None => outcome.map(Profile::from).map_err(|error| exception(py, &error)),
        }
    }

    /// Starts the call; its outcome goes to `mailbox` under the number `ticket`.
    #[expect(
        clippy::too_many_arguments,
        reason = "the keyword arguments of the call, and where its outcome goes"
    )]
    #[pyo3(signature = (
        mailbox, ticket, /, *, with_custom_data, with_identities, with_department_ids, access_token, timeout
    ))]
    fn start(
        &self,
        py: Python<'_>,
        mailbox: &Bound<'_, Mailbox>,
        ticket: u64,
        with_custom_data: bool,
        with_identities: bool,
        with_department_ids: bool,
        access_token: Option<&str>,
        timeout: Option<f64>,
    ) -> PyResult<Call> {
        let options = ProfileOptions { with_custom_data, with_identities, with_department_ids };
        let call = self.call(options, access_token, timeout).map_err(|error| exception(py, &error))?;
        let cancel = Cancel::new();
        let slot = mailbox.get().slot();
        call.cancel(&cancel).start(move |outcome| slot.put(ticket, outcome));
        Ok(cancel.into())
    }
}

impl Client {
    /// Without the interpreter, since the client reads `ca_file`.
    fn open(py: Python<'_>, config: Result<Config, Error>) -> PyResult<Self> {
        detached(py, || genauth::Client::new(&config?.binding("python")))
            .map(Self)
            .map_err(|error| exception(py, &error))
    }

    fn call(
        &self,
        options: ProfileOptions,
        access_token: Option<&str>,
        timeout: Option<f64>,
    ) -> Result<GetProfile, Error> {
        let mut call = self.0.get_profile(options);
        if let Some(token) = access_token {
            call = call.access_token(token.try_into()?);
        }
        if let Some(seconds) = timeout {
            call = call.timeout(duration("timeout", seconds)?);
        }
        Ok(call)
    }
}

fn limit(name: &str, seconds: Option<f64>) -> Result<Duration, Error> {
    seconds.map_or(Ok(Duration::ZERO), |seconds| duration(name, seconds))
}

/// A negative number becomes a setting that the core refuses with its own words for this key.
fn whole(number: i64) -> Setting<'static> {
    u64::try_from(number).map_or(Setting::Flag(false), Setting::Number)
}
