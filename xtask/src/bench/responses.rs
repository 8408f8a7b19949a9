//! Responses made from the documented one, under a prefix of their own.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::paths;

const IDENTITIES: usize = 1750;
const CUSTOM_KEYS: usize = 10_500;

/// Where the server looks for it, below a prefix of its address.
pub fn file(prefix: &str) -> PathBuf {
    paths::bench("www").join(prefix).join("api/v3/get-profile")
}

/// The documented response, with lists that are lists: what decoders without tolerance can read.
pub fn write_plain(prefix: &str) -> Result<()> {
    write(prefix, &plain()?.to_string())
}

/// The same of a user with so many identities and custom data that it has about a megabyte. Says its length.
pub fn write_big(prefix: &str) -> Result<usize> {
    let mut response = plain()?;
    let user = &mut response["data"];
    let identity = user["identities"][0].clone();
    user["identities"] = vec![identity; IDENTITIES].into();
    let custom = |number| (format!("customKey{number}"), json!(format!("value {number} of this user")));
    user["customData"] = (0..CUSTOM_KEYS).map(custom).collect::<serde_json::Map<_, _>>().into();
    let response = response.to_string();
    write(prefix, &response)?;
    Ok(response.len())
}

/// So many bytes that are no response at all, which shows with the first.
pub fn write_invalid(prefix: &str, length: usize) -> Result<()> {
    write(prefix, &"x".repeat(length))
}

fn plain() -> Result<Value> {
    let sample = fs::read_to_string(paths::root().join("emulator/data/get-profile-sample.json"))?;
    let mut response: Value = serde_json::from_str(&sample)?;
    let user = &mut response["data"];
    user["departmentIds"] = list(&user["departmentIds"])?;
    user["identities"]["originConnIds"] = list(&user["identities"]["originConnIds"])?;
    user["identities"] = Value::Array(vec![user["identities"].take()]);
    Ok(response)
}

/// The list that a string holds.
fn list(string: &Value) -> Result<Value> {
    Ok(serde_json::from_str(string.as_str().context("the sample has changed")?)?)
}

fn write(prefix: &str, response: &str) -> Result<()> {
    let file = file(prefix);
    fs::create_dir_all(file.parent().expect("it has folders"))?;
    Ok(fs::write(file, response)?)
}
