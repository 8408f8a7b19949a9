//! The client: what an application keeps.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use crate::call::Call;
use crate::config::Config;
use crate::error::Error;
use crate::model::AccessToken;
use crate::operation::{Discover, GetProfile, ProfileOptions};
use crate::pipeline::{Pipeline, Provider, Source};
use crate::session::Session;

/// A client for one `GenAuth` application.
///
/// Cheap to clone; clones share their connections. Any number of threads and tasks may use one client at once, also
/// in a child after `fork()`. It holds no thread, and no socket before its first call.
///
/// Its access token comes from one source: a fixed token, a [`Session`](crate::Session) or a token provider. The token of
/// a call wins over all of them.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Pipeline>);

impl Client {
    /// Makes a client. Performs no I/O except reading `ca_file`.
    ///
    /// Errors: [`Config`](crate::ErrorKind::Config) names the invalid key,
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) an invalid access token.
    pub fn new(config: &Config) -> Result<Self, Error> {
        let token =
            config.access_token.as_ref().map(|token| AccessToken::try_from(token.as_str())).transpose()?;
        Pipeline::new(config, Source::Fixed(token.map(Arc::new))).map(Arc::new).map(Self)
    }

    /// Replaces the token for calls that have none of their own, and a session or provider; `None` removes it. Calls in
    /// progress keep theirs.
    pub fn set_access_token(&self, token: Option<AccessToken>) {
        self.0.tokens.set(Source::Fixed(token.map(Arc::new)));
    }

    /// Takes the token of later calls from `session`, which refreshes it: ahead of its end, and if the service refuses it.
    pub fn use_session(&self, session: &Session) {
        self.0.tokens.set(session.source());
    }

    /// Takes the token of later calls from the application's own callback.
    ///
    /// `provide` is called once for each call, from any thread and from several at once; it may block, and so may what
    /// it calls. If the service refuses its token, it is called once more with that token, and the call is repeated
    /// with the new one. Its failure ends the call as [`TokenProvider`](crate::ErrorKind::TokenProvider) with its
    /// message.
    ///
    /// ```
    /// # fn example(client: genauth::Client) {
    /// client.use_provider(|_rejected| async {
    ///     let token = String::from("from somewhere");
    ///     Ok(genauth::AccessToken::try_from(token.as_str())?)
    /// });
    /// # }
    /// ```
    pub fn use_provider<F, T>(&self, provide: F)
    where
        F: Fn(Option<AccessToken>) -> T + Send + Sync + 'static,
        T: Future<Output = Result<AccessToken, Box<dyn StdError + Send + Sync>>> + Send + 'static,
    {
        self.0.tokens.set(Source::Issuer(Arc::new(Provider::new(provide))));
    }

    /// Gets the signed-in user: `GET /api/v3/get-profile`.
    ///
    /// Nothing is sent until the call is awaited, [waited](Call::wait) for or [started](Call::start).
    ///
    /// ```no_run
    /// # async fn example(client: genauth::Client) -> Result<(), genauth::Error> {
    /// use genauth::ProfileOptions;
    ///
    /// let profile = client.get_profile(ProfileOptions::default().with_identities(true)).await?;
    /// println!("{}", profile.user_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_profile(&self, options: ProfileOptions) -> Call<GetProfile> {
        Call::new(self.0.clone(), GetProfile(options))
    }

    /// Asks who the issuer is and where its keys are.
    pub(crate) fn discover(&self) -> Call<Discover> {
        Call::new(self.0.clone(), Discover)
    }

    /// The origin of the emulator that the environment puts in the place of the host.
    pub(crate) fn emulator(&self) -> Option<String> {
        let prepared = &self.0.prepared;
        prepared.remark.as_ref().map(|_| prepared.host.origin().ascii_serialization())
    }

    /// The origin of the proxy that the calls go through.
    pub(crate) fn proxy(&self) -> Option<String> {
        self.0.prepared.proxy.as_ref().map(|proxy| proxy.address.origin().ascii_serialization())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

impl Session {
    /// A client whose calls carry this session's access token. It shares the session's settings and connections.
    #[must_use]
    pub fn client(&self) -> Client {
        Client(Arc::new(self.pipeline()))
    }
}
