//! What public lists call breaking: each row of the table in `docs/compat.md` is tried.

use std::fmt::Write as _;
use std::{env, fs};

use super::api::{base, create, input, list, output, set};
use serde_json::{Value, json};
use steadfast::compat::Verdict::{Breaking, Compatible, Risky, SourceBreaking};
use steadfast::compat::{Changes, Kind, Verdict};

/// One side of a pair is the base, the other has this edit.
enum Edit {
    New(fn(&mut Value)),
    Old(fn(&mut Value)),
}

use Edit::{New, Old};

struct Row {
    what: &'static str,
    /// Who lists it: oasdiff, Zalando, Google, Microsoft, Stripe.
    lists: &'static str,
    edit: Edit,
    kind: Kind,
    verdict: Verdict,
}

const fn row(
    what: &'static str,
    lists: &'static str,
    edit: Edit,
    kind: Kind,
    verdict: Verdict,
) -> Row {
    Row {
        what,
        lists,
        edit,
        kind,
        verdict,
    }
}

fn rows() -> Vec<Row> {
    vec![
        // Operations.
        row(
            "a path is gone",
            "oasdiff, Google, Microsoft",
            New(|d| set(d, "/paths/~1users~1{id}", json!(null))),
            Kind::OperationRemoved,
            Breaking,
        ),
        row(
            "a method of a path is gone",
            "oasdiff, Google, Microsoft",
            New(|d| set(d, "/paths/~1users/post", json!(null))),
            Kind::OperationRemoved,
            Breaking,
        ),
        row(
            "an operation is new",
            "oasdiff, Stripe",
            Old(|d| set(d, "/paths/~1users/post", json!(null))),
            Kind::OperationAdded,
            Compatible,
        ),
        row(
            "an operation is deprecated",
            "oasdiff, Zalando",
            New(|d| list(d, "/deprecated", json!(true))),
            Kind::Deprecated,
            Compatible,
        ),
        row(
            "an operation is no longer deprecated",
            "oasdiff",
            Old(|d| list(d, "/deprecated", json!(true))),
            Kind::Undeprecated,
            Compatible,
        ),
        row(
            "the operation id changes",
            "oasdiff",
            New(|d| list(d, "/operationId", json!("users"))),
            Kind::OperationIdChanged,
            SourceBreaking,
        ),
        row(
            "the first tag changes",
            "oasdiff",
            New(|d| list(d, "/tags/0", json!("people"))),
            Kind::TagChanged,
            SourceBreaking,
        ),
        row(
            "a component has another name",
            "oasdiff, Google",
            New(|d| {
                let user = d["components"]["schemas"]["UserIn"].clone();
                set(d, "/components/schemas/NewUser", user);
                create(
                    d,
                    "/requestBody/content/application~1json/schema/$ref",
                    json!("#/components/schemas/NewUser"),
                );
            }),
            Kind::ComponentRenamed,
            SourceBreaking,
        ),
        row(
            "a server is gone",
            "oasdiff",
            New(|d| set(d, "/servers/0/url", json!("https://b.example.org"))),
            Kind::ServerRemoved,
            Risky,
        ),
        row(
            "a server is new",
            "",
            New(|d| set(d, "/servers/-", json!({ "url": "https://b.example.org" }))),
            Kind::ServerAdded,
            Compatible,
        ),
        // Parameters.
        row(
            "a parameter of the path has another name",
            "Google",
            New(|d| {
                let item = d["paths"]["/users/{id}"].clone();
                set(d, "/paths/~1users~1{id}", json!(null));
                set(d, "/paths/~1users~1{user}", item);
                set(
                    d,
                    "/paths/~1users~1{user}/delete/parameters/0/name",
                    json!("user"),
                );
            }),
            Kind::PathParameterRenamed,
            SourceBreaking,
        ),
        row(
            "a required parameter is new",
            "oasdiff, Zalando, Google, Microsoft",
            Old(|d| list(d, "/parameters/3", json!(null))),
            Kind::ParameterAdded,
            Breaking,
        ),
        row(
            "an optional parameter is new",
            "oasdiff, Zalando, Google, Stripe",
            Old(|d| list(d, "/parameters/1", json!(null))),
            Kind::ParameterAdded,
            Compatible,
        ),
        row(
            "a parameter is gone",
            "oasdiff, Google, Microsoft",
            New(|d| list(d, "/parameters/1", json!(null))),
            Kind::ParameterRemoved,
            Risky,
        ),
        row(
            "a parameter becomes required",
            "oasdiff, Zalando",
            New(|d| list(d, "/parameters/1/required", json!(true))),
            Kind::ParameterRequired,
            Breaking,
        ),
        row(
            "a parameter becomes optional",
            "oasdiff",
            New(|d| list(d, "/parameters/3/required", json!(null))),
            Kind::ParameterOptional,
            Compatible,
        ),
        row(
            "a limit of pages gets smaller",
            "oasdiff, Google",
            New(|d| list(d, "/parameters/0/schema/maximum", json!(50))),
            Kind::ConstraintTightened,
            Breaking,
        ),
        row(
            "a limit of pages gets larger",
            "oasdiff",
            New(|d| list(d, "/parameters/0/schema/maximum", json!(200))),
            Kind::ConstraintLoosened,
            Compatible,
        ),
        row(
            "the default of a parameter changes",
            "oasdiff, Google",
            New(|d| list(d, "/parameters/0/schema/default", json!(10))),
            Kind::DefaultChanged,
            Risky,
        ),
        row(
            "a value of a parameter's enum is gone",
            "oasdiff, Zalando",
            New(|d| list(d, "/parameters/1/schema/enum/1", json!(null))),
            Kind::EnumValueRemoved,
            Breaking,
        ),
        row(
            "a value of a parameter's enum is new",
            "oasdiff, Zalando",
            New(|d| list(d, "/parameters/1/schema/enum/-", json!("id"))),
            Kind::EnumValueAdded,
            Compatible,
        ),
        row(
            "a parameter takes any text instead of a number",
            "oasdiff",
            New(|d| list(d, "/parameters/2/schema/items", json!({ "type": "string" }))),
            Kind::TypeChanged,
            Compatible,
        ),
        row(
            "a parameter takes a number instead of any text",
            "oasdiff, Google",
            Old(|d| list(d, "/parameters/2/schema/items", json!({ "type": "string" }))),
            Kind::TypeChanged,
            Breaking,
        ),
        row(
            "a list of a parameter is written in another style",
            "oasdiff",
            New(|d| list(d, "/parameters/2/explode", json!(false))),
            Kind::ParameterStyleChanged,
            Breaking,
        ),
        row(
            "a text of a parameter has to be shorter",
            "oasdiff",
            New(|d| list(d, "/parameters/3/schema/maxLength", json!(5))),
            Kind::ConstraintTightened,
            Breaking,
        ),
        // Request bodies.
        row(
            "a required body is new",
            "oasdiff",
            Old(|d| create(d, "/requestBody", json!(null))),
            Kind::RequestBodyAdded,
            Breaking,
        ),
        row(
            "a body is no longer read",
            "oasdiff",
            New(|d| create(d, "/requestBody", json!(null))),
            Kind::RequestBodyRemoved,
            Risky,
        ),
        row(
            "a body becomes required",
            "oasdiff",
            Old(|d| create(d, "/requestBody/required", json!(null))),
            Kind::RequestBodyRequired,
            Breaking,
        ),
        row(
            "a body becomes optional",
            "oasdiff",
            New(|d| create(d, "/requestBody/required", json!(null))),
            Kind::RequestBodyOptional,
            Compatible,
        ),
        row(
            "a media type of a request is gone",
            "oasdiff",
            New(|d| {
                create(
                    d,
                    "/requestBody/content/application~1x-www-form-urlencoded",
                    json!(null),
                );
            }),
            Kind::MediaTypeRemoved,
            Breaking,
        ),
        row(
            "a media type of a request is new",
            "oasdiff",
            Old(|d| {
                create(
                    d,
                    "/requestBody/content/application~1x-www-form-urlencoded",
                    json!(null),
                );
            }),
            Kind::MediaTypeAdded,
            Compatible,
        ),
        row(
            "a required member of a request is new",
            "oasdiff, Zalando, Google, Microsoft",
            New(|d| {
                input(d, "/properties/pin", json!({ "type": "string" }));
                input(d, "/required/-", json!("pin"));
            }),
            Kind::MemberAdded,
            Breaking,
        ),
        row(
            "an optional member of a request is new",
            "oasdiff, Zalando, Google, Stripe",
            New(|d| input(d, "/properties/pin", json!({ "type": "string" }))),
            Kind::MemberAdded,
            Compatible,
        ),
        row(
            "a member of a request is gone, or renamed",
            "oasdiff, Zalando, Google, Microsoft",
            New(|d| input(d, "/properties/nick", json!(null))),
            Kind::MemberRemoved,
            Risky,
        ),
        row(
            "a member of a request becomes required",
            "oasdiff, Zalando, Google",
            New(|d| input(d, "/required/-", json!("age"))),
            Kind::MemberRequired,
            Breaking,
        ),
        row(
            "a member of a request becomes optional",
            "oasdiff, Zalando",
            New(|d| input(d, "/required/0", json!(null))),
            Kind::MemberOptional,
            Compatible,
        ),
        row(
            "unknown members of a request are refused",
            "Zalando",
            New(|d| input(d, "/additionalProperties", json!(false))),
            Kind::ObjectClosed,
            Breaking,
        ),
        row(
            "unknown members of a request are ignored",
            "Zalando",
            Old(|d| input(d, "/additionalProperties", json!(false))),
            Kind::ObjectOpened,
            Compatible,
        ),
        row(
            "a member of a request may not be null",
            "oasdiff",
            New(|d| input(d, "/properties/nick/type", json!("string"))),
            Kind::NullForbidden,
            Breaking,
        ),
        row(
            "a member of a request may be null",
            "oasdiff",
            New(|d| input(d, "/properties/age/type", json!(["integer", "null"]))),
            Kind::NullAllowed,
            Compatible,
        ),
        row(
            "a member of a request has another type",
            "oasdiff, Zalando, Google, Microsoft",
            New(|d| input(d, "/properties/age", json!({ "type": "string" }))),
            Kind::TypeChanged,
            Breaking,
        ),
        row(
            "a value of a request's enum is gone",
            "oasdiff, Zalando",
            New(|d| input(d, "/properties/role/enum/1", json!(null))),
            Kind::EnumValueRemoved,
            Breaking,
        ),
        row(
            "a value of a request's enum is new",
            "oasdiff, Zalando, Google",
            New(|d| input(d, "/properties/role/enum/-", json!("guest"))),
            Kind::EnumValueAdded,
            Compatible,
        ),
        row(
            "a list of values for what was any text of a request",
            "oasdiff",
            New(|d| input(d, "/properties/nick/enum", json!(["a", null]))),
            Kind::EnumIntroduced,
            Breaking,
        ),
        row(
            "a range of a request gets smaller",
            "oasdiff, Zalando",
            New(|d| input(d, "/properties/age/minimum", json!(18))),
            Kind::ConstraintTightened,
            Breaking,
        ),
        row(
            "a range of a request gets larger",
            "oasdiff, Zalando",
            New(|d| input(d, "/properties/age/maximum", json!(200))),
            Kind::ConstraintLoosened,
            Compatible,
        ),
        row(
            "a list of a request may have fewer items",
            "oasdiff",
            New(|d| input(d, "/properties/tags/maxItems", json!(3))),
            Kind::ConstraintTightened,
            Breaking,
        ),
        row(
            "a list of a request needs more items",
            "oasdiff",
            New(|d| input(d, "/properties/tags/minItems", json!(2))),
            Kind::ConstraintTightened,
            Breaking,
        ),
        row(
            "items of a request have to differ",
            "",
            New(|d| input(d, "/properties/tags/uniqueItems", json!(true))),
            Kind::ConstraintTightened,
            Breaking,
        ),
        row(
            "a text of a request has to match a pattern",
            "oasdiff, Google",
            New(|d| input(d, "/properties/name/pattern", json!("^[0-9]+$"))),
            Kind::PatternChanged,
            Breaking,
        ),
        row(
            "a pattern of a request changes",
            "oasdiff, Google",
            New(|d| input(d, "/properties/zip/pattern", json!("^[0-9]{4}$"))),
            Kind::PatternChanged,
            Risky,
        ),
        row(
            "a pattern of a request is dropped",
            "oasdiff",
            New(|d| input(d, "/properties/zip/pattern", json!(null))),
            Kind::PatternChanged,
            Compatible,
        ),
        row(
            "a text of a request has to have a format",
            "Google",
            New(|d| input(d, "/properties/name/format", json!("email"))),
            Kind::FormatChanged,
            Breaking,
        ),
        row(
            "a format of a request changes",
            "Google",
            New(|d| input(d, "/properties/email/format", json!("uri"))),
            Kind::FormatChanged,
            Risky,
        ),
        row(
            "an alternative of a request is gone",
            "oasdiff",
            New(|d| input(d, "/properties/contact/oneOf/1", json!(null))),
            Kind::VariantRemoved,
            Breaking,
        ),
        row(
            "an alternative of a request is new",
            "oasdiff",
            Old(|d| input(d, "/properties/contact/oneOf/1", json!(null))),
            Kind::VariantAdded,
            Compatible,
        ),
        row(
            "the default of a member changes",
            "oasdiff, Google",
            New(|d| input(d, "/properties/role/default", json!("admin"))),
            Kind::DefaultChanged,
            Risky,
        ),
        // Answers.
        row(
            "a success has a new status",
            "oasdiff, Google",
            New(|d| create(d, "/responses/202", json!({ "description": "Later" }))),
            Kind::StatusAdded,
            Breaking,
        ),
        row(
            "a status is gone",
            "oasdiff",
            Old(|d| create(d, "/responses/202", json!({ "description": "Later" }))),
            Kind::StatusRemoved,
            Compatible,
        ),
        row(
            "an error has a new status",
            "oasdiff, Google, Microsoft",
            New(|d| create(d, "/responses/409", json!({ "description": "Taken" }))),
            Kind::ErrorStatusAdded,
            Breaking,
        ),
        row(
            "an error's status is gone",
            "oasdiff",
            New(|d| list(d, "/responses/404", json!(null))),
            Kind::ErrorStatusRemoved,
            Compatible,
        ),
        row(
            "a code of an error is new",
            "Google, Microsoft",
            New(|d| {
                list(
                    d,
                    "/responses/404/content/application~1problem+json/schema/properties/code/enum/-",
                    json!("gone"),
                );
            }),
            Kind::ErrorCodeAdded,
            Breaking,
        ),
        row(
            "a header of an answer is gone",
            "oasdiff",
            New(|d| list(d, "/responses/200/headers/X-Total", json!(null))),
            Kind::HeaderRemoved,
            Breaking,
        ),
        row(
            "an optional header of an answer is gone",
            "oasdiff",
            New(|d| list(d, "/responses/200/headers/X-Hint", json!(null))),
            Kind::HeaderRemoved,
            Compatible,
        ),
        row(
            "a header of an answer is new",
            "oasdiff, Stripe",
            Old(|d| list(d, "/responses/200/headers/X-Hint", json!(null))),
            Kind::HeaderAdded,
            Compatible,
        ),
        row(
            "a header of an answer may be missing",
            "oasdiff",
            New(|d| list(d, "/responses/200/headers/X-Total/required", json!(false))),
            Kind::HeaderOptional,
            Breaking,
        ),
        row(
            "a header of an answer has another type",
            "oasdiff",
            New(|d| {
                list(
                    d,
                    "/responses/200/headers/X-Total/schema/type",
                    json!("string"),
                );
            }),
            Kind::TypeChanged,
            Breaking,
        ),
        row(
            "the body of an answer is gone",
            "oasdiff",
            New(|d| create(d, "/responses/201/content", json!(null))),
            Kind::ResponseBodyRemoved,
            Breaking,
        ),
        row(
            "a media type of an answer is gone",
            "oasdiff",
            New(|d| list(d, "/responses/200/content/text~1csv", json!(null))),
            Kind::MediaTypeRemoved,
            Breaking,
        ),
        row(
            "a media type of an answer is new",
            "oasdiff",
            Old(|d| list(d, "/responses/200/content/text~1csv", json!(null))),
            Kind::MediaTypeAdded,
            Breaking,
        ),
        row(
            "a member of an answer is gone, or renamed",
            "oasdiff, Zalando, Google, Microsoft",
            New(|d| {
                output(d, "/properties/id", json!(null));
                output(d, "/required/0", json!(null));
            }),
            Kind::MemberRemoved,
            Breaking,
        ),
        row(
            "an optional member of an answer is gone",
            "oasdiff, Zalando, Google",
            New(|d| output(d, "/properties/nick", json!(null))),
            Kind::MemberRemoved,
            Compatible,
        ),
        row(
            "a member of an answer is new",
            "oasdiff, Zalando, Google, Stripe",
            Old(|d| output(d, "/properties/nick", json!(null))),
            Kind::MemberAdded,
            Compatible,
        ),
        row(
            "a member of a closed answer is new",
            "Zalando",
            New(|d| {
                output(
                    d,
                    "/properties/closed/properties/b",
                    json!({ "type": "string" }),
                );
            }),
            Kind::MemberAdded,
            Breaking,
        ),
        row(
            "a member of an answer may be missing",
            "oasdiff, Zalando",
            New(|d| output(d, "/required/0", json!(null))),
            Kind::MemberOptional,
            Breaking,
        ),
        row(
            "a member of an answer is always there",
            "oasdiff, Zalando",
            New(|d| output(d, "/required/-", json!("role"))),
            Kind::MemberRequired,
            Compatible,
        ),
        row(
            "a member of an answer may be null",
            "oasdiff",
            New(|d| output(d, "/properties/age/type", json!(["integer", "null"]))),
            Kind::NullAllowed,
            Breaking,
        ),
        row(
            "a member of an answer is never null",
            "oasdiff",
            New(|d| output(d, "/properties/nick/type", json!("string"))),
            Kind::NullForbidden,
            Compatible,
        ),
        row(
            "a member of an answer has another type",
            "oasdiff, Zalando, Google, Microsoft",
            New(|d| output(d, "/properties/age", json!({ "type": "string" }))),
            Kind::TypeChanged,
            Breaking,
        ),
        row(
            "a value of an answer's enum is new",
            "oasdiff, Zalando, Google, Microsoft",
            New(|d| output(d, "/properties/role/enum/-", json!("guest"))),
            Kind::EnumValueAdded,
            Breaking,
        ),
        row(
            "a value of an answer's enum that is marked to grow is new",
            "oasdiff, Zalando",
            New(|d| output(d, "/properties/plan/enum/-", json!("team"))),
            Kind::EnumValueAdded,
            Risky,
        ),
        row(
            "a value of an answer's enum is gone",
            "oasdiff, Google",
            New(|d| output(d, "/properties/role/enum/1", json!(null))),
            Kind::EnumValueRemoved,
            Compatible,
        ),
        row(
            "a range of an answer gets larger",
            "oasdiff, Zalando",
            New(|d| output(d, "/properties/age/maximum", json!(200))),
            Kind::ConstraintLoosened,
            Breaking,
        ),
        row(
            "a range of an answer gets smaller",
            "oasdiff, Zalando",
            New(|d| output(d, "/properties/age/minimum", json!(18))),
            Kind::ConstraintTightened,
            Compatible,
        ),
        row(
            "a text of an answer may be longer",
            "oasdiff, Stripe",
            New(|d| output(d, "/properties/name/maxLength", json!(null))),
            Kind::ConstraintLoosened,
            Breaking,
        ),
        row(
            "a list of an answer may be longer",
            "oasdiff, Google",
            New(|d| {
                list(
                    d,
                    "/responses/200/content/application~1json/schema/maxItems",
                    json!(200),
                );
            }),
            Kind::ConstraintLoosened,
            Breaking,
        ),
        row(
            "a pattern of an answer is dropped",
            "oasdiff, Stripe",
            New(|d| output(d, "/properties/zip/pattern", json!(null))),
            Kind::PatternChanged,
            Breaking,
        ),
        row(
            "an alternative of an answer is new",
            "oasdiff",
            Old(|d| output(d, "/properties/contact/oneOf/1", json!(null))),
            Kind::VariantAdded,
            Breaking,
        ),
        row(
            "an alternative of an answer is gone",
            "oasdiff",
            New(|d| output(d, "/properties/contact/oneOf/1", json!(null))),
            Kind::VariantRemoved,
            Compatible,
        ),
        // Credentials and webhooks.
        row(
            "a scope is needed",
            "oasdiff",
            New(|d| set(d, "/security/0/bearer/-", json!("list"))),
            Kind::SecurityChanged,
            Breaking,
        ),
        row(
            "a scope is no longer needed",
            "oasdiff",
            New(|d| set(d, "/security/0/bearer/0", json!(null))),
            Kind::SecurityChanged,
            Compatible,
        ),
        row(
            "another credential is needed",
            "oasdiff",
            New(|d| set(d, "/security/0/key", json!([]))),
            Kind::SecurityChanged,
            Breaking,
        ),
        row(
            "another credential will do as well",
            "oasdiff",
            New(|d| set(d, "/security/-", json!({ "key": [] }))),
            Kind::SecurityChanged,
            Compatible,
        ),
        row(
            "a token has another format",
            "oasdiff",
            New(|d| {
                set(
                    d,
                    "/components/securitySchemes/bearer/bearerFormat",
                    json!("JWT"),
                );
            }),
            Kind::SecuritySchemeChanged,
            Risky,
        ),
        row(
            "a webhook is new",
            "oasdiff, Stripe",
            Old(|d| set(d, "/webhooks/user_created", json!(null))),
            Kind::WebhookAdded,
            Compatible,
        ),
        row(
            "a webhook is gone",
            "oasdiff",
            New(|d| set(d, "/webhooks/user_created", json!(null))),
            Kind::WebhookRemoved,
            Risky,
        ),
        row(
            "an answer to a webhook is no longer understood",
            "",
            Old(|d| {
                set(
                    d,
                    "/webhooks/user_created/post/responses/202",
                    json!({ "description": "Later" }),
                );
            }),
            Kind::StatusRemoved,
            Breaking,
        ),
    ]
}

fn changes(edit: &Edit) -> Changes {
    let (mut old, mut new) = (base(), base());
    match edit {
        New(edit) => edit(&mut new),
        Old(edit) => edit(&mut old),
    }
    Changes::between(&old, &new).unwrap()
}

#[test]
fn each_row_has_its_kind_and_its_verdict() {
    let mut wrong = String::new();
    for row in rows() {
        let changes = changes(&row.edit);
        let is_found = changes
            .iter()
            .any(|change| change.kind == row.kind && change.verdict == row.verdict);
        if !is_found || changes.verdict() != row.verdict {
            let _ = writeln!(
                wrong,
                "{}: not {:?} and {:?}\n{changes}",
                row.what, row.kind, row.verdict
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn nothing_has_changed_in_the_same_document() {
    let changes = Changes::between(&base(), &base()).unwrap();
    assert!(changes.is_empty(), "{changes}");
    assert_eq!(changes.verdict(), Compatible);
}

#[test]
fn every_breaking_change_shows_itself_and_every_place_is_there() {
    for row in rows() {
        let (mut old, mut new) = (base(), base());
        match row.edit {
            New(edit) => edit(&mut new),
            Old(edit) => edit(&mut old),
        }
        for change in &Changes::between(&old, &new).unwrap() {
            assert_eq!(
                change.verdict == Breaking,
                change.witness.is_some(),
                "{}: {change:?}",
                row.what
            );
            for (place, document) in [(&change.old, &old), (&change.new, &new)] {
                if let Some(place) = place {
                    assert!(document.pointer(place).is_some(), "{}: {place}", row.what);
                }
            }
        }
    }
}

/// The rows as they stand in the docs.
fn written() -> String {
    let mut text =
        "| change | listed by | way | kind | verdict |\n|---|---|---|---|---|\n".to_owned();
    for row in rows() {
        let changes = changes(&row.edit);
        let change = changes
            .iter()
            .find(|change| change.kind == row.kind && change.verdict == row.verdict);
        let way = change
            .and_then(|change| change.direction)
            .map_or("", |direction| direction.name());
        let _ = writeln!(
            text,
            "| {} | {} | {way} | `{:?}` | {} |",
            row.what, row.lists, row.kind, row.verdict
        );
    }
    text
}

#[test]
fn the_docs_have_this_table() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/compat.md");
    let text = fs::read_to_string(file).unwrap();
    let (before, rest) = text
        .split_once("<!-- rows -->\n")
        .expect("where the table begins");
    let (known, after) = rest
        .split_once("<!-- end of rows -->")
        .expect("where it ends");
    let expected = written();
    if env::var_os("STEADFAST_WRITE").is_some() {
        fs::write(
            file,
            format!("{before}<!-- rows -->\n{expected}<!-- end of rows -->{after}"),
        )
        .unwrap();
    } else {
        assert!(
            known == expected,
            "docs/compat.md is stale: STEADFAST_WRITE=1 cargo test --all-features --test it compat::table"
        );
    }
}
