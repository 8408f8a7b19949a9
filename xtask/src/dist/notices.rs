//! The licences of what is linked in, which go wherever the library goes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::artefacts::cargo;
use crate::step;

const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"];

/// Every crate that `package` links, with its licence, and each licence text once.
pub fn of(package: &str) -> Result<String> {
    let target = step::output_of(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", target.trim()];
    let metadata = step::output_of(&mut cargo(&arguments))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).filter_map(|package| Some((package["id"].as_str()?, package))).collect();
    let root = packages.iter().find(|(_, value)| value["name"] == package).context("no such package")?.0;

    let mut crates = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in linked(&metadata, root) {
        let package = packages[id];
        if package["source"].is_null() {
            continue; // the project's own
        }
        let name = format!("{} {}", text(&package["name"]), text(&package["version"]));
        writeln!(crates, "- {name}: {}", text(&package["license"]))?;
        let folder =
            Path::new(text(&package["manifest_path"])).parent().context("a crate without a folder")?;
        for licence in licences(folder)? {
            texts.entry(licence).or_default().push(name.clone());
        }
    }
    let mut notices = format!("# Software that is linked into this library\n\n{crates}");
    for (licence, users) in texts {
        write!(notices, "\n---\n{}\n\n{}\n", users.join(", "), licence.trim())?;
    }
    Ok(notices)
}

/// The packages that `root` needs when it runs, in the order of their names.
fn linked<'a>(metadata: &'a Value, root: &'a str) -> BTreeSet<&'a str> {
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).filter_map(|node| Some((node["id"].as_str()?, node))).collect();
    let mut found = BTreeSet::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        if found.insert(id) {
            let normal = list(&nodes[id]["deps"])
                .filter(|dependency| list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null()));
            open.extend(normal.filter_map(|dependency| dependency["pkg"].as_str()));
        }
    }
    found
}

fn licences(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        if NAMES.iter().any(|known| name.starts_with(known)) && entry.file_type()?.is_file() {
            texts.push(fs::read_to_string(entry.path())?);
        }
    }
    Ok(texts)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("not stated")
}
