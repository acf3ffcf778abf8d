//! `media_type` is malformed, or the response has a media type of its own.
//!
//! `media_type = "application/pdf"` says what `Bytes`, a `File` or a `ByteStream` are; the document and `Content-Type`
//! repeat it. A model is JSON, and every other kind brings its media type. A range such as `image/*` is for values that
//! say which type each of them is: a `File` by its name or its `content_type`, a `ByteStream` by its `content_type`.
//! JSON as bytes would go past the firewall: declare the model.

use super::{Assertion, Judge, Rule, Subject};
use crate::model::{Route, essence, is_media_range, media_type_fault};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(media_type) = &route.media_type else {
        return;
    };
    let assertion = if is_media_range(&media_type.value()) {
        "assert_media_range"
    } else {
        "assert_media_type"
    };
    let place = Place::of(media_type);
    judge.assert(Assertion::new(assertion, Subject::Body, place));
    let text = media_type.value();
    let essence = essence(&text).to_ascii_lowercase();
    let (message, note, help) = if let Some(fault) = media_type_fault(&text) {
        (
            format!("{text:?} is no media type: it {fault}"),
            "RFC 9110 section 8.3.1: a type, a `/`, a subtype, and parameters behind `;`",
            "write `media_type = \"application/pdf\"`, or a range: `media_type = \"image/*\"`",
        )
    } else if route.response.is_none() {
        (
            format!("`{text}` is declared, but the response has no body"),
            "`Content-Type` describes a body (RFC 9110 section 8.3)",
            "drop `media_type`, or declare `response = Bytes`, `File` or `ByteStream`",
        )
    } else if essence == "application/json" || essence.ends_with("+json") {
        (
            format!("`{text}` is declared for bytes that nothing describes"),
            "only a type that lists its fields can be checked, filtered and documented",
            "declare the model: `response = Model`",
        )
    } else {
        return;
    };
    judge.report(
        Diagnostic::new(Place::of(media_type), message)
            .note(note)
            .help(help),
    );
}
