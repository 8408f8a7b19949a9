//! A reply's body, sent at a scripted pace.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use crate::exchange::Exchange;

/// Small enough for hyper's back-pressure to notice a client that stopped reading a huge body.
const FRAME: usize = 64 * 1024;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) before: Duration,
    pub(crate) frame: usize,
    pub(crate) between: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { before: Duration::ZERO, frame: FRAME, between: Duration::ZERO }
    }
}

#[derive(Debug)]
pub(crate) struct PacedBody {
    rest: Bytes,
    pace: Pace,
    pause: Option<Pin<Box<Sleep>>>,
    chunked: bool,
    exchange: Option<Arc<Exchange>>,
}

impl PacedBody {
    pub(crate) fn new(bytes: Bytes, pace: Pace) -> Self {
        let pause = pause(pace.before);
        Self { rest: bytes, pace, pause, chunked: false, exchange: None }
    }

    pub(crate) fn chunked(mut self, chunked: bool) -> Self {
        self.chunked = chunked;
        self
    }

    /// Reports to `exchange` when hyper wants no more of the body.
    pub(crate) fn reporting_to(mut self, exchange: &Arc<Exchange>) -> Self {
        self.exchange = Some(Arc::clone(exchange));
        self
    }
}

fn pause(duration: Duration) -> Option<Pin<Box<Sleep>>> {
    (!duration.is_zero()).then(|| Box::pin(sleep(duration)))
}

impl Body for PacedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(context));
        }
        let size = self.pace.frame.min(self.rest.len());
        let frame = self.rest.split_to(size);
        self.pause = pause(self.pace.between);
        Poll::Ready(Some(Ok(Frame::data(frame))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        if self.chunked { SizeHint::default() } else { SizeHint::with_exact(self.rest.len() as u64) }
    }
}

/// On drop, because hyper neither asks for the end after the last byte nor for anything where no body may be sent.
impl Drop for PacedBody {
    fn drop(&mut self) {
        if let Some(exchange) = &self.exchange {
            exchange.body_taken();
        }
    }
}
