//! What holds the structure of this repository.
//!
//! The checks are functions over sources, so that each is tried with a planted violation. `tests/` runs them over the
//! repository itself.

pub mod arrows;
pub mod copies;
pub mod files;
pub mod floors;
pub mod krate;
mod reader;
pub mod versions;
