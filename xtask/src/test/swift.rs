//! The Swift package: style, tests in both language modes, examples, the guide, the reference documentation.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::snippets;
use crate::emulator::{self, Emulator};
use crate::swift::Toolchain;
use crate::{artefacts, count, paths, step};

const PACKAGE: &str = "bindings-kotlin/swift";

/// What people write: the generated sources look as their generator likes.
const SOURCES: [&str; 5] = [
    "bindings-kotlin/swift/Package.swift",
    "bindings-kotlin/swift/Sources/GenAuth",
    "bindings-kotlin/swift/Tests",
    "examples/swift",
    "tests/runners/swift",
];

/// Where the code of the guide stands, so that it is compiled.
const SNIPPETS: [&str; 2] = ["bindings-kotlin/swift/Tests", "examples/swift"];

/// The language mode of the manifest, and the older one that applications may use, with their options.
const MODES: [(&str, &[&str]); 2] = [("6", &[]), ("5", &["-Xswiftc", "-swift-version", "-Xswiftc", "5"])];

pub fn run() -> Result<usize> {
    let snippets = snippets::check("docs/swift.md", &["swift"], &SNIPPETS)?
        + snippets::check("docs/testing.md", &["swift"], &SNIPPETS)?;
    let swift = Toolchain::get()?;
    artefacts::emulator()?;
    artefacts::native_library()?;
    let mut lint = swift.command("swift");
    lint.args(["format", "lint", "--strict", "--recursive"]);
    step::run("style", lint.args(SOURCES.map(|path| paths::root().join(path))))?;
    let sign_in = step::step("build examples/swift/SignIn", || {
        swift.program("examples/swift/SignIn", "SignIn", &paths::release(""))
    })?;
    let mut passed = snippets;
    for (mode, options) in MODES {
        let mut tests = swift.package("test", PACKAGE, &format!("mode-{mode}"), &paths::release(""));
        tests.arg("--disable-swift-testing").args(options).env("GENAUTH_EMULATOR", emulator::program());
        tests.env("GENAUTH_SIGN_IN_EXAMPLE", &sign_in);
        let output = step::run(&format!("tests in language mode {mode}"), &mut tests)?;
        passed += count::after(&output, "Executed")?;
    }
    step::step("examples/swift/GetProfile", || show_profile(&swift))?;
    step::step("reference documentation", || document(&swift))?;
    Ok(passed + 1)
}

fn show_profile(swift: &Toolchain) -> Result<()> {
    let emulator = Emulator::start()?;
    let mut example =
        swift.command(swift.program("examples/swift/GetProfile", "GetProfile", &paths::release(""))?);
    let shown = step::output_of(example.envs(emulator.environment()))?;
    ensure!(shown.contains("6229ffaxxxxxxxxcade3e3d9"), "it did not show the user: {shown}");
    Ok(())
}

/// Everything public is documented, and every link leads somewhere.
fn document(swift: &Toolchain) -> Result<()> {
    let symbols = paths::target().join("swift/symbols");
    fs::create_dir_all(&symbols)?;
    let graph = symbols.join("GenAuth.symbols.json");
    fs::copy(symbol_graph(swift)?.join("GenAuth.symbols.json"), &graph)?;
    let graph: Value = serde_json::from_slice(&fs::read(graph)?)?;
    let symbols_of_graph = graph["symbols"].as_array().context("SwiftPM wrote no symbols")?;
    let bare: Vec<_> = symbols_of_graph.iter().filter(|symbol| symbol["docComment"].is_null()).collect();
    let names: Vec<_> = bare.iter().map(|symbol| symbol["pathComponents"].to_string()).collect();
    ensure!(names.is_empty(), "without documentation: {}", names.join(" "));

    let mut docc = swift.command("docc");
    docc.arg("convert").arg(paths::root().join(PACKAGE).join("Sources/GenAuth/GenAuth.docc"));
    docc.arg("--additional-symbol-graph-dir").arg(symbols);
    docc.arg("--output-dir").arg(paths::target().join("swift/documentation"));
    docc.args(["--fallback-display-name", "GenAuth", "--fallback-bundle-identifier", "ai.genauth.GenAuth"]);
    step::output_of(docc.arg("--warnings-as-errors"))?;
    Ok(())
}

/// What is public, as the compiler sees it: a folder with one file for each module.
fn symbol_graph(swift: &Toolchain) -> Result<PathBuf> {
    let mut dump = swift.package("package", PACKAGE, "mode-6", &paths::release(""));
    dump.args(["dump-symbol-graph", "--minimum-access-level", "public", "--skip-synthesized-members"]);
    let output = step::output_of(&mut dump)?;
    let folder = output.lines().find_map(|line| line.strip_prefix("Files written to "));
    Ok(folder.context("SwiftPM wrote no symbols")?.into())
}
