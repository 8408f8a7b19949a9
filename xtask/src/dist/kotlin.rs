//! The Kotlin package as a Maven repository: library, sources and documentation as jars, and the pom.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{native, notices};
use crate::{artefacts, paths, step};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A package: where it is made, what it is called, and what must stand in its jars.
struct Package {
    folder: &'static str,
    name: &'static str,
    module: &'static str,
    class: &'static str,
    library: &'static [&'static str],
    sources: &'static [&'static str],
}

const PACKAGES: [Package; 4] = [
    Package {
        folder: "bindings-kotlin/kotlin",
        name: "libgenauth",
        module: "ai.genauth",
        class: "ai/genauth/GenAuthClient.class",
        library: &[
            "linux-x86-64/libgenauth_uniffi.so",
            "META-INF/THIRD-PARTY.md",
            "META-INF/libgenauth.kotlin_module",
        ],
        sources: &["ai/genauth/GenAuthClient.kt", "ai/genauth/internal/genauth.kt"],
    },
    Package {
        folder: "bindings-kotlin/okhttp",
        name: "libgenauth-okhttp",
        module: "ai.genauth.okhttp",
        class: "ai/genauth/okhttp/SessionAuth.class",
        library: &["META-INF/libgenauth-okhttp.kotlin_module"],
        sources: &["ai/genauth/okhttp/SessionAuth.kt"],
    },
    Package {
        folder: "bindings-kotlin/ktor",
        name: "libgenauth-ktor",
        module: "ai.genauth.ktor",
        class: "ai/genauth/ktor/SessionAuthConfig.class",
        library: &["META-INF/libgenauth-ktor.kotlin_module"],
        sources: &["ai/genauth/ktor/SessionAuth.kt"],
    },
    Package {
        folder: "bindings-kotlin/junit",
        name: "libgenauth-junit",
        module: "ai.genauth.junit",
        class: "ai/genauth/junit/GenAuthEmulator.class",
        library: &["META-INF/libgenauth-junit.kotlin_module"],
        sources: &["ai/genauth/junit/GenAuthEmulatorExtension.kt"],
    },
];

/// What must stand in every jar of a library.
const LICENCES: [&str; 2] = ["META-INF/LICENSE-APACHE", "META-INF/LICENSE-MIT"];

/// Members that are documented where they come from.
const INHERITED: [&str; 9] =
    ["close", "equals", "getEntries", "getMessage", "hashCode", "toString", "valueOf", "values", "Companion"];

/// Java 8's version of the class file format.
const JAVA_8: u16 = 52;

pub fn run() -> Result<()> {
    artefacts::native_library()?;
    let repository = super::folder()?.join("maven");
    let _ = fs::remove_dir_all(&repository); // of an earlier run
    let extra = paths::target().join("maven-release");
    let _ = fs::remove_dir_all(&extra); // as well
    fs::create_dir_all(extra.join("META-INF"))?;
    let natives = native::place(&extra)?;
    fs::write(extra.join("META-INF/THIRD-PARTY.md"), notices::of("genauth-uniffi")?)?;
    for package in &PACKAGES {
        let output = step::step(&format!("pack {}", package.name), || {
            // Which installs it, too: the others need the first.
            let goals = ["clean", "deploy", "-DskipTests", "-Prelease"];
            let mut maven = artefacts::maven(package.folder, &goals);
            maven.arg(format!("-Dgenauth.release={}", extra.display()));
            maven.arg(format!("-DaltDeploymentRepository=dist::file:{}", repository.display()));
            step::output_of(&mut maven)
        })?;
        check_documentation(&output)?;
        step::step("check what is inside", || package.check(&repository))?;
    }
    let library = PACKAGES[0].file(&repository, ".jar");
    step::step("look for the native libraries of other systems", || require(&library, &natives))
}

impl Package {
    fn file(&self, repository: &Path, suffix: &str) -> PathBuf {
        let folder = repository.join("ai/genauth").join(self.name).join(VERSION);
        folder.join(format!("{}-{VERSION}{suffix}", self.name))
    }

    fn check(&self, repository: &Path) -> Result<()> {
        let Self { module, class, .. } = *self;
        let file = |suffix| self.file(repository, suffix);
        let library = [self.library, &LICENCES, &[class]].concat();
        for (suffix, wanted) in
            [(".jar", &library[..]), ("-sources.jar", self.sources), ("-javadoc.jar", &["index.html"])]
        {
            require(&file(suffix), wanted)?;
        }
        for suffix in [".jar", "-sources.jar", "-javadoc.jar", ".pom"] {
            check_sum(&file(suffix))?;
        }
        let described =
            step::output_of(Command::new("jar").arg("--describe-module").arg("--file").arg(file(".jar")))?;
        ensure!(described.contains(&format!("{module}@")), "the module is not called {module}: {described}");
        let version = class_version(&file(".jar"), class)?;
        ensure!(version == JAVA_8, "the classes are of version {version}, which is not Java 8's");
        Ok(())
    }
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

/// Fails unless a jar has these entries.
fn require(jar: &Path, wanted: &[impl AsRef<str>]) -> Result<()> {
    let entries = step::output_of(Command::new("jar").arg("--list").arg("--file").arg(jar))?;
    for wanted in wanted.iter().map(AsRef::as_ref) {
        ensure!(entries.lines().any(|entry| entry == wanted), "{} has no {wanted}", jar.display());
    }
    Ok(())
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
