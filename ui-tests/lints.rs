//! A handler hears what a plain function hears: the same source is compiled with and without its `#[route(..)]` lines,
//! and has the same warnings of rustc and clippy, at the same tokens.

mod package;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use package::{here, messages_of, target};

/// Every lint that the source is about. Each line of the source that has one of them also names it, or the comment below does,
/// where rustfmt puts what stands behind an opening brace.
fn expected(source: &str) -> Vec<(u64, String)> {
    let lines = (1..).zip(source.lines());
    let named = lines.filter_map(|(number, line)| {
        let (_, lint) = line.split_once("// warns: ")?;
        let is_below = line.trim_start().starts_with("//");
        Some((number - u64::from(is_below), lint.to_owned()))
    });
    named.collect()
}

/// Line, column and lint of each warning, by binary.
fn warnings() -> BTreeMap<String, BTreeSet<(u64, u64, String)>> {
    let handlers = here().join("lints/handlers.rs");
    let source = fs::read_to_string(&handlers).expect("the handlers");
    // A line stays a line, so that the places can be compared.
    let plain: String = source
        .lines()
        .map(|line| {
            if line.starts_with("#[route(") {
                ""
            } else {
                line
            }
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    let path = target().join("plain_functions.rs");
    fs::write(&path, plain).expect("the plain functions are written");
    let sources = BTreeMap::from([
        ("handlers".to_owned(), handlers),
        ("plain".to_owned(), path),
    ]);
    let (messages, said) = messages_of("ui-lints", &sources, Some("clippy-driver"));
    let mut found = BTreeMap::<String, BTreeSet<_>>::new();
    for report in messages {
        let message = &report["message"];
        let Some(span) = message["spans"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|span| span["is_primary"] == true)
        else {
            continue;
        };
        let number = |key: &str| span[key].as_u64().unwrap_or_default();
        let lint = message["code"]["code"].as_str().unwrap_or_default();
        let is_new = found
            .entry(
                report["target"]["name"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
            )
            .or_default()
            .insert((
                number("line_start"),
                number("column_start"),
                lint.to_owned(),
            ));
        assert!(is_new, "told twice: {}", message["rendered"]);
    }
    assert_eq!(found.len(), 2, "{said}");
    found
}

#[test]
fn a_handler_has_the_warnings_of_a_plain_function() {
    let found = warnings();
    assert_eq!(found["handlers"], found["plain"]);
    let source = fs::read_to_string(here().join("lints/handlers.rs")).expect("the handlers");
    let told: Vec<(u64, String)> = found["handlers"]
        .iter()
        .map(|(line, _, lint)| (*line, lint.clone()))
        .collect();
    assert_eq!(told, expected(&source));
}
