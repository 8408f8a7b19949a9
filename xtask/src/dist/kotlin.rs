//! The Kotlin package as a Maven repository: library, sources and documentation as jars, and the pom.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::notices;
use crate::{artefacts, paths, step};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What must stand in the jar of the library.
const IN_THE_LIBRARY: [&str; 6] = [
    "ai/genauth/GenAuthClient.class",
    "linux-x86-64/libgenauth_uniffi.so",
    "META-INF/LICENSE-APACHE",
    "META-INF/LICENSE-MIT",
    "META-INF/THIRD-PARTY.md",
    "META-INF/libgenauth.kotlin_module",
];

/// Members that are documented where they come from.
const INHERITED: [&str; 9] =
    ["close", "equals", "getEntries", "getMessage", "hashCode", "toString", "valueOf", "values", "Companion"];

/// Java 8's version of the class file format.
const JAVA_8: u16 = 52;

pub fn run(folder: &Path) -> Result<()> {
    artefacts::kotlin_library()?;
    let repository = folder.join("maven");
    let output = step::step("pack the Maven repository", || {
        let _ = fs::remove_dir_all(&repository); // of an earlier run
        // Native libraries of other platforms go here, too: `darwin-aarch64/libgenauth_uniffi.dylib`, say.
        let extra = paths::target().join("maven-release");
        fs::create_dir_all(extra.join("META-INF"))?;
        fs::write(extra.join("META-INF/THIRD-PARTY.md"), notices::of("genauth-uniffi")?)?;
        let mut maven =
            artefacts::maven("bindings-kotlin/kotlin", &["clean", "deploy", "-DskipTests", "-Prelease"]);
        maven.arg(format!("-Dgenauth.release={}", extra.display()));
        maven.arg(format!("-DaltDeploymentRepository=dist::file:{}", repository.display()));
        step::output_of(&mut maven)
    })?;
    check_documentation(&output)?;
    let module = repository.join("ai/genauth/libgenauth").join(VERSION);
    step::step("check what is inside", || check(&module))
}

fn check(module: &Path) -> Result<()> {
    let file = |suffix: &str| module.join(format!("libgenauth-{VERSION}{suffix}"));
    for (suffix, wanted) in [
        (".jar", &IN_THE_LIBRARY[..]),
        ("-sources.jar", &["ai/genauth/GenAuthCalls.kt", "ai/genauth/genauth.kt"]),
        ("-javadoc.jar", &["index.html"]),
    ] {
        let names = entries(&file(suffix))?;
        for name in wanted {
            ensure!(names.iter().any(|entry| entry == name), "libgenauth{suffix} has no {name}");
        }
    }
    for suffix in [".jar", "-sources.jar", "-javadoc.jar", ".pom"] {
        check_sum(&file(suffix))?;
    }
    let described =
        step::output_of(Command::new("jar").arg("--describe-module").arg("--file").arg(file(".jar")))?;
    ensure!(described.contains("ai.genauth@"), "the module is not called ai.genauth: {described}");
    let version = class_version(&file(".jar"), "ai/genauth/GenAuthClient.class")?;
    ensure!(version == JAVA_8, "the classes are of version {version}, which is not Java 8's");
    Ok(())
}

/// Everything that an application sees has documentation. Dokka reports what has none, as `package/Class/member/#/`.
fn check_documentation(output: &str) -> Result<()> {
    ensure!(output.contains("Generation completed"), "Dokka has not said that it is done:\n{output}");
    for line in output.lines().filter(|line| line.contains("Undocumented: ")) {
        let inherited = INHERITED
            .iter()
            .any(|name| line.contains(&format!("/{name}/")) || line.contains(&format!(".{name}/")));
        ensure!(inherited, "{line}");
    }
    Ok(())
}

fn entries(jar: &Path) -> Result<Vec<String>> {
    let list = step::output_of(Command::new("jar").arg("--list").arg("--file").arg(jar))?;
    Ok(list.lines().map(str::to_owned).collect())
}

/// Compares a file with the checksum beside it.
fn check_sum(file: &Path) -> Result<()> {
    let sum = step::output_of(Command::new("sha1sum").arg(file))?;
    let beside = PathBuf::from(format!("{}.sha1", file.display()));
    let written = fs::read_to_string(&beside).with_context(|| beside.display().to_string())?;
    ensure!(sum.starts_with(written.trim()), "{} is not that of its file", beside.display());
    Ok(())
}

fn class_version(jar: &Path, class: &str) -> Result<u16> {
    let folder = paths::target().join("maven-check");
    fs::create_dir_all(&folder)?;
    let mut unpack = Command::new("jar");
    step::output_of(unpack.current_dir(&folder).arg("--extract").arg("--file").arg(jar).arg(class))?;
    let mut header = [0; 8];
    fs::File::open(folder.join(class))?.read_exact(&mut header)?;
    Ok(u16::from_be_bytes([header[6], header[7]]))
}
