//! The configuration as keyword arguments: those of `libgenauth.Client`.

use std::path::PathBuf;

use genauth::binding::{self, Setting};
use genauth::{Config, Error};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBool, PyDict, PyInt};

use crate::error::exception;
use crate::seconds::timeout;
use crate::text::Text;

/// PEM is text, but tools often return it as bytes.
#[derive(FromPyObject)]
pub(crate) enum Pem {
    #[pyo3(annotation = "str")]
    Text(Text),
    #[pyo3(annotation = "bytes")]
    Bytes(PyBackedBytes),
}

impl From<Pem> for Vec<u8> {
    fn from(pem: Pem) -> Self {
        match pem {
            Pem::Text(Text(text)) => text.into(),
            Pem::Bytes(bytes) => bytes.to_vec(),
        }
    }
}

/// What a session or a login is configured with.
pub(crate) fn config(py: Python<'_>, settings: Option<&Bound<'_, PyDict>>) -> PyResult<Config> {
    let settings = settings.cloned().unwrap_or_else(|| PyDict::new(py));
    let required = |key| match settings.get_item(key)? {
        Some(value) => value.extract::<Text>().map(|text| text.0),
        None => Err(PyTypeError::new_err(format!("missing a required keyword argument: '{key}'"))),
    };
    let mut config = Config::new(required("app_id")?, required("host")?);
    for (key, value) in &settings {
        let key = key.extract::<String>()?;
        config = with(config, &key, &value)?.map_err(|error| exception(py, &error))?;
    }
    Ok(binding::named(config, "python"))
}

fn with(mut config: Config, key: &str, value: &Bound<'_, PyAny>) -> PyResult<Result<Config, Error>> {
    match key {
        "app_id" | "host" => return Ok(Ok(config)),
        "timeout" => return Ok(timeout(key, value.extract()?).map(|limit| config.timeout(limit))),
        "connect_timeout" => {
            return Ok(timeout(key, value.extract()?).map(|limit| config.connect_timeout(limit)));
        }
        "timeout_ms" | "connect_timeout_ms" => {
            return Err(PyTypeError::new_err(format!("unexpected keyword argument '{key}'")));
        }
        _ if value.is_none() => return Ok(Ok(config)),
        "ca_file" => return Ok(Ok(config.ca_file(value.extract::<PathBuf>()?))),
        "ca_pem" => return Ok(Ok(config.ca_pem(value.extract::<Pem>()?))),
        _ => {}
    }
    let set = if value.is_instance_of::<PyBool>() {
        binding::set(&mut config, key, Setting::Boolean(value.extract()?))
    } else if value.is_instance_of::<PyInt>() {
        binding::set(&mut config, key, Setting::Integer(value.extract::<i64>()?.into()))
    } else {
        binding::set(&mut config, key, Setting::String(&value.extract::<Text>()?.0))
    };
    Ok(set.map(|()| config))
}
