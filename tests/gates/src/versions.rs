//! The one version, wherever it is written.

use std::path::Path;

use crate::files::{self, Texts};

/// A place where a version is written.
#[derive(Debug)]
pub struct Place {
    /// How the names of the files end.
    pub file: &'static str,
    /// What marks the place.
    pub before: &'static str,
    /// What then stands right before the version.
    pub then: &'static str,
    /// How many lines that takes.
    pub lines: usize,
}

/// Every place. Whatever Python, Android and Swift state, they read from one of these.
pub const PLACES: &[Place] = &[
    Place { file: "Cargo.toml", before: "[workspace.package]", then: "version = \"", lines: 2 },
    Place { file: "Cargo.toml", before: "{ path = \"", then: "version = \"", lines: 1 },
    Place { file: "Cargo.lock", before: "name = \"genauth", then: "version = \"", lines: 2 },
    Place { file: "pom.xml", before: "<groupId>ai.genauth", then: "<version>", lines: 3 },
    Place { file: "genauth.h", before: "#define GENAUTH_VERSION ", then: "\"", lines: 1 },
    Place { file: ".md", before: "<groupId>ai.genauth", then: "<version>", lines: 3 },
    Place { file: ".md", before: "ai.genauth:", then: ":", lines: 1 },
];

/// The soname of the C library, for distributors.
pub const SONAME: Place = Place {
    file: "ffi-c/Cargo.toml",
    before: "[package.metadata.capi.library]",
    then: "\nversion = \"",
    lines: 5,
};

/// What a package says that is never released.
const NONE: &str = "0.0.0";

impl Place {
    /// The versions that a text states at such places.
    #[must_use]
    pub fn versions<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let marks = text.match_indices(self.before).map(|(at, _)| &text[at + self.before.len()..]);
        marks.filter_map(|rest| self.version(rest)).filter(|version| *version != NONE).collect()
    }

    fn version<'a>(&self, rest: &'a str) -> Option<&'a str> {
        let end = rest.match_indices('\n').nth(self.lines - 1).map_or(rest.len(), |(at, _)| at);
        let (_, rest) = rest[..end].split_once(self.then)?;
        let version = rest.split(|c: char| !c.is_ascii_alphanumeric() && !".-+".contains(c)).next()?;
        version.starts_with(|c: char| c.is_ascii_digit()).then_some(version)
    }
}

/// The files that may state a version.
///
/// # Errors
///
/// A file cannot be read.
pub fn texts(root: &Path) -> Result<Texts, String> {
    files::texts(root, |name| PLACES.iter().any(|place| name.ends_with(place.file)))
}

/// Names what says something else than `version`, and places that are in no file.
#[must_use]
pub fn check(texts: &Texts, version: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for place in PLACES {
        let Place { file: ending, before, .. } = place;
        let files = texts.iter().filter(|(file, _)| file.ends_with(ending));
        let stated: Vec<_> = files
            .flat_map(|(file, text)| place.versions(text).into_iter().map(move |stated| (file, stated)))
            .collect();
        if stated.is_empty() {
            problems.push(format!("no {ending} states a version behind `{before}`"));
        }
        let others = stated.iter().filter(|(_, stated)| *stated != version);
        problems.extend(others.map(|(file, other)| format!("{file} says {other}, not {version}")));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(file: &str, text: &str) -> Vec<String> {
        let places = PLACES.iter().filter(|place| file.ends_with(place.file));
        places.flat_map(|place| place.versions(text)).map(str::to_owned).collect()
    }

    #[test]
    fn each_language_has_its_way_to_state_a_version() {
        let workspace = "[workspace.package]\nversion = \"1.2.3\"\nedition = \"2024\"\n";
        assert_eq!(versions("Cargo.toml", workspace), ["1.2.3"]);
        let member = "a = { path = \"../a\" }\nb = { path = \"../b\", version = \"1.2.3-rc.1\" }\n\
                      c = { version = \"4\" }\n";
        assert_eq!(versions("b/Cargo.toml", member), ["1.2.3-rc.1"]);
        let lock =
            "name = \"genauth-c\"\nversion = \"1.2.3\"\n\nname = \"genauth-fuzz\"\nversion = \"0.0.0\"\n";
        assert_eq!(versions("Cargo.lock", lock), ["1.2.3"]);
        let dependency = |group, version| {
            format!("<groupId>{group}</groupId>\n<artifactId>a</artifactId>\n<version>{version}</version>\n")
        };
        let pom = [("ai.genauth", "1.2.3"), ("ai.genauth", "${project.version}"), ("org.other", "4.5")];
        let pom = pom.map(|(group, version)| dependency(group, version)).concat();
        assert_eq!(versions("a/pom.xml", &pom), ["1.2.3"]);
        assert_eq!(versions("docs/kotlin.md", &pom), ["1.2.3"]);
        let header = "#define GENAUTH_VERSION \"1.2.3\"\n#define GENAUTH_VERSION_MAJOR 1\n";
        assert_eq!(versions("include/genauth.h", header), ["1.2.3"]);
        assert_eq!(
            versions("docs/android.md", "`ai.genauth:libgenauth-ktor:1.2.3`, or ai.genauth: a"),
            ["1.2.3"]
        );
    }

    #[test]
    fn a_place_that_is_gone_is_a_problem() {
        let texts = Texts::from([("a/pom.xml".into(), "<groupId>ai.genauth</groupId>".into())]);
        let problems = check(&texts, "1.2.3");
        assert!(problems.contains(&"no pom.xml states a version behind `<groupId>ai.genauth`".into()));
        assert_eq!(problems.len(), PLACES.len());
    }
}
