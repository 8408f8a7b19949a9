//! Kotlin and Java: the package and the examples, compiled by the Kotlin compiler itself, which is a jar as its libraries
//! are. Maven would have to be installed, and would fetch itself in hundreds of files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result};

use super::{Example, lacks};
use crate::{paths, step, tools, venv};

/// What Kotlin compiles into one folder: the package, its generated half, the example.
const SOURCES: [&str; 3] = [
    "bindings-kotlin/kotlin/src/main/kotlin",
    "bindings-kotlin/kotlin/src/main/kotlin-generated",
    "examples/kotlin/src/main/kotlin",
];

const JAVA_EXAMPLE: &str = "examples/java/src/main/java/GetProfile.java";

/// Both languages: jars that are on their way, or the reason why there are none.
pub enum Jvm {
    Fetching(JoinHandle<Result<Jars>>),
    Lacks(String),
}

/// Two class paths.
pub struct Jars {
    compiler: String,
    libraries: String,
}

impl Jvm {
    /// Begins to fetch the jars: the network is idle while Cargo compiles.
    pub fn start() -> Self {
        match lacks(tools::JVM_DEMO) {
            Some(reason) => Self::Lacks(reason),
            None => Self::Fetching(thread::spawn(fetch)),
        }
    }

    pub fn is_there(&self) -> bool {
        matches!(self, Self::Fetching(_))
    }

    /// Kotlin's and Java's.
    pub fn examples(self) -> Result<[Example; 2]> {
        let fetching = match self {
            Self::Fetching(fetching) => fetching,
            Self::Lacks(reason) => return Ok([Example::Skipped(reason.clone()), Example::Skipped(reason)]),
        };
        let jars = step::step("wait for the Kotlin compiler and its libraries", || {
            fetching.join().expect("fetching does not panic").context("fetch the Kotlin compiler")
        })?;
        let classes = paths::demo()?.join("classes");
        step::step("compile Kotlin and Java", || jars.compile(&classes))?;
        Ok(["GetProfileKt", "GetProfile"].map(|main| {
            let mut java = Command::new("java");
            java.arg(format!("-Djna.library.path={}", paths::debug("").display()));
            java.args(["-cp", &format!("{}:{}", classes.display(), jars.libraries), main]);
            Example::Ready(java)
        }))
    }
}

fn fetch() -> Result<Jars> {
    let folder = paths::demo()?;
    let environment = folder.join("venv");
    venv::install(&environment, &["xtask/demo/requirements.txt"])?;
    let mut python = Command::new(environment.join("bin/python"));
    python.arg(paths::root().join("xtask/demo/jars.py"));
    python.arg(paths::root().join("bindings-kotlin/kotlin/pom.xml")).arg(folder.join("jars"));
    let output = step::output_of(&mut python)?;
    let (compiler, libraries) = output.trim().split_once('\n').context("not two class paths")?;
    Ok(Jars { compiler: compiler.to_owned(), libraries: libraries.to_owned() })
}

impl Jars {
    /// Compiles into a folder unless it holds what comes of the same sources.
    fn compile(&self, classes: &Path) -> Result<()> {
        let mut sources = String::new();
        for source in SOURCES.iter().chain([&JAVA_EXAMPLE]) {
            read(&paths::root().join(source), &mut sources)?;
        }
        let stamp = classes.join("sources");
        if fs::read_to_string(&stamp).is_ok_and(|compiled| compiled == sources) {
            return Ok(());
        }
        let _ = fs::remove_dir_all(classes); // of other sources
        let mut kotlin = Command::new("java");
        kotlin.arg("-XX:TieredStopAtLevel=1"); // one run is too short for the better compiler to pay
        kotlin.args(["-cp", &self.compiler, "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler"]);
        kotlin.args(["-no-stdlib", "-no-reflect", "-nowarn", "-cp", &self.libraries, "-d"]).arg(classes);
        step::output_of(kotlin.args(SOURCES.map(|source| paths::root().join(source))))?;
        let mut java = Command::new("javac");
        java.arg("-cp").arg(format!("{}:{}", classes.display(), self.libraries)).arg("-d").arg(classes);
        step::output_of(java.arg(paths::root().join(JAVA_EXAMPLE)))?;
        Ok(fs::write(stamp, sources)?)
    }
}

/// Appends what a file or the files of a folder hold, in the order of their names.
fn read(path: &Path, text: &mut String) -> Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| read(entry, text));
    }
    text.push_str(&fs::read_to_string(path).with_context(|| path.display().to_string())?);
    Ok(())
}
