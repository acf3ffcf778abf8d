//! The responses that the completing layer makes from a success, for the document: a 304, parts of the content, a 412, a
//! 416.

use http::header::{ETAG, LAST_MODIFIED};
use serde_json::json;

use super::{Content, ErrorAnswer, Header, Operation, Success};
use crate::message::representation::NOT_IN_A_304;
use crate::problem::{ErrorOrigin, Problem};

/// Adds to the document the 304 and the 412 that the completing layer answers if a success names its version. The 304
/// keeps some of the headers.
pub fn describe_preconditions(operation: &mut Operation<'_>) {
    let route = operation.route;
    let is_read = matches!(route.method, "GET" | "HEAD");
    let is_validator = |name: &str| {
        name.eq_ignore_ascii_case(ETAG.as_str())
            || name.eq_ignore_ascii_case(LAST_MODIFIED.as_str())
    };
    let is_static = route.headers.iter().any(|(name, _)| is_validator(name));
    let tells_version = |success: &&Success| {
        let mut headers = success.headers.iter();
        success.status == 200 && (is_static || headers.any(|header| is_validator(header.name)))
    };
    let Some(success) = operation.successes.iter().find(tells_version) else {
        return;
    };
    if !is_read || operation.successes.iter().any(|known| known.status == 304) {
        return;
    }
    let mut not_modified = Success {
        status: 304,
        headers: success.headers.clone(),
        content: Vec::new(),
        reply_headers: success.reply_headers.clone(),
    };
    not_modified.headers.retain(|header| {
        !NOT_IN_A_304
            .iter()
            .any(|name| header.name.eq_ignore_ascii_case(name.as_str()))
    });
    operation.successes.push(not_modified);
    let outer = operation.set_origin(ErrorOrigin::Layer);
    operation.add_error(Problem::precondition_failed().described());
    operation.restore_source(outer);
}

/// Adds to the document the responses that the completing layer makes from a 200 with ranges.
pub(crate) fn describe_ranges(operation: &mut Operation<'_>, success: &mut Success) {
    // The layer does not see the responses of others.
    if operation.is_sent {
        return;
    }
    success.headers.push(
        Header::string("Accept-Ranges", "The unit in which `Range` is supported")
            .schema(json!({ "type": "string", "const": "bytes" })),
    );
    // Ranges and validators are for a GET that is answered 200 (RFC 9110 sections 13.2 and 14.2).
    if operation.route.method != "GET" || success.status != 200 {
        return;
    }
    let mut partial = Success {
        status: 206,
        headers: success.headers.clone(),
        content: success.content.clone(),
        reply_headers: success.reply_headers.clone(),
    };
    partial.headers.push(
        Header::string(
            "Content-Range",
            "Which bytes these are; of several ranges, each part says it",
        )
        .optional(),
    );
    partial
        .content
        .push(Content::new("multipart/byteranges", json!({})));
    operation.successes.push(partial);
    let outer = operation.set_origin(ErrorOrigin::Layer);
    operation.add_error(Problem::precondition_failed().described());
    operation.add_error(ErrorAnswer {
        description: Some("No byte of the content is in the range that was asked for.".to_owned()),
        headers: vec![Header::string(
            "Content-Range",
            "The length of the content: `bytes */1234`",
        )],
        ..ErrorAnswer::new(416, "range_not_satisfiable")
    });
    operation.restore_source(outer);
}
