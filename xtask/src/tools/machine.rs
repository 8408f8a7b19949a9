//! What a machine has, and where it has it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Probe, Tool};

/// The folders in which programs, libraries and headers are looked for.
pub struct Machine {
    pub programs: Vec<PathBuf>,
    pub libraries: Vec<PathBuf>,
    pub headers: Vec<PathBuf>,
}

impl Machine {
    pub fn here() -> Self {
        let path = env::var_os("PATH").unwrap_or_default();
        let debian = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
        Self {
            // Daemons may lie outside of a user's path.
            programs: env::split_paths(&path).chain(["/usr/sbin".into()]).collect(),
            libraries: [&debian, "/usr/lib64", "/usr/lib", "/usr/local/lib"].map(PathBuf::from).into(),
            headers: ["/usr/include", "/usr/local/include"].map(PathBuf::from).into(),
        }
    }

    pub fn has(&self, tool: &Tool) -> bool {
        match tool.probe {
            Probe::Program(name) => self.has_program(name),
            Probe::Works(name, arguments) => self.output_of(name, arguments).is_some(),
            Probe::Version(name, argument, before, oldest) => self
                .output_of(name, &[argument])
                .and_then(|output| after(&output, before))
                .is_some_and(|version| version >= oldest),
            Probe::Library(name) => find(&self.libraries, &format!("lib{name}.so")).is_some(),
            Probe::Header(name) => find(&self.headers, name).is_some(),
        }
    }

    pub fn has_program(&self, name: &str) -> bool {
        self.program(name).is_some()
    }

    fn program(&self, name: &str) -> Option<PathBuf> {
        find(&self.programs, &format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// What a program prints, if it is there and succeeds. Some print their version where errors go.
    fn output_of(&self, name: &str, arguments: &[&str]) -> Option<String> {
        let output = Command::new(self.program(name)?).args(arguments).output().ok()?;
        let text = [output.stdout, output.stderr].concat();
        output.status.success().then(|| String::from_utf8_lossy(&text).into_owned())
    }
}

/// The number that follows `before` in a program's output, which may begin with something else.
pub fn after(output: &str, before: &str) -> Option<u32> {
    let (_, rest) = output.split_once(before)?;
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

/// Whether this process has the rights of root.
#[cfg(unix)]
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// Whether this process has the rights of root.
#[cfg(not(unix))]
pub fn is_root() -> bool {
    false
}

fn find(folders: &[PathBuf], name: &str) -> Option<PathBuf> {
    folders.iter().map(|folder| folder.join(name)).find(|file| Path::is_file(file))
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::paths;
    use crate::tools::{C_RUNNERS, CXX, JVM, PYTHON, RUST, SWIFT};

    /// A machine with nothing but these files, which are scripts where they are programs.
    fn machine(name: &str, files: &[(&str, &str)]) -> Machine {
        let root = paths::target().join("machines").join(name);
        let _ = fs::remove_dir_all(&root); // of an earlier run
        for (file, text) in files {
            let file = root.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let [programs, libraries, headers] =
            ["bin", "lib", "include"].map(|folder| vec![root.join("not-there"), root.join(folder)]);
        Machine { programs, libraries, headers }
    }

    #[test]
    fn an_empty_machine_has_nothing() {
        let empty = machine("empty", &[]);
        for tool in [RUST, C_RUNNERS, PYTHON, JVM, SWIFT].concat() {
            assert!(!empty.has(&tool), "{}", tool.name);
        }
    }

    #[test]
    fn a_file_at_its_place_is_enough_for_programs_libraries_and_headers() {
        let files =
            [("bin/g++", ""), ("lib/libjson-c.so", ""), ("include/nlohmann/json.hpp", ""), ("lib/mvn", "")];
        let machine = machine("files", &files);
        assert!(machine.has(&CXX));
        assert!(C_RUNNERS.iter().all(|tool| machine.has(tool)));
        assert!(!machine.has_program("mvn"), "a program among the libraries");
    }

    /// One test for all programs that run: a program cannot start while a process that another test has just forked
    /// still holds it open for writing.
    #[test]
    fn a_program_that_fails_or_is_too_old_is_missing() {
        let python = |name, exit| {
            machine(name, &[("bin/python3", &format!("#!/bin/sh\nexit {exit}\n"))]).has(&PYTHON[0])
        };
        assert!(python("works", "0"));
        assert!(!python("fails", "1"));

        let javac = |name, says: &str| {
            machine(name, &[("bin/javac", &format!("#!/bin/sh\necho '{says}' >&2\n"))]).has(&JVM[0])
        };
        assert!(javac("javac-17", "javac 17.0.15"));
        assert!(javac("javac-25", "javac 25"));
        assert!(!javac("javac-11", "javac 11.0.22"));
        assert!(!javac("javac-8", "javac 1.8.0_392"));
        assert!(!javac("javac-mute", "no version"));
    }

    #[test]
    fn a_version_may_stand_behind_something_else() {
        let text = "swift-driver version: 1.115\nApple Swift version 6.0.3 (swiftlang-6.0.3.1.10)";
        assert_eq!(after(text, "Swift version "), Some(6));
        assert_eq!(after("swift 3.2: OpenStack's", "Swift version "), None);
        assert_eq!(after("Swift version six", "Swift version "), None);
    }
}
