//! The call `get_profile`: its options, and the three ways to run it.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

use crate::cancel::Cancel;
use crate::client::{Network, Shared};
use crate::error::{Error, ErrorKind};
use crate::options::ProfileOptions;
use crate::panics;
use crate::profile::Profile;
use crate::runtime;
use crate::token::AccessToken;
use crate::transport::{Http, Request};

/// How often a blocking call looks up to ask its host whether to go on.
const LOOK_UP: Duration = Duration::from_millis(50);

/// A call that has not begun. `.await` it, [`wait`](Self::wait) for it, or [`start`](Self::start) it.
#[must_use = "nothing is sent until the call is awaited, waited for or started"]
pub struct GetProfile {
    client: Arc<Shared>,
    options: ProfileOptions,
    access_token: Option<Arc<AccessToken>>,
    timeout: Option<Duration>,
    cancel: Cancel,
}

impl GetProfile {
    pub(crate) fn new(client: Arc<Shared>, options: ProfileOptions) -> Self {
        let timeout = client.settings.timeout;
        Self { client, options, access_token: None, timeout, cancel: Cancel::new() }
    }

    /// Uses this token instead of the client's.
    pub fn access_token(mut self, token: AccessToken) -> Self {
        self.access_token = Some(Arc::new(token));
        self
    }

    /// Uses this limit for the whole call instead of the client's; zero means no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = (!timeout.is_zero()).then_some(timeout);
        self
    }

    /// Lets `cancel` stop the call, which then ends as [`Cancelled`](ErrorKind::Cancelled).
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Runs the call on this thread and blocks until it has ended.
    ///
    /// No other thread takes part, so this is the fastest way to call. Inside a Tokio runtime it blocks that runtime's
    /// thread: `.await` the call there.
    pub fn wait(self) -> Result<Profile, Error> {
        self.drive(None::<fn() -> bool>)
    }

    /// Like [`wait`](Self::wait), asking `stop` about every 50 ms whether to cancel. For hosts that must
    /// notice something while they wait, as Python must notice Ctrl-C.
    pub fn wait_or_stop(self, stop: impl FnMut() -> bool + Send) -> Result<Profile, Error> {
        self.drive(Some(stop))
    }

    fn drive(self, mut stop: Option<impl FnMut() -> bool + Send>) -> Result<Profile, Error> {
        if runtime::is_shared_thread() {
            return Err(Error::invalid_argument("a blocking call was made inside a completion callback")
                .with_hint(
                    "Start an asynchronous call there, or make the blocking call on another thread.",
                ));
        }
        let mut call = self.begin()?;
        if stop.is_some() {
            // Stopping this call is no business of the others that share its handle.
            call.cancel = call.cancel.child();
        }
        let network = call.client.network();
        let http = || network.new_http(&call.client.settings);
        let drive = async |http| {
            let mut outcome = pin!(call.run(&network, http));
            let Some(stop) = &mut stop else { return outcome.await };
            loop {
                if let Ok(outcome) = timeout(LOOK_UP, &mut outcome).await {
                    return outcome;
                }
                if stop() {
                    call.cancel.cancel();
                }
            }
        };
        network.lanes.run(http, drive, leaves_connection_usable)?
    }

    /// Runs the call in the background and hands its outcome to `done`: exactly once, whatever happens.
    ///
    /// `done` runs on the library's own thread, where it must not block.
    pub fn start(self, done: impl FnOnce(Result<Profile, Error>) + Send + 'static) {
        let completion = Completion(Some(done));
        match runtime::shared() {
            Ok(runtime) => {
                let call = self.begin();
                runtime.spawn(async move { completion.complete(run_shared(call).await) });
            }
            Err(error) => completion.complete(Err(error)),
        }
    }

    /// Fixes what belongs to the moment of the call: the token, since one that is set later is for later calls, and the
    /// end of its time.
    fn begin(self) -> Result<Call, Error> {
        let token = self.access_token.or_else(|| self.client.access_token()).ok_or_else(|| {
            Error::new(ErrorKind::Unauthenticated, "there is no access token")
                .with_hint("Set one on the client or pass one with the call.")
        })?;
        let deadline = self.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        Ok(Call { client: self.client, options: self.options, token, deadline, cancel: self.cancel })
    }
}

/// A call that has begun.
struct Call {
    client: Arc<Shared>,
    options: ProfileOptions,
    token: Arc<AccessToken>,
    deadline: Option<Instant>,
    cancel: Cancel,
}

impl Call {
    async fn run(&self, network: &Network, http: Http) -> Result<Profile, Error> {
        let settings = &self.client.settings;
        let request = Request {
            url: settings.url(self.options),
            token: &self.token,
            settings,
            quota: &network.quota,
            deadline: self.deadline,
            cancel: &self.cancel,
        };
        request.send(http).await
    }
}

async fn run_shared(call: Result<Call, Error>) -> Result<Profile, Error> {
    let call = call?;
    let network = call.client.network();
    let http = network.shared_http(&call.client.settings)?;
    call.run(&network, http).await
}

/// A call that was cut off leaves a connection in an unknown state, and perhaps a name resolution that hangs.
fn leaves_connection_usable(outcome: &Result<Profile, Error>) -> bool {
    !matches!(outcome, Err(error) if matches!(error.kind(), ErrorKind::Timeout | ErrorKind::Cancelled))
}

impl IntoFuture for GetProfile {
    type Output = Result<Profile, Error>;
    type IntoFuture = ProfileFuture;

    fn into_future(self) -> ProfileFuture {
        ProfileFuture(runtime::shared().map(|runtime| runtime.spawn(run_shared(self.begin()))))
    }
}

/// A call under way. Any executor can poll it; dropping it cancels the call.
#[must_use = "dropping the future cancels the call"]
pub struct ProfileFuture(Result<JoinHandle<Result<Profile, Error>>, Error>);

impl Future for ProfileFuture {
    type Output = Result<Profile, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Ok(task) => {
                Pin::new(task).poll(cx).map(|outcome| outcome.unwrap_or_else(|_| Err(panics::error())))
            }
            Err(error) => Poll::Ready(Err(error.clone())),
        }
    }
}

impl Drop for ProfileFuture {
    fn drop(&mut self) {
        if let Ok(task) = &self.0 {
            task.abort();
        }
    }
}

impl fmt::Debug for GetProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetProfile").field("options", &self.options).finish_non_exhaustive()
    }
}

impl fmt::Debug for ProfileFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProfileFuture")
    }
}

/// A callback that is called once even if the call panics or is dropped.
struct Completion<F: FnOnce(Result<Profile, Error>)>(Option<F>);

impl<F: FnOnce(Result<Profile, Error>)> Completion<F> {
    fn complete(mut self, outcome: Result<Profile, Error>) {
        if let Some(done) = self.0.take() {
            done(outcome);
        }
    }
}

impl<F: FnOnce(Result<Profile, Error>)> Drop for Completion<F> {
    fn drop(&mut self) {
        if let Some(done) = self.0.take() {
            done(Err(panics::error()));
        }
    }
}
