//! Operations without their types: what is between a call and its request is compiled once for all of them, not once for each.

use std::any::Any;

use super::{Auth, Operation};
use crate::error::Error;
use crate::http::Request;
use crate::response::Reader;

/// What an operation or a job yields, until the call gives it its type back.
pub(crate) type Erased = Box<dyn Any + Send>;

/// An [`Operation`] behind a pointer.
pub(crate) trait AnyOperation: Send + Sync {
    fn is_idempotent(&self) -> bool;

    fn auth(&self) -> Auth;

    fn make_request(&self) -> Request;

    /// The output is on the heap, because every layer above would have it on its stack.
    fn read_erased(&self, response: &Reader<'_>) -> Result<Erased, Error>;
}

impl<O: Operation> AnyOperation for O {
    fn is_idempotent(&self) -> bool {
        O::IDEMPOTENT
    }

    fn auth(&self) -> Auth {
        O::AUTH
    }

    fn make_request(&self) -> Request {
        self.request()
    }

    fn read_erased(&self, response: &Reader<'_>) -> Result<Erased, Error> {
        Ok(Box::new(self.read(response)?))
    }
}

/// Gives an output its type back.
pub(crate) fn typed<T: 'static>(erased: Erased) -> Result<Box<T>, Error> {
    erased.downcast().map_err(|_| Error::internal("the output is of another type"))
}
