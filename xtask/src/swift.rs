//! Swift's toolchain: the machine's own, or Debian's in a root directory of its own under `target/`.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::tools::{self, Tool, is_root};
use crate::{paths, step};

/// The oldest Swift that the package's manifest accepts.
const OLDEST: u32 = 6;

/// The first release of Debian with Swift, and what compiling needs of it.
const SUITE: &str = "trixie";
const PACKAGES: &str = "swiftlang,libc6-dev,libstdc++-14-dev";

/// Where Debian's package has its programs, which are not on the path.
const PROGRAMS: &str = "/usr/libexec/swift/bin";

/// What the machine must have before there can be a toolchain.
pub fn tools() -> &'static [Tool] {
    match Toolchain::present() {
        Some(_) => &[],
        None if is_root() => tools::SWIFT_ROOT,
        None => tools::SWIFT,
    }
}

/// A Swift that works.
pub enum Toolchain {
    Machine,
    Root(PathBuf),
}

impl Toolchain {
    /// The machine's Swift, or else one in a root that is made if it is not there yet.
    pub fn get() -> Result<Self> {
        match Self::present() {
            Some(toolchain) => Ok(toolchain),
            None => Ok(Self::Root(make_root()?)),
        }
    }

    /// What needs neither time nor a download.
    pub fn present() -> Option<Self> {
        if works(&mut Self::Machine.command("swift")) {
            return Some(Self::Machine);
        }
        (is_root() && is_whole(&root())).then(|| Self::Root(root()))
    }

    /// A program of the toolchain, or one that links its libraries. Its folder must lie in the workspace.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        match self {
            Self::Machine => {
                let mut command = Command::new(program);
                let path = env::var_os("PATH").unwrap_or_default();
                let folders = env::split_paths(&path).chain([PROGRAMS.into()]);
                // What cannot be joined was no path.
                command.env("PATH", env::join_paths(folders).unwrap_or(path));
                command.current_dir(paths::root());
                command
            }
            Self::Root(root) => {
                let mut command = Command::new(paths::root().join("bindings-kotlin/swift/in-root.sh"));
                command.current_dir(paths::root()).arg(root).arg(program);
                command
            }
        }
    }

    /// SwiftPM in a folder of the workspace, with the native library that lies in `library`.
    pub fn package(&self, subcommand: &str, folder: &str, build: &str, library: &Path) -> Command {
        let mut swift = self.command("swift");
        swift.arg(subcommand).arg("--package-path").arg(paths::root().join(folder));
        swift.arg("--scratch-path").arg(build_folder(build));
        for option in [format!("-L{}", library.display()), "-rpath".into(), library.display().to_string()] {
            swift.args(["-Xlinker", &option]);
        }
        swift
    }

    /// Builds the one program of a package, and says where it is.
    pub fn program(&self, folder: &str, name: &str, library: &Path) -> Result<PathBuf> {
        step::output_of(&mut self.package("build", folder, name, library))?;
        Ok(build_folder(name).join("debug").join(name))
    }

    /// A program and how to start it, as words with spaces between them.
    pub fn command_line(&self, program: &Path) -> String {
        let command = self.command(program);
        let words = iter::once(command.get_program()).chain(command.get_args());
        words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
    }
}

/// Where a package is built.
fn build_folder(build: &str) -> PathBuf {
    paths::target().join("swift").join(build)
}

/// `swift` may also be another program: `OpenStack` has one of that name.
fn works(swift: &mut Command) -> bool {
    let Ok(output) = swift.arg("--version").output() else { return false };
    let text = String::from_utf8_lossy(&output.stdout);
    tools::after(&text, "Swift version ").is_some_and(|major| major >= OLDEST)
}

fn root() -> PathBuf {
    paths::target().join("swift-root")
}

/// Written last: a root without it, or with others' packages, is made anew.
fn is_whole(root: &Path) -> bool {
    fs::read_to_string(stamp(root)).is_ok_and(|made| made == contents())
}

fn stamp(root: &Path) -> PathBuf {
    root.join("etc/genauth-toolchain")
}

fn contents() -> String {
    format!("{SUITE} {PACKAGES}\n")
}

fn make_root() -> Result<PathBuf> {
    let root = root();
    let mirror = mirror()?;
    step::step("install Debian's Swift in target/swift-root", || {
        if root.exists() {
            fs::remove_dir_all(&root).context("remove the half-made root")?;
        }
        fs::create_dir_all(&root)?;
        // What it mounts ends with it, even if it is killed: a half-made root can be removed.
        let mut debootstrap = Command::new("unshare");
        debootstrap.args(["--mount", "--propagation", "private", "debootstrap", "--variant=minbase"]);
        debootstrap.arg(format!("--include={PACKAGES}")).arg(SUITE).arg(&root);
        step::output_of(debootstrap.arg(mirror))?;
        // The packages are installed; nobody needs them once more.
        fs::remove_dir_all(root.join("var/cache/apt/archives"))?;
        Ok(fs::write(stamp(&root), contents())?)
    })?;
    Ok(root)
}

/// Where this machine's own apt gets Debian from.
fn mirror() -> Result<String> {
    let wanted = ["Created-By: Packages", "Origin: Debian", "Label: Debian", "Component: main"];
    let mut apt = Command::new("apt-get");
    let targets = step::output_of(apt.args(["indextargets", "--format", "$(REPO_URI)"]).args(wanted))?;
    let mirror = targets.lines().next().map(str::to_owned);
    mirror.context("apt knows no mirror of Debian: run `apt-get update`, or put `swift` on the path")
}
