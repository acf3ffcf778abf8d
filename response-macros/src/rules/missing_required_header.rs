//! An error lacks a header that its status requires.
//!
//! RFC 9110 requires `Allow` with a 405 (section 15.5.6), `Proxy-Authenticate` with a 407 (15.5.8), `Content-Range`
//! with a 416 (15.5.17) and `Upgrade` with a 426 (15.5.22). Add `header("Allow" = "GET, POST")`; if the value is known
//! only at run time, name a field: `header("Content-Range" = range)`.

use super::{Judge, Rule};
use crate::model::ErrorType;
use crate::report::Diagnostic;

pub const RULE: Rule<ErrorType> = Rule::of_tokens(module_path!(), check);

struct Required {
    status: u16,
    header: &'static str,
    section: &'static str,
    /// What to add.
    argument: &'static str,
}

const REQUIRED: &[Required] = &[
    Required {
        status: 405,
        header: "Allow",
        section: "15.5.6",
        argument: "header(\"Allow\" = \"GET, POST\")",
    },
    Required {
        status: 407,
        header: "Proxy-Authenticate",
        section: "15.5.8",
        argument: "challenge = \"Basic\"",
    },
    Required {
        status: 416,
        header: "Content-Range",
        section: "15.5.17",
        argument: "header(\"Content-Range\" = range)",
    },
    Required {
        status: 426,
        header: "Upgrade",
        section: "15.5.22",
        argument: "header(\"Upgrade\" = \"HTTP/2.0\")",
    },
];

fn check(error: &ErrorType, judge: &mut Judge<'_>) {
    for (variant, declared) in error.declared() {
        let Some((code, place)) = declared.known_status() else {
            continue;
        };
        let Some(required) = REQUIRED.iter().find(|required| required.status == code) else {
            continue;
        };
        let Required {
            header,
            section,
            argument,
            ..
        } = required;
        if declared.carries(header) || declared.has_unread_header {
            continue;
        }
        judge.report_at(
            error.allows_at(variant),
            Diagnostic::new(
                place,
                format!("`{}` declares {code} without `{header}`", variant.name),
            )
            .note(format!(
                "a {code} response must carry `{header}` (RFC 9110 section {section})"
            ))
            .help(format!("add `{argument}`")),
        );
    }
}
