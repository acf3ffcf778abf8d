//! Changes as tables, for a terminal and in Markdown.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::change::{Change, Verdict};
use super::changes::UnusedAllowance;

/// How many further operations of one change are named.
const NAMED: usize = 3;

/// A change, and the other operations that have the same one at the same places.
struct Row<'c> {
    change: &'c Change,
    others: Vec<&'c str>,
}

fn rows(changes: &[Change]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut known = HashMap::new();
    for change in changes {
        let key = (
            change.kind,
            change.verdict,
            &change.old,
            &change.new,
            &change.accepted,
            change.direction,
        );
        let is_shared = change.old.is_some() || change.new.is_some();
        match known.get(&key) {
            Some(index) if is_shared => {
                let row: &mut Row<'_> = &mut rows[*index];
                let is_known = row.change.operation == change.operation
                    || row.others.contains(&change.operation.as_str());
                // Two differences at one place are two rows.
                if row.change.operation == change.operation
                    && row.change.sentence != change.sentence
                {
                    rows.push(Row {
                        change,
                        others: Vec::new(),
                    });
                } else if !is_known {
                    row.others.push(&change.operation);
                }
            }
            _ => {
                known.insert(key, rows.len());
                rows.push(Row {
                    change,
                    others: Vec::new(),
                });
            }
        }
    }
    rows
}

impl Row<'_> {
    fn operation(&self) -> &str {
        match self.change.operation.as_str() {
            "" => "the document",
            operation => operation,
        }
    }

    fn also(&self) -> Option<String> {
        let (named, rest) = self.others.split_at(self.others.len().min(NAMED));
        match (named, rest.len()) {
            ([], _) => None,
            (named, 0) => Some(format!("also {}", named.join(", "))),
            (named, more) => Some(format!("also {}, and {more} more", named.join(", "))),
        }
    }

    /// The places, once if they are the same.
    fn places(&self) -> String {
        match (&self.change.old, &self.change.new) {
            (Some(old), Some(new)) if old == new => format!("at {old}"),
            (Some(old), Some(new)) => format!("at {old}, now {new}"),
            (Some(old), None) => format!("at {old}, in the old document"),
            (None, Some(new)) => format!("at {new}, in the new document"),
            (None, None) => String::new(),
        }
    }
}

/// How many changes there are of each verdict.
fn summary(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "no changes".to_owned();
    }
    let verdicts = [
        Verdict::Breaking,
        Verdict::SourceBreaking,
        Verdict::Risky,
        Verdict::Compatible,
    ];
    let mut parts: Vec<String> = verdicts
        .into_iter()
        .filter_map(|verdict| {
            let count = changes
                .iter()
                .filter(|change| change.verdict == verdict && change.accepted.is_none())
                .count();
            (count > 0).then(|| format!("{count} {verdict}"))
        })
        .collect();
    let accepted = changes
        .iter()
        .filter(|change| change.accepted.is_some())
        .count();
    if accepted > 0 {
        parts.push(format!("{accepted} accepted"));
    }
    parts.join(", ")
}

fn verdict(change: &Change) -> &'static str {
    match change.accepted {
        Some(_) => "accepted",
        None => change.verdict.name(),
    }
}

pub(super) fn text(changes: &[Change], unused: &[UnusedAllowance]) -> String {
    let rows = rows(changes);
    let of_operation = |row: &Row<'_>| row.operation().chars().count();
    let width = rows
        .iter()
        .map(of_operation)
        .max()
        .unwrap_or_default()
        .clamp(9, 44);
    let mut text = String::new();
    let _ = writeln!(text, "{}", summary(changes));
    if !rows.is_empty() {
        let _ = writeln!(
            text,
            "\n{:<16}{:<width$}  what a client sees",
            "verdict", "operation"
        );
    }
    let indent = " ".repeat(16 + width + 2);
    for row in rows {
        let change = row.change;
        let _ = writeln!(
            text,
            "{:<16}{:<width$}  {}",
            verdict(change),
            row.operation(),
            change.sentence
        );
        let mut line = |what: &str| {
            if !what.is_empty() {
                let _ = writeln!(text, "{indent}{what}");
            }
        };
        if let Some(witness) = &change.witness {
            line(&format!("shown by {witness}"));
        }
        line(&row.places());
        line(&row.also().unwrap_or_default());
        if let Some(reason) = &change.accepted {
            line(&format!("accepted: {reason}"));
        }
    }
    for allowance in unused {
        let _ = writeln!(text, "\n{allowance}");
    }
    text
}

pub(super) fn markdown(changes: &[Change], unused: &[UnusedAllowance]) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "**{}**", summary(changes));
    let rows = rows(changes);
    if !rows.is_empty() {
        text.push_str(
            "\n| verdict | operation | what a client sees | shown by |\n|---|---|---|---|\n",
        );
    }
    for row in rows {
        let change = row.change;
        let mut sees = cell(&change.sentence);
        if let Some(also) = row.also() {
            let _ = write!(sees, "<br>{}", cell(&also));
        }
        if let Some(reason) = &change.accepted {
            let _ = write!(sees, "<br>accepted: {}", cell(reason));
        }
        let witness = change
            .witness
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let witness = if witness.is_empty() {
            witness
        } else {
            code(&witness)
        };
        let operation = match change.operation.as_str() {
            "" => "the document".to_owned(),
            operation => code(operation),
        };
        let strong = if change.is_fatal() { "**" } else { "" };
        let _ = writeln!(
            text,
            "| {strong}{}{strong} | {operation} | {sees} | {witness} |",
            verdict(change)
        );
    }
    for allowance in unused {
        let _ = writeln!(text, "\n{allowance}");
    }
    text
}

/// A text that does not end its cell, nor begin an element.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
        .replace('<', "&lt;")
        .replace(['\n', '\r'], " ")
}

/// A text as code: its fence is longer than any in it.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|").replace(['\n', '\r'], " ");
    let mut longest = 0;
    let mut run = 0;
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    match longest {
        0 => format!("{fence}{text}{fence}"),
        _ => format!("{fence} {text} {fence}"),
    }
}
