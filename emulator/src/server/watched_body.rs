//! A response body as hyper sees it.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

use super::exchange::Exchange;
use crate::reply::PacedBody;

/// Tells the exchange when hyper wants no more of the body.
#[derive(Debug)]
pub(super) struct WatchedBody {
    pub(super) body: PacedBody,
    pub(super) exchange: Arc<Exchange>,
}

impl Body for WatchedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// On drop, because hyper neither asks for the end after the last byte nor for anything where no body may be sent.
impl Drop for WatchedBody {
    fn drop(&mut self) {
        self.exchange.body_taken();
    }
}
