//! A login with an authorization code and PKCE, from its URL to the session.

mod finish;
mod listen;
mod options;
mod page;
mod pending;
mod redirect;

use std::fmt;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use finish::FinishLogin;
pub use listen::AwaitLogin;
pub use options::LoginOptions;
use pending::Pending;

#[cfg(any(fuzzing, test))]
pub(crate) use redirect::Redirect;

use crate::call::Call;
use crate::config::{Config, Timeout};
use crate::error::{Error, ErrorKind};
use crate::model::{Secret, unix_now};
use crate::pipeline::{Pipeline, Source};

/// How long a login may take, in seconds.
const LIFETIME: i64 = 600;

/// A login that has begun: send the user to [`url`](Self::url), then [`finish`](Self::finish) with the URL that the browser
/// was sent back to.
///
/// It serves once, for ten minutes. It may be [written down](Self::to_json) and [taken up](Self::from_json) by another
/// process.
pub struct Login(Arc<Begun>);

/// What a login's calls share.
struct Begun {
    pipeline: Arc<Pipeline>,
    pending: Pending,
    /// Whether the server has ended it: its code was exchanged, or an error came in the place of one.
    is_used: AtomicBool,
    /// Where the browser comes back to, if this process waits for it.
    listener: Option<TcpListener>,
}

impl Login {
    /// Begins a login. Performs no I/O except reading `ca_file`.
    ///
    /// Errors: [`Config`](ErrorKind::Config) names the wrong key; [`InvalidArgument`](ErrorKind::InvalidArgument) an
    /// unusable option.
    pub fn begin(config: &Config, options: LoginOptions) -> Result<Self, Error> {
        if options.redirect_uri.is_empty() {
            return Err(Error::invalid_argument("redirect_uri: must not be empty").with_hint(
                "Pass one of the login callback URLs that the console lists for the application.",
            ));
        }
        let pipeline = Pipeline::new(config, Source::Fixed(None))?;
        let pending = Pending::begin(&pipeline.prepared, options)?;
        Ok(Self::new(pipeline, pending, None))
    }

    /// Begins a login whose redirect comes to this process, by `http://127.0.0.1` (RFC 8252): open [`url`](Self::url) in a
    /// browser of this machine, then [`wait`](Self::wait). Binds the port at once.
    ///
    /// `redirect_uri` may be left out, which means `/callback` on a free port; with one, its port and path are used. The
    /// console must list the URI.
    pub fn listen(config: &Config, options: LoginOptions) -> Result<Self, Error> {
        let pipeline = Pipeline::new(config, Source::Fixed(None))?;
        let (listener, redirect_uri) = listen::bind(&options)?;
        let pending = Pending::begin(&pipeline.prepared, LoginOptions { redirect_uri, ..options })?;
        Ok(Self::new(pipeline, pending, Some(listener)))
    }

    /// Takes up a login that [`to_json`](Self::to_json) wrote down. `config` must name the same application.
    pub fn from_json(config: &Config, json: &str) -> Result<Self, Error> {
        let pipeline = Pipeline::new(config, Source::Fixed(None))?;
        let pending = Pending::from_json(&pipeline.prepared, json)?;
        Ok(Self::new(pipeline, pending, None))
    }

    fn new(pipeline: Pipeline, pending: Pending, listener: Option<TcpListener>) -> Self {
        let pipeline = Arc::new(pipeline);
        Self(Arc::new(Begun { pipeline, pending, is_used: AtomicBool::new(false), listener }))
    }

    /// Where to send the user's browser.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.0.pending.url
    }

    /// The login as a JSON object, without the configuration. A secret until the login has ended: it holds what proves
    /// that the code is ours.
    #[must_use]
    pub fn to_json(&self) -> Secret {
        self.0.pending.to_json()
    }

    /// Ends the login with the URL that the browser was sent back to; its query alone will do.
    ///
    /// Errors: [`Login`](ErrorKind::Login) if the user or the server refused, with
    /// [`oauth_error`](Error::oauth_error), if the URL belongs to another login, or if the ID token is not what it must
    /// be. An error that says nothing of the login itself, such as one of the network before anything was sent, leaves
    /// it open.
    pub fn finish(&self, redirected_url: &str) -> Call<FinishLogin> {
        let job = FinishLogin { login: self.0.clone(), url: redirected_url.to_owned().into() };
        Call::new(self.0.pipeline.clone(), job)
    }

    /// Waits for the browser to come back, and ends the login. For a login that [listens](Self::listen). Gives up when the
    /// login is ten minutes old, unless the call has a timeout of its own; may be called again after a cancellation.
    pub fn wait(&self) -> Call<AwaitLogin> {
        Call::new(self.0.pipeline.clone(), AwaitLogin(self.0.clone())).timeout(Timeout::None)
    }
}

impl Begun {
    /// Makes sure that the login can still be finished.
    fn check_open(&self) -> Result<(), Error> {
        if self.is_used.load(Ordering::Acquire) {
            return Err(refused("the login has ended already"));
        }
        if unix_now() - self.pending.created_at > LIFETIME {
            return Err(refused("the login began more than ten minutes ago"));
        }
        Ok(())
    }

    /// Claims the one use of the login.
    fn claim(&self) -> Result<(), Error> {
        if self.is_used.swap(true, Ordering::AcqRel) {
            return Err(refused("the login has ended already"));
        }
        Ok(())
    }
}

fn refused(problem: &str) -> Error {
    Error::new(ErrorKind::Login, problem).with_hint("Begin a new login.")
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("redirect_uri", &self.0.pending.redirect_uri).finish_non_exhaustive()
    }
}
