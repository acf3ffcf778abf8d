//! The index of the rules, by what one is doing: `docs/rules/README.md`, the front page of `steadfast::rules`, and the part of
//! the book's table of contents.

use std::fmt::Write as _;

/// What one is doing, and the rules that one meets then.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "Declare a status",
        &[
            "unknown_status",
            "error_status_as_success",
            "duplicate_status",
            "post_returns_200",
            "delete_returns_body",
            "safe_method_status",
            "body_on_bodiless_status",
            "created_without_location",
            "accepted_without_task",
            "redirect_without_location",
            "missing_response_status",
        ],
    ),
    (
        "Declare a response",
        &[
            "missing_response_model",
            "untyped_response",
            "not_a_response_model",
            "unpaged_list",
            "request_model_as_response",
            "unknown_field",
            "hidden_by_omit",
            "bad_media_type",
        ],
    ),
    (
        "Write a response model",
        &[
            "sensitive_field",
            "untyped_field",
            "bytes_as_numbers",
            "opaque_serialization",
            "not_an_object",
            "duplicate_field_name",
        ],
    ),
    (
        "Return from a handler",
        &[
            "wrong_model",
            "undeclared_status",
            "unreachable_status",
            "ambiguous_status",
            "undeclared_error",
        ],
    ),
    (
        "Declare an error",
        &[
            "missing_error_status",
            "success_status_as_error",
            "duplicate_error_code",
            "unauthorized_without_challenge",
            "missing_required_header",
            "leaky_server_error",
            "sensitive_error_field",
        ],
    ),
    (
        "Declare a header",
        &["bad_header", "bad_cache_control", "cache_on_unsafe_method"],
    ),
    (
        "Read a request",
        &[
            "bad_path",
            "path_params_mismatch",
            "not_an_extractor",
            "body_on_safe_method",
            "body_extractor_not_last",
        ],
    ),
    (
        "Make an exception",
        &["unknown_rule", "allow_without_reason", "unused_allow"],
    ),
];

const INTRODUCTION: &str = "\
Each rule has a page, with code that breaks it, what the compiler says of that code, and the code as it should be. Every message
ends with the name of its rule, in brackets. A rule whose description begins with \"A warning\" lets the program compile.

Where a rule does not apply, `allow(rule, reason = \"..\")` on the route, the model, the field or the error switches it off. The
reason is mandatory. A rule that the document depends on cannot be switched off.
";

/// The rules of all groups.
pub fn listed() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|(_, slugs)| slugs.iter().copied())
}

/// The index, in which a rule is written as this link to its page. The second function returns what is wrong, in a sentence.
pub fn index(link: impl Fn(&str) -> String, fault: impl Fn(&str) -> String) -> String {
    let mut index = format!("# The rules\n\n{INTRODUCTION}");
    for (doing, slugs) in GROUPS {
        let _ = write!(
            index,
            "\n## {doing}\n\n| rule | what is wrong |\n|---|---|\n"
        );
        for slug in *slugs {
            let _ = writeln!(index, "| {} | {} |", link(slug), fault(slug));
        }
    }
    index
}

/// The rules in the book's table of contents.
pub fn contents() -> String {
    let mut contents = String::from("- [The rules](rules/README.md)\n");
    for (doing, slugs) in GROUPS {
        let _ = writeln!(contents, "  - [{doing}]()");
        for slug in *slugs {
            let _ = writeln!(contents, "    - [`{slug}`](rules/{slug}.md)");
        }
    }
    contents
}
