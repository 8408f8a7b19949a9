//! Variables of the environment.

use std::env::{self, VarError};

use genauth::ErrorKind;

use crate::problem::Problem;

/// Reads a variable; an empty one is as good as none.
pub(crate) fn read(name: &str) -> Result<Option<String>, Problem> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            Err(Problem::new(ErrorKind::InvalidArgument, format!("{name} is not UTF-8")))
        }
    }
}
