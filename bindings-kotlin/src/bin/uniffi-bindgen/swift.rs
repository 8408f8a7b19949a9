//! What no setting of uniffi can say and no hand-written Swift can add.

use genauth::ErrorKind;
use uniffi::deps::anyhow::{Result, ensure};

/// The module of the C declarations, which has its own folder.
pub(crate) const C_MODULE: &str = "CGenAuth";

pub(crate) fn finish(mut source: String) -> Result<String> {
    // A wrong time limit is an error, which `time_limit.rs` gives; uniffi ends the process.
    replace(
        &mut source,
        "        if value.rounded(.down) > Double(Int64.max) {\n            \
         fatalError(\"Duration overflow, exceeds max bounds supported by Uniffi\")\n        }\n\n        \
         if value < 0 {\n            fatalError(\"Invalid duration, must be non-negative\")\n        }\n",
        "        guard (0...1e9).contains(value) else {\n            writeInt(&buf, UInt64.max)\n            \
         writeInt(&buf, UInt32(0))\n            return\n        }\n",
    )?;
    // Cases begin with a small letter in Swift; uniffi writes those of errors with a capital one.
    for kind in ErrorKind::ALL {
        let capital = format!("{kind:?}");
        let (first, rest) = capital.split_at(1);
        let small = format!("{}{rest}", first.to_lowercase());
        // `internal` is a word of the language.
        replace(&mut source, &format!("case {capital}("), &format!("case `{small}`("))?;
        replace(&mut source, &format!(".{capital}("), &format!(".{small}("))?;
    }
    Ok(source)
}

fn replace(source: &mut String, from: &str, to: &str) -> Result<()> {
    ensure!(source.contains(from), "uniffi no longer writes {from:?}");
    *source = source.replace(from, to);
    Ok(())
}

/// uniffi's own map names modules that only Apple's systems have, and no library to link.
pub(crate) fn module_map(header: &str, library: &str) -> String {
    format!(
        "module {C_MODULE} [system] {{\n    header \"{header}\"\n    link \"{library}\"\n    export *\n}}\n"
    )
}
