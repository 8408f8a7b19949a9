//! What a release says about itself.

use anyhow::{Context, Result, ensure};

/// The heading of what no release has yet.
const OPEN: &str = "Unreleased";

/// The newest section of the changelog.
#[derive(Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// Whether it still waits for the version's name.
    pub is_open: bool,
    pub text: &'a str,
}

/// Cuts the section of `version` out, which is the first that says something.
pub fn section<'a>(changelog: &'a str, version: &str) -> Result<Section<'a>> {
    let sections = changelog.split("\n## ").skip(1).filter_map(|section| section.split_once('\n'));
    let newest = sections.map(|(heading, text)| (heading, text.trim())).find(|(_, text)| !text.is_empty());
    let (heading, text) = newest.context("CHANGELOG.md says nothing")?;
    let name = heading.split(' ').next().unwrap_or_default();
    ensure!(
        [version, OPEN].contains(&name),
        "CHANGELOG.md begins with `{heading}`: neither `{version}` nor `{OPEN}`"
    );
    Ok(Section { is_open: name == OPEN, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "## 1.2.2 (2026-01-01)\n\n- Older.\n";

    #[test]
    fn the_section_of_a_version_ends_with_the_next() {
        let changelog =
            format!("# Changelog\n\n## {OPEN}\n\n## 1.2.3 (2026-02-03)\n\n### Added\n\n- New.\n\n{OLD}");
        let section = section(&changelog, "1.2.3").unwrap();
        assert_eq!(section, Section { is_open: false, text: "### Added\n\n- New." });
    }

    #[test]
    fn what_is_open_can_still_get_its_name() {
        let changelog = format!("# Changelog\n\n## {OPEN}\n\n- New.\n\n{OLD}");
        assert_eq!(section(&changelog, "1.2.3").unwrap(), Section { is_open: true, text: "- New." });
    }

    #[test]
    fn a_version_without_a_section_is_a_problem() {
        let error = section(&format!("# Changelog\n\n{OLD}"), "1.2.3").unwrap_err().to_string();
        assert_eq!(error, "CHANGELOG.md begins with `1.2.2 (2026-01-01)`: neither `1.2.3` nor `Unreleased`");
        assert!(section("# Changelog\n\n## Unreleased\n", "1.2.3").is_err());
    }
}
