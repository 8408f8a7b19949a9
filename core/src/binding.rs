//! What only bindings need. Not for applications: nothing here follows semantic versioning.

pub use crate::config::Setting;
pub use crate::http::{Event, Log, Phase};
pub use crate::model::Scalar;
pub use crate::operation::{
    Discover, GetProfileJson, GetProfileObject, JsonForm, ProfileObject, Provider as IssuerDocument,
};
pub use crate::runtime::panics::{caught, keep_quiet};
pub use crate::{config_keys, error_kinds, identity_fields, profile_choices, profile_fields};

use std::error::Error as StdError;
use std::future::Future;
use std::sync::Arc;

use tokio::sync::oneshot;

use crate::call::{Call, Job};
use crate::client::Client;
use crate::config::{Config, Timeout};
use crate::error::{Error, ErrorKind};
use crate::model::AccessToken;
use crate::operation::{Operation, ProfileOptions};
use crate::pipeline::{Provider, Source};

/// An error that a layer over a binding, or a test of an application, makes itself.
#[must_use]
pub fn error(kind: ErrorKind, message: impl Into<String>) -> Error {
    Error::new(kind, message)
}

/// An argument that a binding rejected before the call began.
#[must_use]
pub fn invalid_argument(message: impl Into<String>) -> Error {
    Error::invalid_argument(message)
}

/// A failure that only a bug can explain.
#[must_use]
pub fn internal(message: impl Into<String>) -> Error {
    Error::internal(message)
}

/// Says what to do about an error, in one line.
#[must_use]
pub fn with_hint(error: Error, hint: impl Into<String>) -> Error {
    error.with_hint(hint)
}

/// [`Error::retry_after`] in whole milliseconds, at most those that fit.
#[must_use]
pub fn retry_after_ms(error: &Error) -> Option<i64> {
    error.retry_after_ms()
}

/// Names the language whose binding makes the requests.
#[must_use]
pub fn named(mut config: Config, language: &'static str) -> Config {
    config.binding = language;
    config
}

/// Sets a configuration key by its name.
pub fn set(config: &mut Config, key: &str, setting: Setting<'_>) -> Result<(), Error> {
    config.set(key, setting)
}

/// Reads a timeout in seconds, as Python, Kotlin and Swift have them; zero means no limit.
pub fn timeout_from_seconds(name: &str, seconds: f64) -> Result<Timeout, Error> {
    Timeout::from_seconds(name, seconds)
}

/// Like [`Client::get_profile`], for languages that get the profile as JSON.
pub fn get_profile_json(client: &Client, options: ProfileOptions, form: JsonForm) -> Call<GetProfileJson> {
    Call::new(client.0.clone(), GetProfileJson { options, form })
}

/// Like [`Client::get_profile`], for languages that read a profile field by field.
pub fn get_profile_object(client: &Client, options: ProfileOptions) -> Call<GetProfileObject> {
    Call::new(client.0.clone(), GetProfileObject(options))
}

/// Where a token provider of another language delivers its token, at once or later, from any thread.
pub struct TokenSink(oneshot::Sender<Result<AccessToken, String>>);

impl TokenSink {
    /// Delivers a token.
    pub fn give(self, token: AccessToken) {
        // A call that has ended needs no token.
        let _ = self.0.send(Ok(token));
    }

    /// Says that there is no token, and why.
    pub fn fail(self, message: impl Into<String>) {
        let _ = self.0.send(Err(message.into()));
    }
}

/// A sink, and what a provider returns for it. A sink that is dropped without a token ends the call as a failure of the
/// provider.
pub fn token_sink()
-> (TokenSink, impl Future<Output = Result<AccessToken, Box<dyn StdError + Send + Sync>>> + Send + 'static) {
    let (sender, receiver) = oneshot::channel();
    let outcome = async move {
        match receiver.await {
            Ok(outcome) => Ok(outcome?),
            Err(_) => Err("it was dropped without a token".into()),
        }
    };
    (TokenSink(sender), outcome)
}

/// Takes the token of this one call from `provide`, as [`Client::use_provider`](crate::Client::use_provider) does for all of
/// them. For languages in which a provider belongs to the place that calls, such as Python's event loops.
pub fn with_provider<O, F, T>(call: Call<O>, provide: F) -> Call<O>
where
    O: Operation,
    F: Fn(Option<AccessToken>) -> T + Send + Sync + 'static,
    T: Future<Output = Result<AccessToken, Box<dyn StdError + Send + Sync>>> + Send + 'static,
{
    call.with_source(Source::Issuer(Arc::new(Provider::new(provide))))
}

/// Writes down in `log` what a call does, for tools that show it.
pub fn logged<J: Job>(call: Call<J>, log: &Log) -> Call<J> {
    call.log(log)
}

/// The call that asks who issues the tokens, for tools that look for what is wrong.
pub fn discover(client: &Client) -> Call<Discover> {
    client.discover()
}

/// The proxy that the calls of a client go through, without its credentials.
#[must_use]
pub fn proxy(client: &Client) -> Option<String> {
    client.proxy()
}

/// The emulator that `GENAUTH_EMULATOR_HOST` puts in the place of the configured host.
#[must_use]
pub fn emulator(client: &Client) -> Option<String> {
    client.emulator()
}

/// Like [`Call::wait`], calling `stop` about every 50 ms: `true` cancels the call. For hosts that must notice something
/// while they wait, as Python must notice Ctrl-C.
pub fn wait_or_stop<J: Job>(call: Call<J>, stop: impl FnMut() -> bool + Send) -> Result<J::Output, Error> {
    call.wait_or_stop(stop)
}
