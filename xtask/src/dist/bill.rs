//! A bill of materials (CycloneDX): what a library links, or expands its macros with, on whatever system it runs.
//!
//! The wheel has one of its own, which its builder writes.

use anyhow::Result;
use serde_json::{Value, json};

use super::linked::{self, Crate};

/// The bill of `package`.
pub fn of(package: &str) -> Result<Value> {
    Ok(write(&linked::by(package, None)?, package))
}

fn write(crates: &[Crate], package: &str) -> Value {
    let (own, others): (Vec<&Crate>, Vec<&Crate>) = crates.iter().partition(|crate_| crate_.name == package);
    let purl_of = |id: &String| crates.iter().find(|crate_| crate_.id == *id).map(purl);
    let links = |crate_: &Crate| crate_.links.iter().filter_map(purl_of).collect::<Vec<_>>();
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": own.into_iter().map(component).next() },
        "components": others.into_iter().map(component).collect::<Vec<_>>(),
        "dependencies": crates
            .iter()
            .map(|crate_| json!({ "ref": purl(crate_), "dependsOn": links(crate_) }))
            .collect::<Vec<_>>(),
    })
}

fn component(crate_: &Crate) -> Value {
    // A few old crates have `/` between licences of which one may choose.
    let choice = |licence: &String| licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ");
    let licences = crate_.license.iter().map(|licence| json!({ "expression": choice(licence) }));
    json!({
        "type": "library",
        "bom-ref": purl(crate_),
        "name": crate_.name,
        "version": crate_.version,
        "purl": purl(crate_),
        "licenses": licences.collect::<Vec<_>>(),
    })
}

fn purl(crate_: &Crate) -> String {
    format!("pkg:cargo/{}@{}", crate_.name, crate_.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crate_(name: &str, links: &[&str]) -> Crate {
        Crate {
            id: format!("{name}-id"),
            name: name.into(),
            version: "1.0.0".into(),
            license: Some("MIT/Apache-2.0".into()),
            source: None,
            manifest_path: "Cargo.toml".into(),
            links: links.iter().map(|name| format!("{name}-id")).collect(),
        }
    }

    #[test]
    fn a_bill_says_what_is_linked_by_what() {
        let bill = write(&[crate_("far", &[]), crate_("root", &["far"])], "root");
        assert_eq!(bill["metadata"]["component"]["purl"], "pkg:cargo/root@1.0.0");
        assert_eq!(bill["components"].as_array().unwrap().len(), 1);
        assert_eq!(bill["components"][0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        let root = json!({ "ref": "pkg:cargo/root@1.0.0", "dependsOn": ["pkg:cargo/far@1.0.0"] });
        assert_eq!(bill["dependencies"][1], root);
    }

    #[test]
    fn the_bill_of_the_c_library_names_what_it_links_and_nothing_else() {
        let bill = of("genauth-c").unwrap();
        let names: Vec<_> = bill["components"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert!(["genauth", "rustls", "tokio"].iter().all(|name| names.contains(&&json!(name))), "{names:?}");
        assert!(
            !["cbindgen", "genauth-emulator"].iter().any(|name| names.contains(&&json!(name))),
            "{names:?}"
        );
    }
}
