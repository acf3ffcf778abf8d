//! One violation is one error, at the user's token: what rustc reports for every failing case, read from its JSON,
//! is what `violations.txt` lists.
//!
//! `STEADFAST_WRITE=1 cargo test -p ui-tests --test violations` writes the list and the pages of the rules; read the
//! change before it is kept.

mod package;
mod rule_pages;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use package::{here, messages_of};
use serde_json::Value;

/// The failing cases, by name.
fn cases() -> BTreeMap<String, PathBuf> {
    fs::read_dir(here().join("fail"))
        .expect("the failing cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, path)
        })
        .collect()
}

static REPORTED: LazyLock<String> = LazyLock::new(reported);

/// `case: line: token: message`, for each error and each warning of a rule.
fn reported() -> String {
    let cases = cases();
    let (messages, said) = messages_of("ui-violations", &cases, None);
    let mut lines = Vec::new();
    for report in messages {
        let message = &report["message"];
        let is_error = message["level"] == "error";
        let is_summary = message["spans"].as_array().is_none_or(Vec::is_empty);
        if !is_error || is_summary {
            continue;
        }
        let case = report["target"]["name"].as_str().unwrap_or_default();
        let text = message["message"].as_str().unwrap_or_default();
        let headline = text.lines().next().unwrap_or_default();
        let span = message["spans"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|span| span["is_primary"] == true)
            .expect("a primary span");
        let (number, token) = underlined(span);
        lines.push((
            case.to_owned(),
            number,
            format!("{case}:{number}: {token} <- {headline}"),
        ));
    }
    assert!(!lines.is_empty(), "{said}");
    lines.sort();
    lines.into_iter().map(|(_, _, line)| line + "\n").collect()
}

/// The line of a span and the text that is underlined there.
fn underlined(span: &Value) -> (u64, String) {
    let line = &span["text"][0];
    let text: Vec<char> = line["text"].as_str().unwrap_or_default().chars().collect();
    let column = |key: &str| usize::try_from(line[key].as_u64().unwrap_or(1)).unwrap_or(1) - 1;
    let token = text[column("highlight_start")..column("highlight_end").min(text.len())]
        .iter()
        .collect();
    (span["line_start"].as_u64().unwrap_or_default(), token)
}

#[test]
fn each_violation_is_one_error_at_its_token() {
    let list = here().join("violations.txt");
    let reported = REPORTED.as_str();
    if std::env::var_os("STEADFAST_WRITE").is_some() {
        fs::write(&list, reported).expect("the list is written");
    }
    let expected = fs::read_to_string(&list).unwrap_or_default();
    assert!(
        reported == expected,
        "rustc reports:\n{reported}\nviolations.txt lists:\n{expected}"
    );
}

#[test]
fn a_rule_is_the_only_one_that_its_failing_case_breaks() {
    let is_rule = |name: &&String| here().join(format!("../docs/rules/{name}.md")).exists();
    for name in cases().keys().filter(is_rule) {
        let lines: Vec<_> = REPORTED
            .lines()
            .filter(|line| line.starts_with(&format!("{name}:")))
            .collect();
        assert!(!lines.is_empty(), "{name} reports nothing");
        for line in lines {
            assert!(line.ends_with(&format!("[{name}]")), "{line}");
        }
    }
}
