//! The scanner against another reader of JSON.

use proptest::prelude::*;
use serde_json::Value;
use serde_json::value::RawValue;

use super::*;
use crate::model::json::compact;

fn is_json(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

fn skipped(text: &str) -> Option<Skipped<'_>> {
    Scanner::document(text, Scanner::skip).ok()
}

#[test]
fn what_is_json_is_what_others_take_for_it() {
    for text in [
        "",
        " ",
        "nul",
        "null",
        "nulls",
        "true",
        "truE",
        "false ",
        "\u{a0}1",
        "0",
        "-0",
        "-",
        "01",
        "1.",
        ".5",
        "1.5",
        "1e",
        "1e5",
        "1E+5",
        "1e-",
        "-1.25e-7",
        "+1",
        "\"",
        "\"a",
        "\"a\"",
        "\"\\\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud83d\"",
        "\"\\x\"",
        "\"\t\"",
        "\"\u{7f}\"",
        "[",
        "]",
        "[]",
        "[ ]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1,[2,{\"a\":[]}]]",
        "{",
        "{}",
        "{ }",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\" : 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[}",
        "[{]}",
        "1 1",
        "[]]",
        "{}}",
    ] {
        assert_eq!(skipped(text).is_some(), is_json(text), "{text:?}");
    }
}

#[test]
fn characters_are_those_that_others_read() {
    for text in [
        r#""""#,
        r#""a\"b\\c\/d""#,
        r#""\b\f\n\r\t""#,
        r#""\\u0041 \\""#,
        r#""\u00e9\ud83d\ude00 \n""#,
        r#""half \ud83d""#,
        r#""\u0000é王\/""#,
    ] {
        let characters = Scanner::document(text, Scanner::scalar).unwrap();
        assert_eq!(characters.map(Cow::into_owned), serde_json::from_str(text).ok(), "{text}");
    }
}

#[test]
fn depth_and_white_space_are_known() {
    for (text, depth, is_compact) in [
        ("1", 0, true),
        (" 1 ", 0, true),
        ("[]", 1, true),
        ("[ ]", 1, false),
        ("[1,{\"a b\":[\"  \"]}]", 3, true),
        ("[1, 2]", 1, false),
        ("[1 ,2]", 1, false),
        ("[ 1]", 1, false),
        ("[1 ]", 1, false),
        ("{\"a\" :1}", 1, false),
        ("{\"a\":\t1}", 1, false),
        ("{ \"a\":1}", 1, false),
        ("{\"a\":1, \"b\":2}", 1, false),
        ("{\"a\":1\n}", 1, false),
    ] {
        let skipped = skipped(text).unwrap();
        assert_eq!((skipped.depth, skipped.is_compact), (depth, is_compact), "{text:?}");
    }
}

proptest! {
    #[test]
    fn no_text_is_taken_for_json_alone(text in r#"([\[\]{}:,"\\ 0-9.eE+\-a]|true|null|"a":){0,12}"#) {
        prop_assert_eq!(skipped(&text).is_some(), is_json(&text));
    }

    #[test]
    fn compacting_keeps_the_value(text in r#"\[( ?("[ a\\n]*"|[1-9]{1,3}|\{ ?"k" ?: ?\[\] ?\}) ?,){0,4} ?1 ?\]"#) {
        if is_json(&text) {
            let compacted = compact(&skipped(&text).unwrap()).unwrap();
            let again = skipped(&compacted).unwrap();
            prop_assert!(again.is_compact);
            let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
            prop_assert_eq!(value(&compacted), value(&text));
        }
    }
}
