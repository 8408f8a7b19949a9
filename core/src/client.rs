//! The client: what an application keeps.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwapOption;

use crate::config::Config;
use crate::error::Error;
use crate::get_profile::GetProfile;
use crate::options::ProfileOptions;
use crate::runtime::{Lanes, PerProcess};
use crate::settings::Settings;
use crate::token::AccessToken;
use crate::transport::{Http, Quota, tls};

/// Asks one application of the identity cloud who its signed-in user is.
///
/// Cheap to clone; clones share their connections. Any number of threads and tasks may use one client at once, also
/// in a child after `fork()`. It holds no thread, and no socket before its first call.
#[derive(Clone)]
pub struct Client(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) settings: Settings,
    access_token: ArcSwapOption<AccessToken>,
    network: PerProcess<Network>,
}

/// Everything that touches the network, and so belongs to one process.
#[derive(Default)]
pub(crate) struct Network {
    /// Connections for blocking calls.
    pub(crate) lanes: Lanes,
    /// Connections for asynchronous calls.
    http: OnceLock<Http>,
    tls: OnceLock<rustls::ClientConfig>,
    pub(crate) quota: Quota,
}

impl Client {
    /// Makes a client. Reads `ca_file`, does nothing on the network.
    ///
    /// Errors: [`Config`](crate::ErrorKind::Config) names the wrong key,
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) an unusable access token.
    pub fn new(config: &Config) -> Result<Self, Error> {
        let token =
            config.access_token.as_ref().map(|token| AccessToken::try_from(token.as_str())).transpose()?;
        Ok(Self(Arc::new(Shared {
            settings: Settings::new(config)?,
            access_token: ArcSwapOption::from_pointee(token),
            network: PerProcess::new(),
        })))
    }

    /// Replaces the token that calls use unless they bring their own; `None` removes it. Calls under way keep theirs.
    pub fn set_access_token(&self, token: Option<AccessToken>) {
        self.0.access_token.store(token.map(Arc::new));
    }

    /// Asks who the user is: `GET /api/v3/get-profile`.
    ///
    /// Nothing is sent until the call is awaited, [waited](GetProfile::wait) for or [started](GetProfile::start).
    ///
    /// ```no_run
    /// # async fn example(client: genauth::Client) -> Result<(), genauth::Error> {
    /// use genauth::ProfileOptions;
    ///
    /// let profile = client.get_profile(ProfileOptions { with_identities: true, ..Default::default() }).await?;
    /// println!("{}", profile.user_id);
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_profile(&self, options: ProfileOptions) -> GetProfile {
        GetProfile::new(self.0.clone(), options)
    }
}

impl Shared {
    pub(crate) fn access_token(&self) -> Option<Arc<AccessToken>> {
        self.access_token.load_full()
    }

    /// This process's half of the client.
    pub(crate) fn network(&self) -> Arc<impl Deref<Target = Network> + Send + Sync + use<>> {
        self.network.get(Network::default)
    }
}

impl Network {
    /// The connections that asynchronous calls share.
    pub(crate) fn shared_http(&self, settings: &Settings) -> Result<Http, Error> {
        get_or_try_init(&self.http, || self.new_http(settings))
    }

    /// Connections of their own for a lane. TLS sessions are shared, so that only the first one has a full handshake.
    pub(crate) fn new_http(&self, settings: &Settings) -> Result<Http, Error> {
        Http::new(settings, get_or_try_init(&self.tls, || tls::client_config(settings))?)
    }
}

/// When two threads are first, one of theirs is dropped.
fn get_or_try_init<T: Clone>(
    cell: &OnceLock<T>,
    make: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    if let Some(value) = cell.get() {
        return Ok(value.clone());
    }
    let fresh = make()?;
    Ok(cell.get_or_init(|| fresh).clone())
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}
