//! The binary interface of the C library: what was released must neither go nor change; more may come.
//!
//! The library ships without debug information, and Rust's own would speak of Rust's types. So the description is made
//! from the header: a library of variables that have the type of each function and the value of each constant.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{paths, step, tools};

/// What a release has promised.
fn released() -> PathBuf {
    paths::root().join("ffi-c/abi/genauth.abi")
}

/// A header, and the functions that the library exports.
struct Interface {
    header: String,
    functions: Vec<String>,
}

/// Describes the present interface as the released one.
pub fn write() -> Result<()> {
    tools::need(&[tools::CC, tools::ABIGAIL])?;
    step::step("describe the interface", || describe(&present()?, &released()))
}

/// Fails unless the described interface is the present one, without anything that came since.
pub fn is_described() -> Result<()> {
    let described = step::output_of(&mut difference(&present()?)?);
    described.context("ffi-c/abi/genauth.abi is not this interface: run `cargo xtask abi` and commit it")?;
    Ok(())
}

/// Compares the present interface with the released one. The gate itself is tested as well: it has to let additions
/// pass and nothing else.
pub fn check() -> Result<usize> {
    let present = present()?;
    step::output_of(&mut comparison(&present)?).context(
        "the interface is not the released one any more: undo that, or count GENAUTH_ABI_VERSION up and run \
         `cargo xtask abi`",
    )?;
    step::output_of(&mut comparison(&with_additions(&present))?).context("the gate refuses additions")?;
    let changes = changes(&present)?;
    for (change, interface) in &changes {
        step::fails(&mut comparison(interface)?)
            .with_context(|| format!("the gate does not see {change}"))?;
    }
    Ok(2 + changes.len())
}

fn present() -> Result<Interface> {
    let symbols = fs::read_to_string(paths::root().join("ffi-c/genauth.sym"))?;
    Ok(Interface {
        header: fs::read_to_string(paths::root().join("include/genauth.h"))?,
        functions: symbols.lines().map(str::to_owned).collect(),
    })
}

fn with_additions(present: &Interface) -> Interface {
    let header = format!("{}\n#define GENAUTH_NEW 1u\nvoid genauth_new(void);\n", present.header);
    let functions = present.functions.iter().cloned().chain(["genauth_new".to_owned()]).collect();
    Interface { header, functions }
}

fn changes(present: &Interface) -> Result<Vec<(&'static str, Interface)>> {
    let mut changes = Vec::new();
    for (change, old, new) in [
        ("a parameter of another type", "uint32_t flags", "uint64_t flags"),
        ("a lost const", "const char *genauth_version", "char *genauth_version"),
        ("a callback with one more parameter", "(*genauth_profile_fn)(", "(*genauth_profile_fn)(int more, "),
        ("a constant of another value", "define GENAUTH_ERR_TIMEOUT 8", "define GENAUTH_ERR_TIMEOUT 80"),
        ("a removed constant", "define GENAUTH_RAW_ENVELOPE", "define RAW_ENVELOPE"),
    ] {
        ensure!(present.header.contains(old), "include/genauth.h has no `{old}` to try the gate with");
        let header = present.header.replace(old, new);
        changes.push((change, Interface { header, functions: present.functions.clone() }));
    }
    let fewer = present.functions.iter().skip(1).cloned().collect();
    changes.push(("a removed function", Interface { header: present.header.clone(), functions: fewer }));
    Ok(changes)
}

fn comparison(interface: &Interface) -> Result<Command> {
    let mut abidiff = difference(interface)?;
    abidiff.arg("--no-added-syms");
    Ok(abidiff)
}

fn difference(interface: &Interface) -> Result<Command> {
    let description = paths::target().join("interface.abi");
    describe(interface, &description)?;
    let mut abidiff = Command::new("abidiff");
    abidiff.arg("--harmless").arg(released()).arg(description);
    Ok(abidiff)
}

fn describe(interface: &Interface, into: &Path) -> Result<()> {
    let source = paths::target().join("interface.c");
    let library = paths::target().join("interface.so");
    let mut text = interface.header.clone();
    for function in &interface.functions {
        writeln!(text, "__typeof__({function}) *type_of_{function};")?;
    }
    for constant in constants(&interface.header) {
        writeln!(text, "enum enum_of_{constant} {{ {constant}_ = {constant} }} value_of_{constant};")?;
    }
    fs::write(&source, text)?;
    let mut compile = Command::new("gcc");
    compile.args(["-std=c11", "-g", "-fPIC", "-shared", "-o"]).arg(&library).arg("interface.c");
    // The name of the source enters the description; its folder must not.
    step::output_of(compile.current_dir(paths::target()))?;
    let mut abidw = Command::new("abidw");
    abidw.args(["--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--no-elf-needed"]);
    abidw.args(["--no-architecture", "--type-id-style", "hash", "--out-file"]).arg(into).arg(&library);
    step::output_of(&mut abidw)?;
    Ok(())
}

/// The macros that have a number. The version's change with every release.
fn constants(header: &str) -> impl Iterator<Item = &str> {
    header.lines().filter_map(|line| {
        let (name, value) = line.strip_prefix("#define ")?.split_once(' ')?;
        (!name.starts_with("GENAUTH_VERSION") && !value.starts_with('"')).then_some(name)
    })
}
