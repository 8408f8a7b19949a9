//! The Kotlin package `ai.genauth.internal`, and the value types of `ai.genauth`.

use std::fs;
use std::path::Path;

use uniffi::deps::anyhow::{Result, ensure};
use uniffi::{GenerateOptions, TargetLanguage, generate};

use crate::tables::{self, Choice, Field, Kind};
use crate::template::{fill, list, save};

pub(crate) fn write(library: &str, folder: &str) -> Result<()> {
    generate(GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: library.into(),
        out_dir: folder.into(),
        metadata_no_deps: true,
        ..GenerateOptions::default()
    })?;
    let file = Path::new(folder).join("ai/genauth/internal/genauth.kt");
    fs::write(&file, reusing_statuses(&internal(&fs::read_to_string(&file)?))?)?;

    let package = format!("{folder}/ai/genauth");
    save(&package, "Profile.kt", &record(include_str!("templates/Profile.kt"), &tables::profile()))?;
    save(&package, "Identity.kt", &record(include_str!("templates/Identity.kt"), &tables::identity()))?;
    for choice in tables::choices() {
        save(&package, &format!("{}.kt", choice.name), &open_enum(&choice))?;
    }
    Ok(())
}

/// uniffi has no option for it: every declaration at the margin, and with it what it holds, becomes internal, and so does a
/// function that follows its documentation or its exceptions in the same line. Kotlin's explicit API mode finds any that this misses.
fn internal(source: &str) -> String {
    list(&source.lines().collect::<Vec<_>>(), |line| {
        let declaration = line.strip_prefix("public ").unwrap_or(line);
        match declaration.split(' ').next() {
            Some(
                "abstract" | "class" | "const" | "data" | "enum" | "fun" | "inline" | "interface" | "object"
                | "open" | "sealed" | "typealias",
            ) => format!("internal {declaration}"),
            _ => declaration
                .replace("*/ fun ", "*/ internal fun ")
                .replace("class) fun ", "class) internal fun "),
        }
    }) + "\n"
}

/// Each call into the library has a status, which uniffi makes anew. One that reports an error is left to the collector.
fn reusing_statuses(source: &str) -> Result<String> {
    let made = "    var status = UniffiRustCallStatus()\n";
    let checked = "    uniffiCheckCallStatus(errorHandler, status)\n";
    for line in [made, checked] {
        ensure!(source.matches(line).count() == 1, "uniffi writes calls in another way: {line}");
    }
    let given_back = format!("{checked}    CallStatuses.giveBack(status)\n");
    Ok(source.replace(made, "    val status = CallStatuses.take()\n").replace(checked, &given_back))
}

fn record(template: &str, fields: &[Field]) -> String {
    fill(
        template,
        &[
            (
                "fields",
                list(fields, |field| {
                    let doc = docs(field.docs, "    ", matches!(field.kind, Kind::Json));
                    format!("{doc}    val {}: {}? = null,", field.name(), type_of(&field.kind))
                }),
            ),
            ("from", list(fields, |field| format!("        {} = {},", field.name(), from_record(field)))),
            ("to", list(fields, |field| format!("        {} = {},", field.name(), to_record(field)))),
        ],
    )
}

fn type_of(kind: &Kind) -> &str {
    match kind {
        Kind::Bool => "Boolean",
        Kind::Integer => "Long",
        Kind::String | Kind::Json => "String",
        Kind::Secret => "Secret",
        Kind::Timestamp => "Timestamp",
        Kind::Identities => "List<Identity>",
        Kind::Strings => "List<String>",
        Kind::Choice(name) => name,
    }
}

fn from_record(field: &Field) -> String {
    let name = field.name();
    match field.kind {
        Kind::Bool | Kind::Integer | Kind::String | Kind::Json => name,
        Kind::Secret => format!("{name}?.let(::Secret)"),
        Kind::Timestamp => format!("{name}?.let(::Timestamp)"),
        Kind::Identities => format!("{name}?.map {{ it.toIdentity() }}?.immutable()"),
        Kind::Strings => format!("{name}?.immutable()"),
        Kind::Choice(kind) => format!("{name}?.let {{ {kind}.of(it) }}"),
    }
}

fn to_record(field: &Field) -> String {
    let name = field.name();
    match field.kind {
        Kind::Bool | Kind::Integer | Kind::String | Kind::Json | Kind::Strings => name,
        Kind::Secret => format!("{name}?.value"),
        Kind::Timestamp | Kind::Choice(_) => format!("{name}?.text"),
        Kind::Identities => format!("{name}?.map {{ it.toRecord() }}"),
    }
}

fn open_enum(choice: &Choice) -> String {
    let values = list(choice.values, |value| {
        let doc = docs(value.docs, "    ", false);
        format!(
            "{doc}    public data object {} : {}() {{\n        override val text: String get() = \"{}\"\n    }}\n",
            value.name, choice.name, value.word
        )
    });
    let cases = list(choice.values, |value| format!("                \"{}\" -> {}", value.word, value.name));
    let docs = docs(choice.docs, "", false);
    fill(
        include_str!("templates/Choice.kt"),
        &[("docs", docs), ("name", choice.name.to_owned()), ("values", values), ("cases", cases)],
    )
}

/// Documentation as `KDoc`. Applications read JSON as text here, which the type alone does not say.
fn docs(docs: &[&str], indent: &str, is_json: bool) -> String {
    let text: Vec<_> = docs.iter().map(|line| line.trim()).chain(is_json.then_some("JSON text.")).collect();
    format!("{indent}/** {} */\n", text.join(" "))
}
