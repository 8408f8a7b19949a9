//! The crates that a library links.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::artefacts::cargo;
use crate::step;

/// A crate, as Cargo describes it.
#[derive(Deserialize)]
pub struct Crate {
    pub id: String,
    pub name: String,
    pub version: String,
    pub license: Option<String>,
    /// Nowhere: it is the project's own.
    pub source: Option<String>,
    pub manifest_path: PathBuf,
    /// The ids of the crates that it links in turn.
    #[serde(skip)]
    pub links: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Crate>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// None for what is linked, else `build` or `dev`.
    kind: Option<String>,
}

/// What `package` links, itself included, in the order of the names: on one target, or on any.
pub fn by(package: &str, target: Option<&str>) -> Result<Vec<Crate>> {
    let mut metadata = cargo(&["metadata", "--format-version", "1", "--locked"]);
    if let Some(target) = target {
        metadata.args(["--filter-platform", target]);
    }
    select(serde_json::from_str(&step::output_of(&mut metadata)?)?, package)
}

fn select(metadata: Metadata, package: &str) -> Result<Vec<Crate>> {
    let links: BTreeMap<String, Vec<String>> =
        metadata.resolve.nodes.into_iter().map(|node| (node.id, linked(node.deps))).collect();
    let root = metadata.packages.iter().find(|crate_| crate_.name == package).context("no such package")?;
    let mut found = BTreeSet::new();
    let mut open = vec![root.id.clone()];
    while let Some(id) = open.pop() {
        if found.insert(id.clone()) {
            open.extend_from_slice(&links[&id]);
        }
    }
    let mut crates: Vec<_> =
        metadata.packages.into_iter().filter(|crate_| found.contains(&crate_.id)).collect();
    for crate_ in &mut crates {
        crate_.links.clone_from(&links[&crate_.id]);
    }
    crates.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    Ok(crates)
}

fn linked(dependencies: Vec<Dependency>) -> Vec<String> {
    let is_linked = |dependency: &Dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none());
    dependencies.into_iter().filter(is_linked).map(|dependency| dependency.pkg).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_builds_or_tests_is_not_linked() {
        let package = |name: &str| {
            format!(
                r#"{{"id":"{name}-id","name":"{name}","version":"1.0.0","manifest_path":"/{name}/Cargo.toml"}}"#
            )
        };
        let needs =
            |name: &str, kind: &str| format!(r#"{{"pkg":"{name}-id","dep_kinds":[{{"kind":{kind}}}]}}"#);
        let node =
            |name: &str, needs: &[String]| format!(r#"{{"id":"{name}-id","deps":[{}]}}"#, needs.join(","));
        let packages = ["root", "near", "far", "builds", "tests"].map(package).join(",");
        let nodes = [
            node("root", &[needs("near", "null"), needs("builds", "\"build\""), needs("tests", "\"dev\"")]),
            node("near", &[needs("far", "null")]),
            node("far", &[]),
            node("builds", &[]),
            node("tests", &[]),
        ];
        let text = format!(r#"{{"packages":[{packages}],"resolve":{{"nodes":[{}]}}}}"#, nodes.join(","));
        let read = || serde_json::from_str(&text).unwrap();
        let crates = select(read(), "root").unwrap();
        let names: Vec<_> = crates.iter().map(|crate_| crate_.name.as_str()).collect();
        assert_eq!(names, ["far", "near", "root"]);
        assert_eq!(crates[2].links, ["near-id"]);
        assert!(select(read(), "other").is_err());
    }
}
