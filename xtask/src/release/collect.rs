//! The artefacts in one place: files that stand for themselves, and a Maven repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::step;

/// Checksums of everything that stands beside it, as `sha256sum --check` reads them.
const SUMS: &str = "SHA256SUMS";

/// Copies what was made below `made` to `folder`.
pub fn gather(made: &Path, folder: &Path, version: &str) -> Result<()> {
    let mut from = BTreeMap::new();
    for file in files(made)? {
        let Some(place) = place(file.strip_prefix(made)?) else { continue };
        ensure!(
            place.to_string_lossy().contains(version),
            "{} is not of version {version}: delete it",
            file.display()
        );
        if let Some(other) = from.insert(place, file.clone()) {
            ensure!(false, "{} and {} are the same artefact", other.display(), file.display());
        }
    }
    ensure!(!from.is_empty(), "there is no artefact in {}", made.display());
    for (place, file) in from {
        let to = folder.join(place);
        fs::create_dir_all(to.parent().unwrap_or(folder))?;
        fs::copy(file, to)?;
    }
    Ok(())
}

/// Where an artefact goes; nowhere if it is part of another one, or an index, which each repository writes for itself.
fn place(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    let below = |folder: &str| path.iter().any(|part| part == folder);
    if below("native") || name.ends_with(".sha256") || name.starts_with("maven-metadata") {
        return None;
    }
    if below("maven") {
        return Some(path.iter().skip_while(|part| *part != "maven").collect());
    }
    Some(Path::new("files").join(&*name))
}

/// Writes the checksums of the files in a folder, and checks them as a user would.
pub fn sum(folder: &Path) -> Result<()> {
    let names: Vec<_> =
        files(folder)?.into_iter().filter_map(|file| Some(file.file_name()?.to_owned())).collect();
    let sums = step::output_of(Command::new("sha256sum").current_dir(folder).args(names))?;
    fs::write(folder.join(SUMS), sums)?;
    step::output_of(Command::new("sha256sum").current_dir(folder).args(["--check", "--strict", SUMS]))?;
    Ok(())
}

/// Every file below a folder, in order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.append(&mut self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort_unstable();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    fn folders(name: &str, made: &[&str]) -> (PathBuf, PathBuf) {
        let root = paths::target().join("collect").join(name);
        let _ = fs::remove_dir_all(&root); // of an earlier run
        for file in made {
            let file = root.join("made").join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "content").unwrap();
        }
        (root.join("made"), root.join("release"))
    }

    #[test]
    fn artefacts_of_several_machines_come_to_one_place() {
        let (made, release) = folders(
            "several",
            &[
                "linux/a-1.2.3.tar.gz",
                "linux/a-1.2.3.tar.gz.sha256",
                "mac/b-1.2.3.whl",
                "mac/native/darwin-aarch64/b.dylib",
                "kotlin/maven/ai/genauth/c/1.2.3/c-1.2.3.jar",
                "kotlin/maven/ai/genauth/c/maven-metadata.xml",
            ],
        );
        gather(&made, &release, "1.2.3").unwrap();
        let places = ["files/a-1.2.3.tar.gz", "files/b-1.2.3.whl", "maven/ai/genauth/c/1.2.3/c-1.2.3.jar"];
        assert_eq!(files(&release).unwrap(), places.map(|place| release.join(place)));

        sum(&release.join("files")).unwrap();
        let sums = fs::read_to_string(release.join("files").join(SUMS)).unwrap();
        let names: Vec<_> = sums.lines().map(|line| &line[66..]).collect();
        assert_eq!(names, ["a-1.2.3.tar.gz", "b-1.2.3.whl"]);
    }

    #[test]
    fn what_should_not_be_there_is_named() {
        for (name, made, problem) in [
            ("stale", &["a-1.2.2.whl"][..], "is not of version 1.2.3"),
            ("twice", &["one/a-1.2.3.whl", "two/a-1.2.3.whl"], "are the same artefact"),
            ("none", &["native/linux-x86-64/b.so"], "there is no artefact"),
        ] {
            let (made, release) = folders(name, made);
            let error = gather(&made, &release, "1.2.3").unwrap_err().to_string();
            assert!(error.contains(problem), "{error}");
        }
    }
}
