//! Users and scenario documents: read and decoded, with errors that name file and key.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::StartError;

pub(crate) fn read(path: &Path) -> Result<String, StartError> {
    std::fs::read_to_string(path).map_err(|source| StartError::Read { path: path.to_owned(), source })
}

pub(crate) fn decode<T: DeserializeOwned>(origin: &str, json: &str) -> Result<T, StartError> {
    let mut input = serde_json::Deserializer::from_str(json);
    let value =
        serde_path_to_error::deserialize(&mut input).map_err(|error| StartError::invalid(origin, &error))?;
    input.end().map_err(|error| StartError::invalid(origin, &error))?;
    Ok(value)
}
