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

/// Cuts the section of `version` out, which is the first that says something. It may still be open before the tag.
pub fn section<'a>(changelog: &'a str, version: &str, is_tagged: bool) -> Result<Section<'a>> {
    let sections = changelog.split("\n## ").skip(1).filter_map(|section| section.split_once('\n'));
    let newest = sections.map(|(heading, text)| (heading, text.trim())).find(|(_, text)| !text.is_empty());
    let (heading, text) = newest.context("CHANGELOG.md says nothing")?;
    let name = heading.split(' ').next().unwrap_or_default();
    let is_open = name == OPEN && !is_tagged;
    ensure!(name == version || is_open, "CHANGELOG.md begins with `{heading}`, not with `{version}`");
    Ok(Section { is_open, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "## 1.2.2 (2026-01-01)\n\n- Older.\n";

    #[test]
    fn the_section_of_a_version_ends_with_the_next() {
        let changelog =
            format!("# Changelog\n\n## {OPEN}\n\n## 1.2.3 (2026-02-03)\n\n### Added\n\n- New.\n\n{OLD}");
        let section = section(&changelog, "1.2.3", true).unwrap();
        assert_eq!(section, Section { is_open: false, text: "### Added\n\n- New." });
    }

    #[test]
    fn what_is_open_gets_its_name_before_the_tag() {
        let changelog = format!("# Changelog\n\n## {OPEN}\n\n- New.\n\n{OLD}");
        let open = section(&changelog, "1.2.3", false).unwrap();
        assert_eq!(open, Section { is_open: true, text: "- New." });
        let error = section(&changelog, "1.2.3", true).unwrap_err().to_string();
        assert_eq!(error, "CHANGELOG.md begins with `Unreleased`, not with `1.2.3`");
    }

    #[test]
    fn a_version_without_a_section_is_a_problem() {
        let error = section(&format!("# Changelog\n\n{OLD}"), "1.2.3", false).unwrap_err().to_string();
        assert_eq!(error, "CHANGELOG.md begins with `1.2.2 (2026-01-01)`, not with `1.2.3`");
        assert!(section("# Changelog\n\n## Unreleased\n", "1.2.3", false).is_err());
    }
}
