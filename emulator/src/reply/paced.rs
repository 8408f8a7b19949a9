//! A response body that is sent at a scripted pace.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

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
    pause: Pause,
    chunked: bool,
}

impl PacedBody {
    pub(crate) fn new(bytes: Bytes, pace: Pace) -> Self {
        Self { rest: bytes, pace, pause: Pause::Due(pace.before), chunked: false }
    }

    pub(crate) fn chunked(mut self, chunked: bool) -> Self {
        self.chunked = chunked;
        self
    }
}

/// Its time begins when the next frame is polled for, not before.
#[derive(Debug)]
enum Pause {
    Due(Duration),
    Running(Pin<Box<Sleep>>),
}

impl Pause {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if let Self::Due(duration) = *self {
            if duration.is_zero() {
                return Poll::Ready(());
            }
            *self = Self::Running(Box::pin(sleep(duration)));
        }
        match self {
            Self::Due(_) => Poll::Ready(()),
            Self::Running(sleep) => sleep.as_mut().poll(context),
        }
    }
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
        ready!(self.pause.poll(context));
        let size = self.pace.frame.min(self.rest.len());
        let frame = self.rest.split_to(size);
        self.pause = Pause::Due(self.pace.between);
        Poll::Ready(Some(Ok(Frame::data(frame))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        if self.chunked { SizeHint::default() } else { SizeHint::with_exact(self.rest.len() as u64) }
    }
}
