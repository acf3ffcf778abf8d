//! `header` names a header that cannot be sent, or one that is not set with `header`.
//!
//! A header name is a token, and a value is visible text (RFC 9110 sections 5.1 and 5.5); a line break would split the
//! response. `Content-Type`, `Content-Length`, `Content-Range`, `Location`, `Set-Cookie` and `Cache-Control` come from
//! the contract itself, and the headers that frame the message come from the server. `Deprecation` and `Sunset` hold dates
//! (RFC 9745, RFC 8594): `deprecated(since = "2026-01-31", sunset = "2026-12-31")` sends both.

use super::{Judge, Rule};
use syn::LitStr;

use crate::model::{ErrorType, HeaderSet, HeaderValue, Route};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);
pub const ON_ERRORS: Rule<ErrorType> = Rule::of_tokens(module_path!(), check_error);
pub const ON_HEADERS: Rule<HeaderSet> = Rule::of_tokens(module_path!(), check_headers);

fn check(route: &Route, judge: &mut Judge<'_>) {
    for (index, (name, value)) in route.headers.iter().enumerate() {
        let is_second = route.headers[..index]
            .iter()
            .any(|(earlier, _)| earlier.value().eq_ignore_ascii_case(&name.value()));
        let twice = is_second.then(|| twice(&name.value(), Place::of(name)));
        let bad_tag = name
            .value()
            .eq_ignore_ascii_case("etag")
            .then(|| bad_tag(value))
            .flatten();
        let twice = twice.or_else(|| sent_by_deprecated(route, name));
        let bad_date = bad_date(name, value).filter(|_| twice.is_none());
        let faults = bad_literal(name, &[]).into_iter().chain(bad_value(value));
        for diagnostic in faults.chain(bad_tag).chain(bad_date).chain(twice) {
            judge.report(diagnostic);
        }
    }
}

fn check_error(error: &ErrorType, judge: &mut Judge<'_>) {
    for (variant, declared) in error.declared() {
        for header in &declared.headers {
            // A 416 tells the length, and a 426 has to name the protocols (RFC 9110 sections 15.5.17 and 15.5.22).
            let bad_name = header
                .literal
                .as_ref()
                .and_then(|name| bad_literal(name, &["content-range", "upgrade"]));
            let bad_value = match &header.value {
                HeaderValue::Text(value) => bad_value(value),
                HeaderValue::Challenge(scheme, _) => bad_value(scheme),
                HeaderValue::Field(_) => None,
            };
            for diagnostic in bad_name.into_iter().chain(bad_value) {
                judge.report_at(error.allows_at(variant), diagnostic);
            }
        }
    }
}

fn check_headers(set: &HeaderSet, judge: &mut Judge<'_>) {
    for (index, header) in set.headers.iter().enumerate() {
        let (name, place) = (&header.name, header.place);
        let is_second = set.headers[..index]
            .iter()
            .any(|earlier| earlier.name.eq_ignore_ascii_case(name));
        let example = "write letters, digits and `-`: `#[response(header = \"X-Name\")]`";
        let bad_name = bad_name(name, place, &[], example);
        for diagnostic in bad_name
            .into_iter()
            .chain(is_second.then(|| twice(name, place)))
        {
            judge.report_at(set.allows_at(header), diagnostic);
        }
    }
}

fn twice(name: &str, place: Place) -> Diagnostic {
    bad(
        place,
        format!("`{name}` is given twice"),
        "write its values as one list, or drop one of the two",
    )
}

fn bad_literal(name: &LitStr, permitted: &[&str]) -> Option<Diagnostic> {
    let example = "write letters, digits and `-`: `header(\"X-Name\" = \"value\")`";
    bad_name(&name.value(), Place::of(name), permitted, example)
}

fn bad_name(text: &str, place: Place, permitted: &[&str], example: &str) -> Option<Diagnostic> {
    if http::HeaderName::try_from(text).is_err() {
        return Some(bad(
            place,
            format!("{text:?} is not a header name"),
            example,
        ));
    }
    let lower = text.to_ascii_lowercase();
    let help = owner(&lower).filter(|_| !permitted.contains(&lower.as_str()))?;
    Some(bad(
        place,
        format!("`{text}` cannot be set with `header`"),
        help,
    ))
}

fn bad_value(value: &LitStr) -> Option<Diagnostic> {
    let text = value.value();
    let is_visible = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'));
    (text.is_empty() || !is_visible || text.trim() != text).then(|| {
        bad(
            Place::of(value),
            format!("{text:?} is not a header value"),
            "write visible ASCII that is not empty and has no spaces around it",
        )
    })
}

/// Reports an entity tag without its quotes: no client would ever match it.
fn bad_tag(value: &LitStr) -> Option<Diagnostic> {
    let text = value.value();
    let opaque = text.strip_prefix("W/").unwrap_or(&text);
    let opaque = opaque
        .strip_prefix('"')
        .and_then(|opaque| opaque.strip_suffix('"'));
    let is_tag = opaque.is_some_and(|opaque| {
        opaque
            .bytes()
            .all(|byte| matches!(byte, b'!' | b'#'..=b'~'))
    });
    // A value that is not a header value is reported as such.
    (!is_tag && bad_value(value).is_none()).then(|| {
        Diagnostic::new(Place::of(value), format!("{text:?} is not an entity tag"))
            .note("RFC 9110 section 8.8.3: an entity tag is in quotes, with no space and no quote inside")
            .help("write it in quotes: `header(\"ETag\" = \"\\\"v1\\\"\")`")
    })
}

/// Reports a date that `deprecated` sends already.
fn sent_by_deprecated(route: &Route, name: &LitStr) -> Option<Diagnostic> {
    let dates = route.documentation.deprecated.as_ref()?;
    let text = name.value();
    let argument = match text.to_ascii_lowercase().as_str() {
        "deprecation" => "since",
        "sunset" if dates.sunset.is_some() => "sunset",
        _ => return None,
    };
    Some(
        Diagnostic::new(Place::of(name), format!("`{text}` is given twice"))
            .note(format!(
                "`deprecated` sends `{text}` with every response, errors included"
            ))
            .help(format!(
                "drop the header, and say the date in `deprecated({argument} = \"2026-01-31\")`"
            )),
    )
}

/// Reports a `Deprecation` or a `Sunset` that no client can read.
fn bad_date(name: &LitStr, value: &LitStr) -> Option<Diagnostic> {
    let text = value.value();
    let (is_date, note, argument) = match name.value().to_ascii_lowercase().as_str() {
        "deprecation" => {
            let seconds = text.strip_prefix('@').map(str::parse::<i64>);
            let is_date = matches!(seconds, Some(Ok(_))) && !text.contains('+');
            let note = "RFC 9745 section 2: the value is a date as `@` and the seconds since the beginning of 1970";
            (is_date, note, "since")
        }
        "sunset" => {
            let is_date = httpdate::parse_http_date(&text).is_ok();
            let note = "RFC 8594 section 3: the value is an HTTP-date, as in `Thu, 31 Dec 2026 00:00:00 GMT`";
            (is_date, note, "sunset")
        }
        _ => return None,
    };
    // A value that is not a header value is reported as such.
    (!is_date && bad_value(value).is_none()).then(|| {
        Diagnostic::new(Place::of(value), format!("{text:?} is not a date"))
            .note(note)
            .help(format!(
                "drop the header, and write `deprecated({argument} = \"2026-12-31\")`"
            ))
    })
}

fn bad(place: Place, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(place, message)
        .note("RFC 9110 section 5: a name is a token, a value is visible text without line breaks")
        .help(help)
}

/// What to write instead of a header that the contract owns.
fn owner(name: &str) -> Option<&'static str> {
    Some(match name {
        "content-type" => "drop it: it follows from `response`",
        "content-length" => "drop it: it follows from the body",
        "content-range" => {
            "drop it: it follows from the `Range` of the request if you return a `File` or `Bytes`"
        }
        "location" => {
            "drop it: return `Created::at(uri, value)`, `Accepted::at(uri, value)` or `Redirect::to(uri)`"
        }
        "set-cookie" => "drop it: set a cookie where it is made, not on every response",
        "cache-control" => "write `cache = \"...\"`",
        "transfer-encoding" | "connection" | "date" | "trailer" | "upgrade" | "keep-alive" => {
            "drop it: the server sends it"
        }
        _ => return None,
    })
}
