//! Files and documents: read and decoded, with errors that name file and key.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::StartError;

pub(crate) fn read(path: &Path) -> Result<String, StartError> {
    std::fs::read_to_string(path).map_err(|source| StartError::Read { path: path.to_owned(), source })
}

/// Reads a file: YAML if its name says so, else JSON.
pub(crate) fn load<T: DeserializeOwned>(path: &Path) -> Result<T, StartError> {
    let (origin, text) = (path.display().to_string(), read(path)?);
    if path.extension().is_none_or(|extension| extension != "yaml" && extension != "yml") {
        return decode(&origin, &text);
    }
    serde_path_to_error::deserialize(serde_yaml_ng::Deserializer::from_str(&text))
        .map_err(|error| StartError::invalid(origin, &error))
}

pub(crate) fn decode<T: DeserializeOwned>(origin: &str, json: &str) -> Result<T, StartError> {
    let mut input = serde_json::Deserializer::from_str(json);
    let value =
        serde_path_to_error::deserialize(&mut input).map_err(|error| StartError::invalid(origin, &error))?;
    input.end().map_err(|error| StartError::invalid(origin, &error))?;
    Ok(value)
}
