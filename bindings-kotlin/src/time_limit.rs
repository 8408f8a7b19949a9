//! Time limits that a language can express and Rust cannot.

use std::time::Duration;

use genauth::Error;

/// What the packages send for a duration that is negative or, in Swift, endless or not a number. `src/bin/uniffi-bindgen`
/// writes that in the place of code of uniffi's that would end the process or throw what is no error of this library.
const IMPOSSIBLE: Duration = Duration::from_secs(u64::MAX);

pub(crate) fn check(name: &str, limit: Option<Duration>) -> Result<(), Error> {
    if limit == Some(IMPOSSIBLE) {
        return Err(Error::invalid_argument(format!("{name} must be from 0 to 1e9 seconds")));
    }
    Ok(())
}
