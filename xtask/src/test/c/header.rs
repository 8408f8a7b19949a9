//! The headers by themselves: any standard, no foreign macros, documentation.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::artefacts::STRICT;
use crate::{paths, step};

/// Each header alone, in every standard that it is for.
pub fn standards() -> Result<usize> {
    let c = ["c99", "c11", "c17", "c2x"].map(|standard| ("gcc", "c", standard, "genauth.h"));
    let cxx =
        ["c++11", "c++14", "c++17", "c++20", "c++23"].map(|standard| ("g++", "c++", standard, "genauth.h"));
    let layers = layers()?;
    let layer = layers.iter().flat_map(|header| {
        ["c++17", "c++20", "c++23"].map(|standard| ("g++", "c++", standard, header.as_str()))
    });
    let all: Vec<_> = c.into_iter().chain(cxx).chain(layer).collect();
    for (compiler, language, standard, header) in &all {
        // A header is no program: compiling it as the main file would warn of just that.
        let including = source(&format!("#include \"{}\"\n", path(header).display()))?;
        let mut compile = Command::new(compiler);
        compile.args(STRICT).args(["-fsyntax-only", "-x", language]).arg(format!("-std={standard}"));
        step::output_of(compile.arg(including)).context(*standard)?;
    }
    Ok(all.len())
}

/// Including a header defines nothing that does not begin with `GENAUTH_`, besides what its system headers define.
pub fn macros() -> Result<usize> {
    let headers = every()?;
    let text =
        headers.iter().map(|header| fs::read_to_string(path(header))).collect::<Result<String, _>>()?;
    let system: Vec<_> = text.lines().filter(|line| line.starts_with("#include <")).collect();
    let system = system.join("\n");
    let before = defined(&system)?;
    for header in &headers {
        let after = defined(&format!("{system}\n#include \"{}\"\n", path(header).display()))?;
        let added: Vec<_> = after.difference(&before).collect();
        ensure!(added.iter().any(|name| *name == "GENAUTH_ABI_VERSION"), "{header} defines only {added:?}");
        let foreign: Vec<_> = added.iter().filter(|name| !name.starts_with("GENAUTH_")).collect();
        ensure!(foreign.is_empty(), "{header} defines {foreign:?}");
    }
    Ok(headers.len())
}

fn defined(text: &str) -> Result<BTreeSet<String>> {
    let mut preprocess = Command::new("g++");
    let macros =
        step::output_of(preprocess.args(["-std=c++17", "-dM", "-E", "-x", "c++"]).arg(source(text)?))?;
    let name = |line: &str| {
        let name = line.strip_prefix("#define ")?;
        Some(name.split([' ', '(']).next()?.to_owned())
    };
    Ok(macros.lines().filter_map(name).collect())
}

/// Doxygen finds a comment at everything that a program can use, and understands each.
pub fn documentation() -> Result<()> {
    let configuration = paths::target().join("doxygen.conf");
    let input: Vec<_> = every()?.iter().map(|header| path(header).display().to_string()).collect();
    let input = input.join(" ");
    // Without any output Doxygen would warn of that.
    let text = format!(
        "PROJECT_NAME = genauth\n\
         INPUT = {input}\n\
         OUTPUT_DIRECTORY = {}\n\
         GENERATE_HTML = NO\n\
         GENERATE_LATEX = NO\n\
         GENERATE_XML = YES\n\
         QUIET = YES\n\
         EXTRACT_ALL = NO\n\
         EXTRACT_STATIC = YES\n\
         EXCLUDE_SYMBOLS = genauth::detail\n\
         MACRO_EXPANSION = YES\n\
         PREDEFINED = __cplusplus=201703L __cpp_exceptions=199711L\n\
         WARN_IF_UNDOCUMENTED = YES\n\
         WARN_IF_DOC_ERROR = YES\n\
         WARN_IF_INCOMPLETE_DOC = YES\n\
         WARN_AS_ERROR = FAIL_ON_WARNINGS\n",
        paths::target().join("doxygen").display()
    );
    fs::write(&configuration, text)?;
    step::output_of(Command::new("doxygen").arg(configuration))?;
    Ok(())
}

/// Every header, by its path in `include`.
fn every() -> Result<Vec<String>> {
    let mut headers = layers()?;
    headers.push("genauth.h".to_owned());
    Ok(headers)
}

/// The headers of C++: the one that programs include, and its parts.
fn layers() -> Result<Vec<String>> {
    let mut layers = vec!["genauth.hpp".to_owned()];
    for part in fs::read_dir(path("genauth"))? {
        layers.push(format!("genauth/{}", part?.file_name().display()));
    }
    layers.sort_unstable();
    Ok(layers)
}

fn path(header: &str) -> PathBuf {
    paths::root().join("include").join(header)
}

/// A file for the compiler to read.
fn source(text: &str) -> Result<PathBuf> {
    let file = paths::target().join("header-alone.in");
    fs::write(&file, text)?;
    Ok(file)
}
