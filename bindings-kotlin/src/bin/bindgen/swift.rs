//! The Swift modules `CGenAuth` and `GenAuthFFI`, and the value types of `GenAuth`.

use uniffi::deps::anyhow::Result;
use uniffi::{SwiftBindingsOptions, generate_swift_bindings};

use crate::tables::{self, Choice, Field, Kind};
use crate::template::{fill, list, save};

pub(crate) fn write(library: &str, folder: &str) -> Result<()> {
    generate_swift_bindings(options(library, &format!("{folder}/GenAuthFFI"), true))?;
    generate_swift_bindings(options(library, &format!("{folder}/CGenAuth"), false))?;

    let values = format!("{folder}/GenAuth/Generated");
    save(&values, "Profile.swift", &record(include_str!("templates/Profile.swift"), &tables::profile()))?;
    save(&values, "Identity.swift", &record(include_str!("templates/Identity.swift"), &tables::identity()))?;
    for choice in tables::choices() {
        save(&values, &format!("{}.swift", choice.name), &open_enum(&choice))?;
    }
    Ok(())
}

/// uniffi writes either the Swift sources or the C header.
fn options(library: &str, folder: &str, swift: bool) -> SwiftBindingsOptions {
    SwiftBindingsOptions {
        generate_swift_sources: swift,
        generate_headers: !swift,
        generate_modulemap: false,
        source: library.into(),
        out_dir: folder.into(),
        xcframework: false,
        module_name: None,
        modulemap_filename: None,
        metadata_no_deps: true,
        link_frameworks: Vec::new(),
        config: None,
    }
}

fn record(template: &str, fields: &[Field]) -> String {
    fill(
        template,
        &[
            (
                "properties",
                list(fields, |field| {
                    let doc = docs(field.docs, "    ");
                    format!("{doc}    public let {}: {}?", field.name(), type_of(&field.kind))
                }),
            ),
            (
                "parameters",
                list(fields, |field| format!("        {}: {}? = nil,", field.name(), type_of(&field.kind))),
            ),
            (
                "assignments",
                list(fields, |field| {
                    let name = field.name();
                    format!("        self.{name} = {name}")
                }),
            ),
            ("from", list(fields, |field| format!("        {} = {}", field.name(), from_record(field)))),
            ("to", list(fields, |field| format!("            {}: {},", field.name(), to_record(field)))),
        ],
    )
}

fn type_of(kind: &Kind) -> &str {
    match kind {
        Kind::Bool => "Bool",
        Kind::Integer => "Int64",
        Kind::String => "String",
        Kind::Json => "Json",
        Kind::Secret => "Secret",
        Kind::Timestamp => "Timestamp",
        Kind::Identities => "[Identity]",
        Kind::Strings => "[String]",
        Kind::Choice(name) => name,
    }
}

fn from_record(field: &Field) -> String {
    let name = field.name();
    match &field.kind {
        Kind::Bool | Kind::Integer | Kind::String | Kind::Strings => format!("record.{name}"),
        Kind::Identities => format!("record.{name}?.map {{ Identity($0) }}"),
        kind => format!("record.{name}.map {{ {}($0) }}", type_of(kind)),
    }
}

fn to_record(field: &Field) -> String {
    let name = field.name();
    match field.kind {
        Kind::Bool | Kind::Integer | Kind::String | Kind::Strings => name,
        Kind::Secret => format!("{name}?.value"),
        Kind::Json | Kind::Timestamp | Kind::Choice(_) => format!("{name}?.text"),
        Kind::Identities => format!("{name}?.map(\\.record)"),
    }
}

fn open_enum(choice: &Choice) -> String {
    let case = |name: &str| name[..1].to_lowercase() + &name[1..];
    let values =
        list(choice.values, |value| format!("{}    case {}", docs(value.docs, "    "), case(value.name)));
    let words =
        list(choice.values, |value| format!("        case .{}: return \"{}\"", case(value.name), value.word));
    let cases =
        list(choice.values, |value| format!("        case \"{}\": self = .{}", value.word, case(value.name)));
    fill(
        include_str!("templates/Choice.swift"),
        &[
            ("docs", docs(choice.docs, "")),
            ("name", choice.name.to_owned()),
            ("values", values),
            ("words", words),
            ("cases", cases),
        ],
    )
}

fn docs(docs: &[&str], indent: &str) -> String {
    list(docs, |line| format!("{indent}/// {}", line.trim())) + "\n"
}
