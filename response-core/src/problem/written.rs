//! The bytes of a problem in the formats that an app has by itself.

use bytes::Bytes;
use serde_json::Value;

use super::details::Members;
use super::fault::{Fault, Loc};
use crate::json::{self, Out};

/// The media type of a problem document (RFC 9457 section 3).
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// About as many bytes as the names of members take, and a limit.
const NAMES: usize = 64;

/// The problem document (RFC 9457).
pub(super) fn document(problem: &Members) -> Bytes {
    collected(problem, |out| {
        let mut out = out
            .str(br#"{"type":"#, &problem.type_uri)
            .str(br#","title":"#, &problem.title)
            .u64(br#","status":"#, problem.status.as_u16().into());
        if let Some(detail) = &problem.detail {
            out = out.str(br#","detail":"#, detail);
        }
        if let Some(instance) = &problem.instance {
            out = out.str(br#","instance":"#, instance);
        }
        if let Some(code) = &problem.code {
            out = out.str(br#","code":"#, code);
        }
        if let Some(id) = &problem.request_id {
            out = out.str(br#","request_id":"#, id);
        }
        if !problem.errors.is_empty() {
            out = faults(out.literal(br#","errors":"#), &problem.errors);
        }
        extensions(out, problem, |_| true).literal(b"}")
    })
}

/// FastAPI's format.
pub(super) fn detail(problem: &Members) -> Bytes {
    collected(problem, |out| {
        let out = if problem.errors.is_empty() {
            out.str(br#"{"detail":"#, said(problem))
        } else {
            faults(out.literal(br#"{"detail":"#), &problem.errors)
        };
        extensions(out, problem, |_| true).literal(b"}")
    })
}

/// The members that [`structured`] writes itself.
const STRUCTURED_MEMBERS: [&str; 5] = ["error", "detail", "code", "request_id", "errors"];

/// The format with a member `error`.
pub(super) fn structured(problem: &Members) -> Bytes {
    collected(problem, |out| {
        let out = out
            .str(br#"{"error":"#, &problem.title)
            .str(br#","detail":"#, said(problem));
        let out = match &problem.code {
            Some(code) => out.str(br#","code":"#, code),
            None => out.null(br#","code":"#),
        };
        let mut out = match &problem.request_id {
            Some(id) => out.str(br#","request_id":"#, id),
            None => out.null(br#","request_id":"#),
        };
        if !problem.errors.is_empty() {
            out = faults(out.literal(br#","errors":"#), &problem.errors);
        }
        let is_extension = |name: &str| !STRUCTURED_MEMBERS.contains(&name);
        extensions(out, problem, is_extension).literal(b"}")
    })
}

fn said(problem: &Members) -> &str {
    problem.detail.as_ref().unwrap_or(&problem.title)
}

fn collected(problem: &Members, write: impl FnOnce(Out<'_>) -> Out<'_>) -> Bytes {
    let texts = [
        Some(&problem.type_uri),
        Some(&problem.title),
        problem.detail.as_ref(),
        problem.instance.as_ref(),
        problem.code.as_ref(),
        problem.request_id.as_ref(),
    ];
    let texts: usize = texts.into_iter().flatten().map(|text| text.len()).sum();
    let faults: usize = problem.errors.iter().map(length).sum();
    let size = 2 * NAMES + texts + faults + NAMES * problem.extensions.len();
    // Strings, whole numbers and JSON values: writing them cannot fail.
    json::collect_body(size, write).unwrap_or_default()
}

fn length(fault: &Fault) -> usize {
    let loc = fault.loc.iter().map(|step| match step {
        Loc::Key(key) => key.len() + 3,
        Loc::Index(_) => 8,
    });
    NAMES + fault.msg.len() + fault.kind.len() + loc.sum::<usize>()
}

fn faults<'b>(out: Out<'b>, faults: &[Fault]) -> Out<'b> {
    out.each(*b"[]", faults.iter(), |out, before, fault| {
        let out = out.literal(before).literal(br#"{"loc":"#);
        let out = out.each(*b"[]", fault.loc.iter(), |out, before, step| match step {
            Loc::Key(key) => out.str(before, key),
            Loc::Index(index) => out.u64(before, *index as u64),
        });
        let mut out = out
            .str(br#","msg":"#, &fault.msg)
            .str(br#","type":"#, fault.kind);
        if let Some(limit) = &fault.limit {
            out = value(out.literal(br#","limit":"#), limit);
        }
        out.literal(b"}")
    })
}

fn extensions<'b>(
    mut out: Out<'b>,
    problem: &Members,
    is_written: impl Fn(&str) -> bool,
) -> Out<'b> {
    for (name, extension) in &problem.extensions {
        if is_written(name) {
            out = value(out.str(b",", name).literal(b":"), extension);
        }
    }
    out
}

fn value<'b>(out: Out<'b>, value: &Value) -> Out<'b> {
    match value {
        Value::String(text) => out.str(b"", text),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => out.u64(b"", number),
            (None, Some(number)) => out.i64(b"", number),
            (None, None) => out.serde(number),
        },
        other => out.serde(other),
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use serde_json::json;

    use super::*;
    use crate::Problem;

    #[test]
    fn the_document_is_what_serde_writes() {
        let bare = Problem::new(StatusCode::NOT_FOUND);
        let whole = Problem::new(StatusCode::UNPROCESSABLE_ENTITY)
            .type_uri("https://example.com/\u{1f600}")
            .title("a \"title\"\n")
            .detail("\u{1}\\")
            .instance("/a%20b")
            .code("code")
            .request_id("r-1")
            .errors([
                Fault::new([Loc::from("body"), Loc::from(7)], "no", "value_error").limit(18),
                Fault::new(["query"], "\u{e9}", "missing").limit("a\"b"),
                Fault::new(Vec::<Loc>::new(), "", "range").limit(-1.5),
            ])
            .extension("a \"name\"", json!({ "b": [1, null, -2, 1e300], "c": "d" }))
            .extension("least", i64::MIN)
            .extension("most", u64::MAX)
            .extension("none", Value::Null);
        for problem in [bare, whole] {
            let written = String::from_utf8(document(&problem).to_vec()).unwrap();
            assert_eq!(written, serde_json::to_string(&problem).unwrap());
        }
    }
}
