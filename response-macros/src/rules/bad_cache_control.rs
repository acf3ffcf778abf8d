//! The value of `cache` is not a meaningful `Cache-Control` header.
//!
//! Caches ignore a directive they do not know, treat a response with a malformed number as stale, and follow the
//! stricter of two directives that contradict each other (RFC 9111 sections 5.2.2 and 4.2.1). None of this is what was
//! meant. The known directives are those of RFC 9111, RFC 5861 and RFC 8246.

use super::{Judge, Rule};
use crate::model::Route;
use crate::report::{Diagnostic, Place, nearest};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

/// Directives of a response that take no argument.
const BARE: &[&str] = &[
    "public",
    "private",
    "no-cache",
    "no-store",
    "no-transform",
    "must-revalidate",
    "proxy-revalidate",
    "must-understand",
    "immutable",
];

/// Directives that take a number of seconds.
const SECONDS: &[&str] = &[
    "max-age",
    "s-maxage",
    "stale-while-revalidate",
    "stale-if-error",
];

/// Pairs that contradict each other.
const CONTRADICTIONS: &[(&str, &str)] = &[
    ("public", "private"),
    ("no-store", "max-age"),
    ("no-store", "s-maxage"),
    ("no-store", "public"),
    ("no-store", "immutable"),
    ("no-store", "stale-while-revalidate"),
    ("no-store", "stale-if-error"),
    ("private", "s-maxage"),
    ("private", "proxy-revalidate"),
    ("no-cache", "immutable"),
    ("must-revalidate", "stale-if-error"),
    ("must-revalidate", "stale-while-revalidate"),
];

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(cache) = &route.cache else { return };
    if let Some((message, help)) = fault(&cache.value()) {
        judge.report(
            Diagnostic::new(Place::of(cache), message)
                .note("the directives are those of RFC 9111 section 5.2.2, RFC 5861 and RFC 8246")
                .help(help),
        );
    }
}

/// The parts between commas, those in quoted strings left alone.
fn directives(value: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    value.split(move |character| {
        is_quoted ^= character == '"';
        character == ',' && !is_quoted
    })
}

/// The first thing that is wrong, and what to write instead.
fn fault(value: &str) -> Option<(String, String)> {
    let mut seen: Vec<String> = Vec::new();
    for directive in directives(value).map(str::trim) {
        let (name, argument) = match directive.split_once('=') {
            Some((name, argument)) => (name.trim(), Some(argument.trim())),
            None => (directive, None),
        };
        let folded = name.to_ascii_lowercase();
        if folded.is_empty() {
            return Some((
                "`cache` is missing a directive".to_owned(),
                "write `cache = \"public, max-age=60\"`".to_owned(),
            ));
        }
        let known = folded.as_str();
        if BARE.contains(&known) {
            let takes_fields = matches!(known, "private" | "no-cache");
            if argument.is_some() && !takes_fields {
                return Some((
                    format!("`{known}` takes no value"),
                    format!("write `{known}`"),
                ));
            }
        } else if SECONDS.contains(&known) {
            let number = argument.unwrap_or_default();
            if number.is_empty()
                || !number.bytes().all(|byte| byte.is_ascii_digit())
                || number.parse::<u32>().is_err()
            {
                return Some((
                    format!("`{known}` takes a number of seconds"),
                    format!("write `{known}=60`"),
                ));
            }
        } else {
            let all = BARE.iter().chain(SECONDS).copied();
            return Some((
                format!("`{name}` is not a directive of `Cache-Control`"),
                match nearest(known, all) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!(
                        "the directives are {}, {}",
                        BARE.join(", "),
                        SECONDS.join(", ")
                    ),
                },
            ));
        }
        if seen.contains(&folded) {
            return Some((
                format!("`{folded}` is given twice"),
                "drop one of the two".to_owned(),
            ));
        }
        seen.push(folded);
    }
    let has = |name: &str| seen.iter().any(|directive| directive == name);
    CONTRADICTIONS
        .iter()
        .find(|(left, right)| has(left) && has(right))
        .map(|(left, right)| {
            (
                format!("`{left}` and `{right}` contradict each other"),
                "drop one of the two".to_owned(),
            )
        })
}
