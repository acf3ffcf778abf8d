//! `media_type` is malformed, or the response already has a media type.
//!
//! `media_type = "application/pdf"` gives the media type of `Bytes`, a `File`, a `ByteStream`, `JsonLines`, `Text` or `Html`; it
//! appears in the document and in `Content-Type`. A model is JSON, so its media type is `application/json` or ends with `+json`:
//! `application/geo+json`. Every other kind of response has its own media type. A range such as `image/*` is for responses in which each value names its media type: a `File` by its name or its
//! `content_type`, a `ByteStream` by its `content_type`. JSON sent as bytes would bypass the checks on models: declare
//! the model.

use super::{Assertion, Judge, Rule, Subject};
use crate::model::types::{Role, role_of};
use crate::model::{ErrorType, Route, essence, is_media_range, media_type_fault};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);
pub const ON_ERRORS: Rule<ErrorType> = Rule::of_the_contract(module_path!(), check_error);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(media_type) = &route.media_type else {
        return;
    };
    let text = media_type.value();
    let essence = essence(&text).to_ascii_lowercase();
    let is_json = essence == "application/json" || essence.ends_with("+json");
    let assertion = match is_media_range(&text) {
        true => "bad_media_range",
        false if is_json => "bad_json_media_type",
        false => "bad_media_type",
    };
    let place = Place::of(media_type);
    judge.assert(Assertion::new(assertion, Subject::Body, place));
    let role = route
        .response
        .as_ref()
        .and_then(|response| role_of(&response.ty));
    let (message, note, help) = if let Some(fault) = media_type_fault(&text) {
        (
            format!("{text:?} is not a media type: it {fault}"),
            "RFC 9110 section 8.3.1: a type, a `/`, a subtype, and any parameters after a `;`",
            "write `media_type = \"application/pdf\"`, or a range: `media_type = \"image/*\"`",
        )
    } else if route.response.is_none() {
        (
            format!("`{text}` is declared, but the response has no body"),
            "`Content-Type` describes a body (RFC 9110 section 8.3)",
            "drop `media_type`, or declare `response = Bytes`, `File` or `ByteStream`",
        )
    } else if is_json && matches!(role, Some(Role::Kind | Role::Text)) {
        (
            format!("`{text}` is declared, but no model describes it"),
            "only a type that lists its fields can be checked, filtered and documented",
            "declare the model: `response = Model`",
        )
    } else {
        // The compiler judges.
        return;
    };
    judge.report(
        Diagnostic::new(Place::of(media_type), message)
            .note(note)
            .help(help),
    );
}

/// The model of an error is JSON, whatever its media type is called.
fn check_error(error: &ErrorType, judge: &mut Judge<'_>) {
    for (_, declared) in error.declared() {
        let Some(media_type) = declared
            .body
            .as_ref()
            .and_then(|body| body.media_type.as_ref())
        else {
            continue;
        };
        let text = media_type.value();
        let essence = essence(&text).to_ascii_lowercase();
        let (message, note) = if let Some(fault) = media_type_fault(&text) {
            (
                format!("{text:?} is not a media type: it {fault}"),
                "RFC 9110 section 8.3.1: a type, a `/`, a subtype, and any parameters after a `;`",
            )
        } else if !(essence == "application/json" || essence.ends_with("+json")) {
            (
                format!("`{text}` is declared, but a model is sent as JSON"),
                "a client reads the body as what `Content-Type` says (RFC 9110 section 8.3)",
            )
        } else {
            continue;
        };
        judge.report(
            Diagnostic::new(Place::of(media_type), message)
                .note(note)
                .help("write `media_type = \"application/vnd.shop+json\"`, or drop it for `application/json`"),
        );
    }
}
