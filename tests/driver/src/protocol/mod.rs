//! What the driver and a runner say to each other; `tests/runners/README.md` has the format.

mod refusals;
mod request;
mod response;

pub use refusals::check_refusals;
pub(crate) use request::{ACCESS_TOKEN, Request};
pub(crate) use response::{Outcome, Response};
