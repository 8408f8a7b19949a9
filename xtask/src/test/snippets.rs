//! The code that a guide shows stands in programs that are compiled.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::{paths, step};

/// Looks for every piece of code in a chapter that is in one of the languages, whatever its indentation, in the sources
/// below the folders; says how many there are.
pub fn check(chapter: &str, languages: &[&str], folders: &[&str]) -> Result<usize> {
    step::step(&format!("snippets of {chapter}"), || {
        let mut sources = Vec::new();
        for folder in folders {
            collect(&paths::root().join(folder), &mut sources)?;
        }
        let text = fs::read_to_string(paths::root().join(chapter))?;
        let blocks = text.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'));
        let snippets: Vec<_> = blocks.filter(|(language, _)| languages.contains(language)).collect();
        for (_, snippet) in &snippets {
            let wanted = without_indent(snippet);
            if !sources.iter().any(|source| source.contains(&wanted)) {
                bail!("this part of {chapter} stands in no program that is compiled:\n{snippet}");
            }
        }
        ensure!(!snippets.is_empty(), "{chapter} shows no code");
        Ok(snippets.len())
    })
}

/// The sources under a folder, without their indentation.
fn collect(folder: &Path, sources: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("target") {
                collect(&path, sources)?;
            }
        } else if path
            .extension()
            .is_some_and(|extension| ["java", "kt", "swift", "txt"].map(AsRef::as_ref).contains(&extension))
        {
            sources.push(without_indent(&fs::read_to_string(path)?));
        }
    }
    Ok(())
}

fn without_indent(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n") + "\n"
}
