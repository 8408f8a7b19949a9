//! A call that its caller's own thread drives.

use std::pin::pin;
use std::time::Duration;

use tokio::time::timeout;

use super::{Begun, Call, Cancel, Job};
use crate::error::Error;
use crate::operation::{Erased, typed};
use crate::pipeline::Network;
use crate::runtime;

/// How often a blocking call asks its host whether to stop.
const INTERRUPT_POLL: Duration = Duration::from_millis(50);

impl<J: Job> Call<J> {
    /// Runs the call on this thread and blocks until it has ended.
    ///
    /// No other thread takes part, so this is the fastest way to call. Inside a Tokio runtime it blocks that runtime's
    /// thread: `.await` the call there.
    pub fn wait(self) -> Result<J::Output, Error> {
        drive(self.begin(), None).and_then(typed).map(|output| *output)
    }

    /// Like [`wait`](Self::wait), calling `stop` about every 50 ms: `true` cancels the call.
    pub(crate) fn wait_or_stop(self, mut stop: impl FnMut() -> bool + Send) -> Result<J::Output, Error> {
        drive(self.begin(), Some(&mut stop)).and_then(typed).map(|output| *output)
    }
}

fn drive(mut call: Begun, mut stop: Option<&mut (dyn FnMut() -> bool + Send)>) -> Result<Erased, Error> {
    if runtime::is_shared_thread() {
        return Err(Error::invalid_argument("a blocking call was made inside a completion callback")
            .with_hint("Start an asynchronous call there, or block on another thread."));
    }
    // Cancels only this call, not others that share its handle.
    let own = stop.as_ref().map(|_| call.cancel.as_ref().map_or_else(Cancel::new, Cancel::child));
    call.cancel = own.or(call.cancel);
    let network = call.pipeline.network.get(Network::default);
    let drive = async |http| {
        let mut outcome = pin!(call.run(&network, &http));
        let Some(stop) = &mut stop else { return outcome.await };
        loop {
            if let Ok(outcome) = timeout(INTERRUPT_POLL, &mut outcome).await {
                return outcome;
            }
            if let (true, Some(cancel)) = (stop(), &call.cancel) {
                cancel.cancel();
            }
        }
    };
    let connections = || network.separate(&call.pipeline.prepared);
    network.lanes.run(connections, drive, || call.trace.is_at_rest())?
}
