//! Tables of core that are copied by hand, and where the copies stand.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use genauth::ErrorKind;
use genauth::binding::{config_keys, identity_fields, profile_fields};

/// A set of names.
pub type Names = BTreeSet<String>;

/// One copy of a table.
#[derive(Debug)]
pub struct Copy {
    /// The file in which it stands.
    pub file: &'static str,
    /// What it is a copy of, as this file writes it.
    pub table: fn() -> Names,
    /// The names that stand there.
    pub found: fn(&str) -> Names,
}

/// Every copy that no compiler and no other test compares.
pub const COPIES: &[Copy] = &[
    Copy {
        file: "include/genauth/error.hpp",
        table: kinds,
        found: |text| enclosed(block(text, "enum class Kind", "};"), "    ", " = GENAUTH_ERR_"),
    },
    Copy {
        file: "include/genauth/error.hpp",
        table: || kinds().iter().map(|kind| kind.to_uppercase()).collect(),
        found: |text| enclosed(block(text, "enum class Kind", "};"), " = GENAUTH_ERR_", ","),
    },
    Copy {
        file: "bindings-python/python/libgenauth/_exceptions.py",
        // Cancelling is an exception of Python's own.
        table: || without(kinds(), &["cancelled"]),
        found: |text| {
            // The base class has the kind of whatever no class is for.
            let base = enclosed(text, "    kind: str = \"", "\"");
            enclosed(text, "    kind = \"", "\"").into_iter().chain(base).collect()
        },
    },
    Copy {
        file: "docs/errors.md",
        table: || all(|kind| format!("{} ({})", kind.name(), kind.code())),
        found: |text| column(text, "| kind (C code) |", 0),
    },
    Copy {
        file: "docs/errors.md",
        table: || {
            // Kotlin and Swift cancel in their own way.
            let name = |kind| match kind {
                ErrorKind::Cancelled => "the language's own".into(),
                _ => format!("{kind:?}"),
            };
            all(name)
        },
        found: |text| column(text, "| kind (C code) |", 2),
    },
    Copy {
        file: "tests/scenarios/scenario.schema.json",
        table: kinds,
        found: |text| {
            enclosed(
                block(block(text, "\"error\": {\n      \"description\"", "\"message\""), "\"enum\": [", "]"),
                "\"",
                "\"",
            )
        },
    },
    Copy {
        file: "tests/scenarios/scenario.schema.json",
        table: facts,
        found: |text| enclosed(block(block(text, "\"fact\": {", "}"), "\"enum\": [", "]"), "\"", "\""),
    },
    Copy {
        file: "tests/driver/src/judge.rs",
        table: facts,
        found: |text| enclosed(block(text, "FACTS: [&str;", "];"), "\"", "\""),
    },
    Copy {
        file: "docs/errors.md",
        // Languages have a type of their own for a duration.
        table: || with(without(facts(), &["kind", "retry_after_ms"]), &["retry_after"]),
        found: |text| column(text, "| fact |", 0),
    },
    Copy {
        file: "ffi-c/src/config.rs",
        table: || without(keys(), &["app_id", "host"]),
        found: |text| enclosed(text, "fn genauth_config_set_", "("),
    },
    Copy {
        file: "include/genauth/config.hpp",
        table: || without(keys(), &["app_id", "host"]),
        found: |text| enclosed(text, "set(genauth_config_set_", ","),
    },
    Copy {
        file: "bindings-python/python/libgenauth/_client.py",
        // The two other sources of a token are no settings.
        table: || with(keys_in_seconds(), &["session", "token_provider"]),
        found: |text| enclosed(block(text, "def __init__(", ") ->"), "        ", ": "),
    },
    Copy {
        file: "bindings-python/python/libgenauth/_libgenauth.pyi",
        table: keys_in_seconds,
        found: |text| {
            enclosed(
                block(block(text, "class Client:", "def from_json"), "def __new__(", ") ->"),
                "        ",
                ": ",
            )
        },
    },
    Copy {
        file: "bindings-python/python/libgenauth/_libgenauth.pyi",
        table: keys_in_seconds,
        found: |text| enclosed(block(text, "class Configuration(", "\n@"), "    ", ": "),
    },
    Copy {
        file: "bindings-kotlin/src/config.rs",
        table: keys_in_seconds,
        found: |text| enclosed(block(text, "pub struct Config", "\n}"), "    pub ", ": "),
    },
    Copy {
        file: "bindings-kotlin/kotlin/src/main/kotlin/ai/genauth/Config.kt",
        table: keys_in_camel_case,
        found: |text| enclosed(block(text, "class Config(", ") {"), "    val ", ": "),
    },
    Copy {
        file: "bindings-kotlin/kotlin/src/main/kotlin/ai/genauth/Config.kt",
        // What every Java program gives has no method.
        table: || without(keys_in_camel_case(), &["appId", "host"]),
        found: |text| enclosed(text, "copy(", " = "),
    },
    Copy {
        file: "bindings-kotlin/swift/Sources/GenAuth/Config.swift",
        table: keys_in_camel_case,
        found: |text| enclosed(block(text, "public init(", ") {"), "        ", ": "),
    },
    Copy {
        file: "docs/kotlin.md",
        table: keys_in_camel_case,
        found: |text| {
            column(text, "| key |", 0).iter().flat_map(|cell| cell.split(", ")).map(str::to_owned).collect()
        },
    },
];

impl Copy {
    /// Compares the copy in the file's text with its table.
    pub fn check(&self, text: &str) -> Result<(), String> {
        let (table, found) = ((self.table)(), (self.found)(text));
        let missing: Vec<_> = table.difference(&found).map(|name| format!("`{name}` is missing")).collect();
        let unknown: Vec<_> = found.difference(&table).map(|name| format!("`{name}` is unknown")).collect();
        if missing.is_empty() && unknown.is_empty() {
            return Ok(());
        }
        Err(format!("{}: {}", self.file, [missing, unknown].concat().join(", ")))
    }

    /// Reads the file below the root of the repository.
    pub fn read(&self, root: &Path) -> Result<String, String> {
        fs::read_to_string(root.join(self.file)).map_err(|error| format!("{}: {error}", self.file))
    }
}

macro_rules! define_fields {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        [$($key),+]
    };
}

/// The fields of a profile and of its identities, as the service names them.
#[must_use]
pub fn fields() -> Names {
    let (profile, identity) = (profile_fields!(define_fields), identity_fields!(define_fields));
    profile.into_iter().chain(identity).map(str::to_owned).collect()
}

/// The kinds of error, by the names that every language uses.
#[must_use]
pub fn kinds() -> Names {
    all(|kind| kind.name().to_owned())
}

fn all(name: impl Fn(ErrorKind) -> String) -> Names {
    ErrorKind::ALL.iter().map(|kind| name(*kind)).collect()
}

/// The facts of an error, as JSON names them.
fn facts() -> Names {
    let error = genauth::binding::internal("").to_json();
    enclosed(&error.replace(":\"\"", ":null"), "\"", "\":")
}

macro_rules! define_keys {
    ($($(#[$doc:meta])* $key:literal $name:ident: $type:ty = $default:expr,
        |$argument:ident: $taken:ty| $converted:expr;)+) => {
        /// The keys of the configuration, as JSON and C name them.
        #[must_use]
        pub fn keys() -> Names {
            ["app_id", "host", $($key),+].map(str::to_owned).into()
        }

        /// The keys by the names of the languages that have a type for durations: those say no unit.
        #[must_use]
        pub fn keys_in_seconds() -> Names {
            ["app_id", "host", $(stringify!($name)),+].map(str::to_owned).into()
        }
    };
}
config_keys!(define_keys);

/// The same for languages that write names in camel case.
fn keys_in_camel_case() -> Names {
    keys_in_seconds().iter().map(|key| camel_case(key)).collect()
}

fn with(mut names: Names, more: &[&str]) -> Names {
    names.extend(more.iter().map(|name| (*name).to_owned()));
    names
}

fn without(mut names: Names, less: &[&str]) -> Names {
    names.retain(|name| !less.contains(&name.as_str()));
    names
}

/// `rate_limited` as `rateLimited`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

/// What stands between the first `start` and the `end` after it; nothing if there is none.
fn block<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let block = text.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    block.map_or("", |(block, _)| block)
}

/// Every name that follows `before` and is followed by `after`.
fn enclosed(text: &str, before: &str, after: &str) -> Names {
    let is_part_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = text.match_indices(before).map(|(at, _)| &text[at + before.len()..]);
    let names = starts.filter_map(|rest| {
        let (name, rest) = rest.split_at(rest.find(|c| !is_part_of_name(c))?);
        (!name.is_empty() && rest.starts_with(after)).then_some(name)
    });
    names.map(str::to_owned).collect()
}

/// The cells in one column of the table whose header begins with `header`, without their backquotes.
fn column(text: &str, header: &str, number: usize) -> Names {
    let rows = text.lines().skip_while(|line| !line.starts_with(header)).skip(2);
    let cells = rows.map_while(|line| line.strip_prefix('|')?.split('|').nth(number));
    cells.map(|cell| cell.trim().replace('`', "")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> Names {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn names_are_found_between_their_marks() {
        let text =
            "enum Kind {\n    api = E_API,\n    network = E_NETWORK,\n};\nenum Other {\n    x = E_X,\n};";
        assert_eq!(enclosed(block(text, "Kind", "};"), "    ", " = E_"), set(&["api", "network"]));
        assert_eq!(enclosed("\"a\", \"b c\", \"d_1\"", "\"", "\""), set(&["a", "d_1"]));
        assert_eq!(block(text, "Nothing", "};"), "");
    }

    #[test]
    fn a_column_ends_with_its_table() {
        let text = "| a | b |\n|---|---|\n| `x` | 1 |\n| `y` | 2 |\n\n| z | 3 |";
        assert_eq!(column(text, "| a |", 0), set(&["x", "y"]));
        assert_eq!(column(text, "| a |", 1), set(&["1", "2"]));
    }

    #[test]
    fn a_missing_row_and_an_unknown_one_are_named() {
        let copy = Copy { file: "f", table: || set(&["a", "b"]), found: |text| enclosed(text, "<", ">") };
        assert_eq!(copy.check("<a> <b>"), Ok(()));
        assert_eq!(copy.check("<a> <c>").unwrap_err(), "f: `b` is missing, `c` is unknown");
    }

    #[test]
    fn the_tables_are_those_of_core() {
        assert!(kinds().contains("rate_limited") && facts().contains("retry_after_ms"));
        assert!(keys().contains("timeout_ms") && keys_in_seconds().contains("timeout"));
        assert_eq!(camel_case("allow_insecure_http"), "allowInsecureHttp");
    }
}
