//! The client: one thin function per call.

use std::sync::Arc;
use std::time::Duration;

use genauth::{AccessToken, GetProfile, Profile, ProfileOptions, panics};

use crate::cancel::Cancel;
use crate::config::Config;
use crate::error::GenAuthError;
use crate::time_limit;

/// What one call asks for. One value instead of three, because JNA, through which Kotlin calls, builds several structures for
/// each, and that takes longer than the rest of the call.
#[derive(uniffi::Record)]
pub struct Question {
    /// What to ask for beside the plain profile.
    pub options: ProfileOptions,
    /// A token in the place of the client's own.
    pub access_token: Option<String>,
    /// A time limit in the place of the client's own.
    pub timeout: Option<Duration>,
}

/// Asks one application of the identity cloud who its signed-in user is.
///
/// Make one and keep it: any number of threads and tasks may use it at once, and they share its connections.
#[derive(Debug, uniffi::Object)]
pub struct GenAuthClient(genauth::Client);

#[uniffi::export]
impl GenAuthClient {
    /// Makes a client. Reads the CA file, does nothing on the network.
    #[uniffi::constructor]
    pub fn kotlin(config: Config) -> Result<Self, GenAuthError> {
        Self::new(config, "kotlin")
    }

    /// Makes a client. Reads the CA file, does nothing on the network.
    #[uniffi::constructor]
    pub fn swift(config: Config) -> Result<Self, GenAuthError> {
        Self::new(config, "swift")
    }

    /// Replaces the token that calls use unless they bring their own; none removes it. Calls under way keep theirs.
    pub fn set_access_token(&self, token: Option<String>) -> Result<(), GenAuthError> {
        self.0.set_access_token(token.map(|text| AccessToken::try_from(text.as_str())).transpose()?);
        Ok(())
    }

    /// Asks who the user is. Dropping the future aborts the request. For Kotlin.
    pub async fn ask(&self, question: Question) -> Result<Profile, GenAuthError> {
        Ok(self.call(question.options, question.access_token.as_deref(), question.timeout)?.await?)
    }

    /// Asks who the user is and blocks the calling thread meanwhile. For Kotlin.
    #[expect(clippy::needless_pass_by_value, reason = "uniffi passes records by value")]
    pub fn ask_blocking(&self, question: Question) -> Result<Profile, GenAuthError> {
        Ok(self.call(question.options, question.access_token.as_deref(), question.timeout)?.wait()?)
    }

    /// Asks who the user is, until `cancel` stops the call.
    ///
    /// A token or a time limit given here stands in for the client's own.
    pub async fn get_profile_cancellable(
        &self,
        options: ProfileOptions,
        access_token: Option<String>,
        timeout: Option<Duration>,
        cancel: Arc<Cancel>,
    ) -> Result<Profile, GenAuthError> {
        Ok(self.call(options, access_token.as_deref(), timeout)?.cancel(&cancel.0).await?)
    }

    /// Asks who the user is and blocks the calling thread meanwhile: the fastest way to call, where blocking is fine.
    ///
    /// A token or a time limit given here stands in for the client's own.
    #[uniffi::method(default(access_token = None, timeout = None, options))]
    #[expect(clippy::needless_pass_by_value, reason = "uniffi passes options by value")]
    pub fn get_profile_blocking(
        &self,
        options: ProfileOptions,
        access_token: Option<String>,
        timeout: Option<Duration>,
    ) -> Result<Profile, GenAuthError> {
        Ok(self.call(options, access_token.as_deref(), timeout)?.wait()?)
    }
}

impl GenAuthClient {
    /// One library serves several languages, and requests name theirs. To each, its own constructor is *the* constructor;
    /// `uniffi.toml` sees to that.
    fn new(config: Config, binding: &'static str) -> Result<Self, GenAuthError> {
        panics::keep_quiet();
        let config = config.prepare()?.binding(binding);
        Ok(Self(genauth::Client::new(&config)?))
    }

    fn call(
        &self,
        options: ProfileOptions,
        access_token: Option<&str>,
        timeout: Option<Duration>,
    ) -> Result<GetProfile, GenAuthError> {
        time_limit::check("timeout", timeout)?;
        let mut call = self.0.get_profile(options);
        if let Some(token) = access_token {
            call = call.access_token(AccessToken::try_from(token)?);
        }
        if let Some(timeout) = timeout {
            call = call.timeout(timeout);
        }
        Ok(call)
    }
}
