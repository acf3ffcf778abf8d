//! Reading a deserializer's message without the values that the client sent.

use std::borrow::Cow;

/// A deserializer's message without the values that the client sent.
pub(super) struct Reading {
    pub msg: Cow<'static, str>,
    pub kind: &'static str,
    /// The name of the missing field, which is part of the program, and of the location.
    pub missing: Option<String>,
}

/// The standard library's messages for text that it cannot parse; they never contain a value.
const PARSE_ERRORS: &[(&str, &str, &str)] = &[
    (
        "invalid digit found in string",
        "expected an integer",
        "int_parsing",
    ),
    (
        "cannot parse integer from empty string",
        "expected an integer",
        "int_parsing",
    ),
    (
        "number too large to fit in target type",
        "the number is too large",
        "int_parsing",
    ),
    (
        "number too small to fit in target type",
        "the number is too small",
        "int_parsing",
    ),
    (
        "number would be zero for non-zero type",
        "the number must not be zero",
        "int_parsing",
    ),
    (
        "invalid float literal",
        "expected a number",
        "float_parsing",
    ),
    (
        "cannot parse float from empty string",
        "expected a number",
        "float_parsing",
    ),
    (
        "provided string was not `true` or `false`",
        "expected `true` or `false`",
        "bool_parsing",
    ),
    (
        "too many characters in string",
        "expected a single character",
        "char_parsing",
    ),
    (
        "cannot parse char from empty string",
        "expected a single character",
        "char_parsing",
    ),
];

/// How serde begins a message about a value that is not what was expected.
const UNLIKE: [(&str, &str); 3] = [
    ("invalid type: ", "invalid_type"),
    ("invalid value: ", "invalid_value"),
    ("invalid length ", "invalid_length"),
];

/// What is said for a message that is not serde's own.
pub(super) const NOT_KNOWN: &str = "invalid value";

impl Reading {
    pub fn of(message: &str) -> Self {
        let message = without_position(message);
        let known = |msg: String, kind| Self {
            msg: msg.into(),
            kind,
            missing: None,
        };
        if let Some(name) = quoted_after(message, "missing field ") {
            return Self {
                msg: "field required".into(),
                kind: "missing",
                missing: Some(name.to_owned()),
            };
        }
        if quoted_after(message, "duplicate field ").is_some() {
            return known("the field is given twice".to_owned(), "duplicate_field");
        }
        let unknown = [
            ("unknown variant ", "unknown_variant"),
            ("unknown field ", "unknown_field"),
        ];
        for (start, kind) in UNLIKE.into_iter().chain(unknown) {
            if let Some(found) = message.strip_prefix(start) {
                let expected = expected_in(found).map(expectation);
                return match (expected, kind) {
                    (Some(expected), "unknown_field") => {
                        known(format!("unknown field, expected {expected}"), kind)
                    }
                    (Some(expected), _) => known(format!("expected {expected}"), kind),
                    (None, "unknown_field") => known("unknown field".to_owned(), kind),
                    (None, _) => known("invalid value".to_owned(), kind),
                };
            }
        }
        // The rest is the name of a Rust type.
        if message.starts_with("data did not match any variant of untagged enum") {
            return known("matches none of the alternatives".to_owned(), "value_error");
        }
        let (msg, kind) = PARSE_ERRORS
            .iter()
            .find(|(parse_error, ..)| *parse_error == message)
            .map_or((NOT_KNOWN, "value_error"), |(_, msg, kind)| (*msg, *kind));
        Self {
            msg: msg.into(),
            kind,
            missing: None,
        }
    }

    /// The same for a message that ends with what was expected, of which the rest is not known.
    pub fn of_expected(expected: &str, kind: &'static str) -> Self {
        // Then a message with it could be read in another way.
        let has_position = expected.ends_with(|last: char| last.is_ascii_digit())
            && without_position(expected).len() < expected.len();
        let is_plain = !expected.contains(',') && !has_position;
        match UNLIKE.iter().find(|(_, known)| *known == kind) {
            Some((start, _)) if !is_plain => Self::of(&format!("{start}, expected {expected}")),
            _ => Self {
                msg: ["expected ", expectation(expected)].concat().into(),
                kind,
                missing: None,
            },
        }
    }
}

/// `serde_json` ends its messages with ` at line 1 column 5`.
fn without_position(message: &str) -> &str {
    let before = |text: &str, word: &str| {
        let start = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
        start.strip_suffix(word).map(str::len)
    };
    let text = before(message, " column ").and_then(|end| {
        let line = message.get(..end)?;
        message.get(..before(line, " at line ")?)
    });
    text.unwrap_or(message)
}

/// What follows the last `, expected `.
fn expected_in(found: &str) -> Option<&str> {
    // A search for a letter from the end costs less than one for a text.
    let mut commas = found.rmatch_indices(',');
    commas.find_map(|(comma, _)| found.get(comma..)?.strip_prefix(", expected "))
}

/// The name in ``missing field `name` ``.
fn quoted_after<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    message
        .strip_prefix(start)?
        .strip_prefix('`')?
        .strip_suffix('`')
}

/// Replaces the names of Rust types, which mean nothing to a client.
fn expectation(expected: &str) -> &str {
    let (first, _) = expected.split_once(' ').unwrap_or((expected, ""));
    match first {
        "struct" | "map" => "an object",
        "tuple" | "sequence" => "an array",
        "enum" | "newtype" | "unit" | "internally" | "adjacently" => "a valid value",
        _ if expected == "a map" => "an object",
        _ if expected == "a sequence" => "an array",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use crate::problem::fault::{Fault, Loc};

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Login {
        name: String,
        attempts: u8,
        role: Option<Role>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Role {
        Admin,
        Guest,
    }

    fn fault<T: DeserializeOwned + fmt::Debug>(json: &str) -> Fault {
        let error = serde_json::from_str::<T>(json).unwrap_err();
        Fault::from_deserializer(vec![Loc::from("body")], &error)
    }

    fn said(json: &str) -> (String, &'static str) {
        let fault = fault::<Login>(json);
        (fault.to_string(), fault.kind)
    }

    #[test]
    fn a_value_is_never_repeated() {
        assert_eq!(
            said(r#"{"name":"Ada","attempts":"hunter2"}"#),
            ("body: expected u8".to_owned(), "invalid_type")
        );
        assert_eq!(
            said(r#"{"name":"Ada","attempts":4711}"#),
            ("body: expected u8".to_owned(), "invalid_value")
        );
    }

    #[test]
    fn a_value_that_imitates_a_message_is_not_repeated() {
        assert_eq!(
            said(r#"{"name":"Ada","attempts":"hunter2\", expected hunter2"}"#),
            ("body: expected u8".to_owned(), "invalid_type")
        );
    }

    #[test]
    fn the_name_of_an_enum_is_not_told() {
        #[derive(Debug, Deserialize)]
        #[serde(untagged)]
        #[allow(dead_code)]
        enum Untagged {
            Text(String),
            Number(u8),
        }
        let fault = fault::<Untagged>("true");
        assert_eq!(
            (fault.to_string(), fault.kind),
            (
                "body: matches none of the alternatives".to_owned(),
                "value_error"
            )
        );
    }

    #[test]
    fn a_missing_field_is_part_of_the_place() {
        let fault = fault::<Login>(r#"{"name":"Ada"}"#);
        assert_eq!(fault.loc, [Loc::from("body"), Loc::from("attempts")]);
        assert_eq!(
            (fault.msg.as_ref(), fault.kind),
            ("field required", "missing")
        );
    }

    #[test]
    fn a_strange_name_is_answered_with_the_known_ones() {
        assert_eq!(
            said(r#"{"secret":1}"#),
            (
                "body: unknown field, expected one of `name`, `attempts`, `role`".to_owned(),
                "unknown_field"
            )
        );
        assert_eq!(
            said(r#"{"role":"hunter2"}"#),
            (
                "body: expected `admin` or `guest`".to_owned(),
                "unknown_variant"
            )
        );
    }

    #[test]
    fn a_rust_type_is_not_named() {
        assert_eq!(
            said("7"),
            ("body: expected an object".to_owned(), "invalid_type")
        );
    }

    #[test]
    fn a_message_of_unknown_origin_is_not_repeated() {
        let error = <serde_json::Error as serde::de::Error>::custom("bad password hunter2");
        let fault = Fault::from_deserializer(Vec::new(), &error);
        assert_eq!(
            (fault.msg.as_ref(), fault.kind),
            ("invalid value", "value_error")
        );
    }

    #[test]
    fn what_was_expected_is_told_as_in_a_message() {
        for expected in [
            "a string",
            "struct Login",
            "u8",
            "a tuple of size 2",
            "one of a, b",
            "a, expected struct B",
            "a letter at line 1 column 2",
        ] {
            for (start, kind) in super::UNLIKE {
                let message = format!("{start}the value, expected {expected}");
                let told = Fault::unlike(Vec::new(), expected, kind);
                assert_eq!(told, Fault::from_deserializer(Vec::new(), &message));
            }
        }
    }

    #[test]
    fn what_the_standard_library_says_of_numbers_is_translated() {
        let error = "x".parse::<u8>().unwrap_err();
        let fault = Fault::from_deserializer(Vec::new(), &error);
        assert_eq!(
            (fault.msg.as_ref(), fault.kind),
            ("expected an integer", "int_parsing")
        );
    }
}
