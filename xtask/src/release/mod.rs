//! `cargo xtask release --dry-run`: a release but for its publication, which is the workflow's.

mod changelog;
mod collect;
mod state;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::artefacts::cargo;
use crate::{abi, dist, paths, step, tools};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const TAG: &str = concat!("v", env!("CARGO_PKG_VERSION"));

/// Crates that the registry gets, each after what it depends on.
const CRATES: [&str; 3] = ["genauth-emulator", "genauth", "genauth-cli"];

/// Native libraries that get a bill of materials; the wheel has its own.
const BILLED: [&str; 2] = ["genauth-c", "genauth-uniffi"];

pub fn run(arguments: &[&str]) -> Result<()> {
    let made = match *tools::others(arguments) {
        ["--dry-run"] => None,
        ["--dry-run", "--artefacts", folder] => Some(PathBuf::from(folder)),
        _ => bail!("only with `--dry-run`: .github/workflows/release.yml publishes"),
    };
    tools::provide(tools::RELEASE, arguments)?;
    println!("release {VERSION}");
    let notes = check()?;
    let made = if let Some(made) = made { made } else { make()? };

    let folder = paths::target().join("release-dry-run");
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    step::step("collect the artefacts", || collect::gather(&made, &folder, VERSION))?;
    let files = folder.join("files");
    step::step("write bills of materials and checksums", || {
        for package in BILLED {
            let bill = serde_json::to_string_pretty(&dist::bill::of(package)?)?;
            fs::write(files.join(format!("{package}-{VERSION}.cdx.json")), bill + "\n")?;
        }
        collect::sum(&files)
    })?;
    fs::write(folder.join("NOTES.md"), notes)?;
    show(&folder)?;
    println!("\nwhat remains, in {}:\n{}", folder.display(), remaining());
    Ok(())
}

/// Everything that can be known before anything is built, and that the registry would take the crates. Returns what the
/// changelog says.
fn check() -> Result<String> {
    step::step("everything is committed", state::is_clean)?;
    let is_tagged = step::step(&format!("{TAG} is free, or this commit's"), || state::is_tagged(TAG))?;
    let changelog = fs::read_to_string(paths::root().join("CHANGELOG.md"))?;
    let find = || changelog::section(&changelog, VERSION, is_tagged);
    let section = step::step("the changelog has a section for it", find)?;
    let gate = ["test", "--quiet", "--package", "genauth-gates", "--test", "versions"];
    step::run("every manifest states it", &mut cargo(&gate))?;
    step::step("the C interface is the described one", abi::is_described)?;
    let mut package = cargo(&["package", "--locked"]);
    step::run("the crates can be packed and built", package.args(packages()))?;
    if section.is_open {
        println!(
            "  the changelog's section is still `Unreleased`: name it `{VERSION} (date)` before the tag"
        );
    }
    Ok(format!("{}\n", section.text))
}

fn make() -> Result<PathBuf> {
    dist::run(&[])?;
    dist::folder()
}

/// The commands that publish.
fn remaining() -> String {
    let packages = packages().collect::<Vec<_>>().join(" ");
    format!(
        "  a maintainer sets the tag {TAG}, which starts the workflow:
    git tag --sign {TAG} --message 'genauth {VERSION}'
    git push origin {TAG}
  the workflow publishes:
    cargo publish --locked {packages}
    twine upload files/libgenauth-*.whl files/libgenauth-*.tar.gz
    gh release create {TAG} --verify-tag --draft --notes-file NOTES.md files/*
  a maintainer signs and uploads for Maven Central:
    find maven -name '*-{VERSION}*' ! -name '*.md5' ! -name '*.sha1' -exec gpg --armor --detach-sign {{}} ';'
    jar --create --no-manifest --file maven.zip -C maven ai"
    )
}

/// The table of what there is.
fn show(folder: &Path) -> Result<()> {
    println!("\n{:>12}  artefact", "bytes");
    for file in collect::files(folder)? {
        let place = file.strip_prefix(folder)?;
        if !place.extension().is_some_and(|extension| extension == "md5" || extension == "sha1") {
            println!("{:>12}  {}", fs::metadata(&file)?.len(), place.display());
        }
    }
    Ok(())
}

fn packages() -> impl Iterator<Item = &'static str> {
    CRATES.into_iter().flat_map(|name| ["--package", name])
}
