//! `src/editor.rs` is made from the tables of the arguments and the lists of the rules.
//!
//! `STEADFAST_WRITE=1 cargo test -p response-macros editor` writes it.

use std::fmt::Write as _;
use std::path::Path;

use http::StatusCode;

use crate::attr::grammar::{Entry, Grammar};
use crate::attr::{error, headers, model, responses, route};
use crate::model::{ErrorType, HeaderSet, Model, ResponseSet, Route, status};
use crate::rules::allowed;

const METHODS: &[(&str, &str)] = &[
    (
        "get",
        "reads, without a body; the status is 200 unless one is declared (RFC 9110 section 9.3.1)",
    ),
    (
        "post",
        "creates or processes; the status is 201 unless one is declared (RFC 9110 section 9.3.3)",
    ),
    (
        "put",
        "replaces; the status is 200 unless one is declared (RFC 9110 section 9.3.4)",
    ),
    (
        "patch",
        "changes a part; the status is 200 unless one is declared (RFC 5789 section 2)",
    ),
    (
        "delete",
        "removes; the status is 204 unless one is declared (RFC 9110 section 9.3.5)",
    ),
    (
        "head",
        "reads, and is answered without the body (RFC 9110 section 9.3.2)",
    ),
    ("options", "asks what may be done (RFC 9110 section 9.3.7)"),
];

/// A constant as rustfmt writes it.
fn constant(text: &mut String, name: &str, docs: &str, ty: &str, value: &str) {
    let declared = format!("    pub const {name}: {ty} =");
    let value = match format!("{declared} {value};") {
        line if line.len() <= 100 => line,
        _ => format!("{declared}\n        {value};"),
    };
    let _ = write!(text, "    /// {}\n{value}\n", docs.trim());
}

/// A word of an attribute. No item can have the name of a keyword.
fn word(text: &mut String, name: &str, docs: &str) {
    if syn::parse_str::<syn::Ident>(name).is_ok() {
        constant(text, name, docs, "&str", &format!("{name:?}"));
    }
}

fn module(text: &mut String, name: &str, docs: &str, content: impl FnOnce(&mut String)) {
    let _ = write!(text, "\n/// {docs}\npub mod {name} {{\n");
    content(text);
    text.push_str("}\n");
}

fn keys<G: Grammar>(text: &mut String, name: &str, docs: &str) {
    module(text, name, &format!("The arguments of {docs}."), |text| {
        for Entry { name, doc } in G::entries() {
            word(text, name, doc);
        }
    });
}

fn statuses(text: &mut String, name: &str, docs: &str, is_listed: impl Fn(u16) -> bool) {
    module(text, name, docs, |text| {
        text.push_str("    use http::StatusCode;\n");
        for (code, name) in status::ALL.iter().filter(|(code, _)| is_listed(*code)) {
            let reason = StatusCode::from_u16(*code)
                .ok()
                .and_then(|code| code.canonical_reason());
            let reason = reason.unwrap_or_default();
            let docs = format!("{code} {reason}");
            constant(
                text,
                name,
                &docs,
                "StatusCode",
                &format!("StatusCode::{name}"),
            );
        }
    });
}

fn rules(text: &mut String, name: &str, docs: &str, slugs: Vec<&str>) {
    let docs = format!("The rules that `allow(..)` switches off on {docs}.");
    module(text, name, &docs, |text| {
        let mut slugs = slugs;
        slugs.sort_unstable();
        if let [slug] = slugs[..] {
            let _ = writeln!(text, "    pub use crate::rules::{slug};");
            return;
        }
        text.push_str("    pub use crate::rules::{");
        let mut width = 100;
        for slug in slugs {
            // As rustfmt breaks a line.
            if width + slug.len() + 2 > 100 {
                text.push_str("\n       ");
                width = 7;
            }
            let _ = write!(text, " {slug},");
            width += slug.len() + 2;
        }
        text.push_str("\n    };\n");
    });
}

fn items() -> String {
    let mut text = String::from(
        "//! The arguments of the macros as items, which only an editor names: it completes them and shows their docs.\n\
         // Written by `STEADFAST_WRITE=1 cargo test -p response-macros editor`.\n\
         #![allow(non_upper_case_globals)]\n\n\
         pub use http::StatusCode;\n",
    );
    let text = &mut text;
    module(text, "method", "The methods of a `#[route]`.", |text| {
        for (name, docs) in METHODS {
            let docs = format!("`{}`: {docs}", name.to_uppercase());
            word(text, name, &docs);
        }
    });
    keys::<route::Arguments>(text, "route", "`#[route]`, after the method and the path");
    keys::<route::Dates>(text, "deprecated", "`deprecated(..)`");
    module(
        text,
        "reason",
        "What `allow(..)` takes beside the rule.",
        |text| {
            let docs = "`reason = \"a search\"`: why the rule does not hold here, for whoever reviews the service";
            word(text, "reason", docs);
        },
    );
    keys::<model::Container>(text, "model", "`#[response]` on a model");
    keys::<model::Variant>(
        text,
        "model_variant",
        "`#[response]` on a variant of a model",
    );
    keys::<model::Field>(text, "model_field", "`#[response]` on a field of a model");
    keys::<error::OfEnum>(text, "error_enum", "`#[response]` on an enum of errors");
    keys::<(error::Arguments, error::OfStruct)>(
        text,
        "error_struct",
        "`#[response]` on an error that is a struct",
    );
    keys::<error::Arguments>(text, "error_variant", "`#[response]` on an error");
    keys::<error::OfField>(text, "error_field", "`#[response]` on a field of an error");
    keys::<responses::Container>(text, "responses", "`#[response]` on a set of responses");
    keys::<responses::Arguments>(
        text,
        "responses_variant",
        "`#[response]` on a response of a set",
    );
    keys::<headers::Container>(text, "headers", "`#[response]` on a struct of headers");
    keys::<headers::Field>(text, "headers_field", "`#[response]` on a header");
    module(text, "format", "The formats of errors.", |text| {
        text.push_str("    pub use response_core::ErrorFormat::{Detail, Problem, Structured};\n");
    });
    statuses(text, "success", "The statuses of a success.", |code| {
        (200..400).contains(&code)
    });
    statuses(text, "failure", "The statuses of an error.", |code| {
        code >= 400
    });
    rules(text, "rules_of_route", "a route", allowed::<Route>());
    rules(text, "rules_of_models", "a model", allowed::<Model>());
    rules(text, "rules_of_errors", "an error", allowed::<ErrorType>());
    rules(
        text,
        "rules_of_responses",
        "a set of responses",
        allowed::<ResponseSet>(),
    );
    rules(
        text,
        "rules_of_headers",
        "a struct of headers",
        allowed::<HeaderSet>(),
    );
    std::mem::take(text)
}

#[test]
fn the_items_are_those_of_the_tables() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/editor.rs");
    let items = items();
    if std::env::var_os("STEADFAST_WRITE").is_some() {
        std::fs::write(&path, &items).expect("src/editor.rs");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == items,
        "src/editor.rs is stale: run `STEADFAST_WRITE=1 cargo test -p response-macros editor`"
    );
}

#[test]
fn every_method_is_described() {
    let described: Vec<_> = METHODS.iter().map(|(name, _)| *name).collect();
    assert_eq!(described, route::METHODS);
}
