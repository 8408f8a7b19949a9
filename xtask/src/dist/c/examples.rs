//! What a release of the C library hands out, in an empty root: unpacked, built against as a user would, and run.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Packages;
use crate::emulator::{self, Emulator};
use crate::platform::Platform;
use crate::{count, paths, step};

const USER: &str = "6229ffaxxxxxxxxcade3e3d9";

/// Tries the tarball and the Debian packages.
pub fn run(packages: &Packages) -> Result<usize> {
    let emulator = Emulator::start()?;
    let mut passed = 0;
    for (name, root) in [
        ("tarball", step::step("unpack the tarball", || unpack_tarball(packages))?),
        ("Debian packages", step::step("unpack the Debian packages", || unpack_debian(packages))?),
    ] {
        passed += step::step(&format!("examples, with the {name}"), || examples(&root, &emulator))?;
        if root.platform.is_here() {
            let tests =
                step::step(&format!("tests of an application, with the {name}"), || ctest_project(&root))?;
            passed += count::after(&tests, "tests failed out of")?;
        }
    }
    Ok(passed)
}

/// An unpacked tree, and what a user has to know of it.
struct Root {
    platform: &'static Platform,
    prefix: PathBuf,
    lib: PathBuf,
    examples: PathBuf,
}

fn unpack_tarball(packages: &Packages) -> Result<Root> {
    let empty = empty_folder("tarball-root")?;
    step::output_of(Command::new("tar").current_dir(&empty).arg("xf").arg(&packages.tarball))?;
    let top = fs::read_dir(&empty)?.next().context("the tarball is empty")??.path();
    let platform = packages.platform;
    Ok(Root { platform, lib: top.join("lib"), examples: top.join("examples"), prefix: top })
}

fn unpack_debian(packages: &Packages) -> Result<Root> {
    let empty = empty_folder("debian-root")?;
    for package in &packages.debian {
        step::output_of(Command::new("dpkg-deb").arg("--extract").arg(package).arg(&empty))?;
    }
    let prefix = empty.join("usr");
    let platform = packages.platform;
    let lib = prefix.join("lib").join(platform.debian);
    Ok(Root { platform, lib, examples: prefix.join("share/doc/libgenauth-dev/examples"), prefix })
}

fn empty_folder(name: &str) -> Result<PathBuf> {
    let folder = paths::target().join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Builds every example of the package with nothing but the package, and runs it.
fn examples(root: &Root, emulator: &Emulator) -> Result<usize> {
    let mut programs = vec![
        compile(root, "gcc", "c/get_profile.c", &["genauth"])?,
        compile(root, "gcc", "c/async_epoll.c", &["genauth"])?,
        compile(root, "g++", "cpp/get_profile.cpp", &["genauth"])?,
        cmake_project(root)?,
        make_project(root)?,
    ];
    if root.platform.is_here() {
        programs.push(compile(root, "gcc", "c/async_libuv.c", &["genauth", "libuv"])?);
    }
    for program in &programs {
        let mut run = root.platform.command(program);
        run.envs(emulator.environment());
        let profile = step::output_of(&mut run)?;
        ensure!(profile.contains(USER), "{}: not the documented user: {profile}", program.display());
        ensure!(
            !step::fails(run.env("GENAUTH_ACCESS_TOKEN", "of-nobody"))?.is_empty(),
            "an error without a word"
        );
    }
    Ok(2 * programs.len())
}

fn compile(root: &Root, compiler: &str, source: &str, libraries: &[&str]) -> Result<PathBuf> {
    let source = root.examples.join(source);
    let program = source.with_extension("");
    let mut flags = Command::new("pkg-config");
    flags.args(["--cflags", "--libs"]).args(libraries);
    let flags = step::output_of(flags.env("PKG_CONFIG_PATH", root.lib.join("pkgconfig")))?;
    let mut compile = Command::new(root.platform.tool(compiler));
    compile.args(["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o"]).arg(&program).arg(&source);
    compile.args(flags.split_whitespace()).arg(format!("-Wl,-rpath,{}", root.lib.display()));
    step::output_of(&mut compile)?;
    Ok(program)
}

fn cmake_project(root: &Root) -> Result<PathBuf> {
    let project = root.examples.join("cmake-project");
    let mut configure = Command::new("cmake");
    configure.current_dir(&project).args(["-B", "build"]);
    configure.args(root.platform.cmake());
    step::output_of(configure.arg(format!("-DCMAKE_PREFIX_PATH={}", root.prefix.display())))?;
    step::output_of(Command::new("cmake").current_dir(&project).args(["--build", "build"]))?;
    Ok(project.join("build/whoami"))
}

/// An application whose tests run beside the emulator; what CTest says.
fn ctest_project(root: &Root) -> Result<String> {
    let project = root.examples.join("ctest-project");
    let mut configure = Command::new("cmake");
    configure.current_dir(&project).args(["-B", "build"]);
    configure.arg(format!("-DGENAUTH_EMULATOR={}", emulator::program().display()));
    step::output_of(configure.arg(format!("-DCMAKE_PREFIX_PATH={}", root.prefix.display())))?;
    step::output_of(Command::new("cmake").current_dir(&project).args(["--build", "build"]))?;
    step::output_of(Command::new("ctest").current_dir(project.join("build")).arg("--output-on-failure"))
}

fn make_project(root: &Root) -> Result<PathBuf> {
    let project = root.examples.join("make-project");
    let mut make = Command::new("make");
    make.arg(format!("CC={}", root.platform.tool("gcc")));
    step::output_of(make.current_dir(&project).env("PKG_CONFIG_PATH", root.lib.join("pkgconfig")))?;
    Ok(project.join("whoami"))
}
