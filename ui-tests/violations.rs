//! One violation is one error, at the user's token: what rustc reports for every failing case, read from its JSON,
//! is what `violations.txt` lists.
//!
//! `STEADFAST_WRITE=1 cargo test -p ui-tests --test violations` writes the list and the pages of the rules; read the
//! change before it is kept.

mod package;
mod pasted;
mod rule_index;
mod rule_pages;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use package::{here, messages_of, target};
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

/// The program in which the helps are pasted.
const PASTED: &str = "pasted";

static REPORTED: LazyLock<Reported> = LazyLock::new(reported);

/// What rustc reports.
struct Reported {
    /// `case: line: token: message`, for each error and each warning of a rule.
    lines: String,
    /// The errors of each case in full.
    errors: BTreeMap<String, String>,
    /// Whether the program in which the helps are pasted has compiled.
    is_pasted_compiled: bool,
}

fn reported() -> Reported {
    let cases = cases();
    let pasted = pasted::write(&cases, &target().join("ui-violations"));
    let mut sources = cases;
    sources.insert(PASTED.to_owned(), pasted);
    let (messages, said) = messages_of("ui-violations", &sources, None);
    let mut lines = Vec::new();
    let mut errors = BTreeMap::<String, String>::new();
    let mut is_pasted_compiled = false;
    for report in messages {
        is_pasted_compiled |=
            report["reason"] == "compiler-artifact" && report["target"]["name"] == PASTED;
        let message = &report["message"];
        let is_error = message["level"] == "error";
        let is_summary = message["spans"].as_array().is_none_or(Vec::is_empty);
        if !is_error || is_summary {
            continue;
        }
        let case = report["target"]["name"].as_str().unwrap_or_default();
        let text = message["message"].as_str().unwrap_or_default();
        let rendered = message["rendered"].as_str().unwrap_or_default();
        errors
            .entry(case.to_owned())
            .or_default()
            .push_str(rendered);
        if case == PASTED {
            continue;
        }
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
    Reported {
        lines: lines.into_iter().map(|(_, _, line)| line + "\n").collect(),
        errors,
        is_pasted_compiled,
    }
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
    let reported = REPORTED.lines.as_str();
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
            .lines
            .lines()
            .filter(|line| line.starts_with(&format!("{name}:")))
            .collect();
        assert!(!lines.is_empty(), "{name} reports nothing");
        for line in lines {
            assert!(line.ends_with(&format!("[{name}]")), "{line}");
        }
    }
}

#[test]
fn what_a_help_says_can_be_pasted_and_compiles() {
    let unsaid = pasted::unsaid(&cases(), &REPORTED.errors);
    assert!(unsaid.is_empty(), "no error says:\n{}", unsaid.join("\n"));
    let errors = REPORTED.errors.get(PASTED);
    assert!(
        REPORTED.is_pasted_compiled,
        "{}",
        errors.map_or("nothing was compiled", String::as_str)
    );
}
