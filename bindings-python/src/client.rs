//! `Client`: the native client below both `libgenauth.Client` and `libgenauth.AsyncClient`.

use std::path::PathBuf;
use std::sync::Arc;

use genauth::binding::{self, Setting};
use genauth::{AccessToken, Cancel, Config, Error, GetProfile, ProfileOptions};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;

use crate::call::{self, Call};
use crate::confidential::Argument;
use crate::config::Pem;
use crate::error::{detached, exception};
use crate::mailbox::{Mailbox, Slot};
use crate::profile::Profile;
use crate::provider::{Raised, TokenProvider};
use crate::seconds::{CallTimeout, timeout};
use crate::session::BaseSession;
use crate::text::Text;

/// A client of core.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct Client {
    client: genauth::Client,
    address: String,
}

#[pymethods]
impl Client {
    #[new]
    #[expect(clippy::too_many_arguments, reason = "one keyword argument for each key of the configuration")]
    #[pyo3(signature = (
        *, app_id, host, access_token, app_secret, client_auth, timeout, connect_timeout, max_attempts, max_response_bytes, ca_file,
        ca_pem, proxy, header_prefix, token_style, language, user_agent, allow_insecure_http
    ))]
    fn new(
        py: Python<'_>,
        app_id: Argument<Text>,
        host: Argument<Text>,
        access_token: Argument<Option<Text>>,
        app_secret: Argument<Option<Text>>,
        client_auth: Argument<Text>,
        timeout: Argument<Option<f64>>,
        connect_timeout: Argument<Option<f64>>,
        max_attempts: Argument<i64>,
        max_response_bytes: Argument<i64>,
        ca_file: Argument<Option<PathBuf>>,
        ca_pem: Argument<Option<Pem>>,
        proxy: Argument<Option<Text>>,
        header_prefix: Argument<Text>,
        token_style: Argument<Text>,
        language: Argument<Option<Text>>,
        user_agent: Argument<Option<Text>>,
        allow_insecure_http: Argument<bool>,
    ) -> PyResult<Self> {
        let address = host.0.0.clone();
        let config = || {
            let mut config = Config::new(app_id.0.0, host.0.0)
                .timeout(self::timeout("timeout", timeout.0)?)
                .connect_timeout(self::timeout("connect_timeout", connect_timeout.0)?)
                .allow_insecure_http(allow_insecure_http.0);
            let integers = [("max_attempts", max_attempts.0), ("max_response_bytes", max_response_bytes.0)];
            for (key, integer) in integers {
                binding::set(&mut config, key, Setting::Integer(integer.into()))?;
            }
            let strings = [
                ("app_secret", app_secret.0),
                ("client_auth", Some(client_auth.0)),
                ("header_prefix", Some(header_prefix.0)),
                ("token_style", Some(token_style.0)),
                ("access_token", access_token.0),
                ("proxy", proxy.0),
                ("language", language.0),
                ("user_agent", user_agent.0),
            ];
            for (key, string) in strings {
                if let Some(Text(string)) = string {
                    binding::set(&mut config, key, Setting::String(&string))?;
                }
            }
            if let Some(path) = ca_file.0 {
                config = config.ca_file(path);
            }
            if let Some(pem) = ca_pem.0 {
                config = config.ca_pem(pem);
            }
            Ok(binding::named(config, "python"))
        };
        // With the GIL released, since the client reads `ca_file`.
        let config = config();
        detached(py, || genauth::Client::new(&config?))
            .map(|client| Self { client, address })
            .map_err(|error| exception(py, &error))
    }

    /// The address as the application gave it.
    #[getter]
    fn address(&self) -> &str {
        &self.address
    }

    /// Creates a client with the settings and connections of a session.
    #[staticmethod]
    #[pyo3(signature = (session, /))]
    fn of_session(session: Argument<Bound<'_, BaseSession>>) -> PyResult<Self> {
        let Argument(session) = session;
        let session = session.get().opened()?;
        Ok(Self { client: session.client(), address: "the session's".into() })
    }

    /// Takes the token of later calls from a session.
    #[pyo3(signature = (session, /))]
    fn use_session(&self, session: Argument<Bound<'_, BaseSession>>) -> PyResult<()> {
        let Argument(session) = session;
        session.get().opened().map(|session| self.client.use_session(&session))
    }

    /// Replaces the token for calls that pass none.
    #[pyo3(signature = (token, /))]
    fn set_access_token(&self, py: Python<'_>, token: Argument<Option<Text>>) -> PyResult<()> {
        let token = token
            .0
            .map(|token| AccessToken::try_from(token.0.as_str()))
            .transpose()
            .map_err(|error| exception(py, &error))?;
        self.client.set_access_token(token);
        Ok(())
    }

    /// Makes the call on this thread.
    #[expect(clippy::too_many_arguments, reason = "the keyword arguments of the call")]
    #[pyo3(signature = (
        *, with_custom_data, with_identities, with_department_ids, access_token, timeout, provider
    ))]
    fn get_profile(
        &self,
        py: Python<'_>,
        with_custom_data: Argument<bool>,
        with_identities: Argument<bool>,
        with_department_ids: Argument<bool>,
        access_token: Argument<Option<Text>>,
        timeout: Argument<CallTimeout>,
        provider: Option<&Bound<'_, TokenProvider>>,
    ) -> PyResult<Profile> {
        let options = ProfileOptions::default()
            .with_custom_data(with_custom_data.0)
            .with_identities(with_identities.0)
            .with_department_ids(with_department_ids.0);
        let provider = provider.filter(|_| access_token.0.is_none());
        let call = self.call(options, access_token, timeout).map_err(|error| exception(py, &error))?;
        let (call, raised) = provided(py, call, provider, None);
        let outcome = call::wait(py, call, |_| false)?;
        outcome.map(Profile::from).map_err(|error| raised.exception(py, &error))
    }

    /// Starts the call; its outcome goes to `mailbox` under the number `ticket`.
    #[expect(
        clippy::too_many_arguments,
        reason = "the keyword arguments of the call, and where its outcome goes"
    )]
    #[pyo3(signature = (
        mailbox, ticket, /, *, with_custom_data, with_identities, with_department_ids, access_token, timeout,
        provider
    ))]
    fn start(
        &self,
        py: Python<'_>,
        mailbox: &Bound<'_, Mailbox>,
        ticket: u64,
        with_custom_data: Argument<bool>,
        with_identities: Argument<bool>,
        with_department_ids: Argument<bool>,
        access_token: Argument<Option<Text>>,
        timeout: Argument<CallTimeout>,
        provider: Option<&Bound<'_, TokenProvider>>,
    ) -> PyResult<Call> {
        let options = ProfileOptions::default()
            .with_custom_data(with_custom_data.0)
            .with_identities(with_identities.0)
            .with_department_ids(with_department_ids.0);
        let provider = provider.filter(|_| access_token.0.is_none());
        let call = self.call(options, access_token, timeout).map_err(|error| exception(py, &error))?;
        let cancel = Cancel::new();
        let slot = mailbox.get().slot();
        let (call, raised) = provided(py, call, provider, Some((slot.clone(), ticket)));
        call.cancel(&cancel).start(move |outcome| {
            slot.put(ticket, move |py| match outcome {
                Ok(profile) => Profile::from(profile).into_py_any(py),
                Err(error) => raised.exception(py, &error).into_py_any(py),
            });
        });
        Ok(cancel.into())
    }
}

impl Client {
    fn call(
        &self,
        options: ProfileOptions,
        access_token: Argument<Option<Text>>,
        timeout: Argument<CallTimeout>,
    ) -> Result<genauth::Call<GetProfile>, Error> {
        let mut call = self.client.get_profile(options);
        if let Some(Text(token)) = access_token.0 {
            call = call.access_token(token.as_str().try_into()?);
        }
        if let CallTimeout::Seconds(seconds) = timeout.0 {
            call = call.timeout(self::timeout("timeout", seconds)?);
        }
        Ok(call)
    }
}

/// Lets a call without a token of its own take it from the client's provider, if it has one.
fn provided(
    py: Python<'_>,
    call: genauth::Call<GetProfile>,
    provider: Option<&Bound<'_, TokenProvider>>,
    home: Option<(Arc<Slot>, u64)>,
) -> (genauth::Call<GetProfile>, Raised) {
    match provider {
        Some(provider) => provider.get().provide(py, call, home),
        None => (call, Raised::default()),
    }
}
