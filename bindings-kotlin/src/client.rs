//! The client: one thin function per way to call.

use std::sync::Arc;

use genauth::binding::timeout_from_seconds;
use genauth::{AccessToken, Call, GetProfile, ProfileOptions};

use crate::cancel::Cancel;
use crate::config::ConfigRecord;
use crate::error::CallError;
use crate::language::Language;
use crate::profile::ProfileRecord;
use crate::provider::{self, TokenProvider};
use crate::session::Session;

/// The arguments of a call. One value, because JNA, through which Kotlin calls, allocates several native structures for
/// each argument, and that takes longer than the rest of the call.
#[derive(uniffi::Record)]
pub struct CallRecord {
    /// Ask for the custom data.
    pub with_custom_data: bool,
    /// Ask for the identities.
    pub with_identities: bool,
    /// Ask for the department ids.
    pub with_department_ids: bool,
    /// An access token instead of the client's own.
    pub access_token: Option<String>,
    /// Seconds for the whole call, instead of the client's own timeout.
    pub timeout: Option<f64>,
}

impl CallRecord {
    fn options(&self) -> ProfileOptions {
        ProfileOptions::default()
            .with_custom_data(self.with_custom_data)
            .with_identities(self.with_identities)
            .with_department_ids(self.with_department_ids)
    }
}

/// A client for one application.
#[derive(Debug, uniffi::Object)]
pub struct Client(pub(crate) genauth::Client);

#[uniffi::export]
impl Client {
    /// Makes a client. Performs no I/O except reading the CA file.
    #[uniffi::constructor]
    pub fn new(language: Language, config: ConfigRecord) -> Result<Self, CallError> {
        Ok(Self(genauth::Client::new(&config.prepare(language)?)?))
    }

    /// Replaces the access token of later calls; none removes it.
    pub fn set_access_token(&self, token: Option<String>) -> Result<(), CallError> {
        self.0.set_access_token(token.map(|token| AccessToken::try_from(token.as_str())).transpose()?);
        Ok(())
    }

    /// Takes the token of later calls from a session.
    #[expect(clippy::needless_pass_by_value, reason = "uniffi passes objects by value")]
    pub fn use_session(&self, session: Arc<Session>) {
        self.0.use_session(&session.0);
    }

    /// Takes the token of later calls from the application.
    pub fn use_provider(&self, provider: Arc<dyn TokenProvider>) {
        self.0.use_provider(move |rejected| provider::ask(provider.clone(), rejected));
    }

    /// Gets the profile. Dropping the future cancels the call.
    pub async fn get_profile(&self, call: CallRecord) -> Result<ProfileRecord, CallError> {
        Ok(self.prepare(&call)?.await?.into())
    }

    /// Gets the profile, unless `cancel` cancels the call: Swift never drops a future.
    pub async fn get_profile_cancellable(
        &self,
        call: CallRecord,
        cancel: Arc<Cancel>,
    ) -> Result<ProfileRecord, CallError> {
        Ok(self.prepare(&call)?.cancel(&cancel.0).await?.into())
    }

    /// Gets the profile and blocks the calling thread meanwhile.
    #[expect(clippy::needless_pass_by_value, reason = "uniffi passes records by value")]
    pub fn get_profile_blocking(&self, call: CallRecord) -> Result<ProfileRecord, CallError> {
        Ok(self.prepare(&call)?.wait()?.into())
    }
}

impl Client {
    fn prepare(&self, arguments: &CallRecord) -> Result<Call<GetProfile>, genauth::Error> {
        let mut call = self.0.get_profile(arguments.options());
        if let Some(token) = &arguments.access_token {
            call = call.access_token(AccessToken::try_from(token.as_str())?);
        }
        if let Some(seconds) = arguments.timeout {
            call = call.timeout(timeout_from_seconds("timeout", seconds)?);
        }
        Ok(call)
    }
}
