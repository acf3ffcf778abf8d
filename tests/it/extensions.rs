//! Members of the document that OpenAPI does not know.

use serde_json::{Value, json};
use steadfast::OpenApiVersion;
use steadfast::api::ApiFault;
use steadfast::prelude::*;

const LIMIT: u32 = 40;

fn samples() -> Vec<&'static str> {
    vec!["curl", "python"]
}

#[derive(serde::Serialize)]
struct Limits {
    per_minute: u32,
}

#[route(get, "/me", response = Text,
    extension("x-internal" = true),
    extension("x-cost" = -1.5),
    extension("x-owner" = "the users team"),
    extension("x-nothing" = null),
    extension("x-samples" = [{ "lang": "curl", "source": "curl /me" }, null]),
    extension("x-limit" = LIMIT),
    extension("x-limits" = Limits { per_minute: LIMIT }),
    extension("x-languages" = samples()),
)]
async fn me() -> Text {
    Text::from("Ada")
}

mod generic {
    use steadfast::prelude::*;

    #[route(get, "/generic", response = Text, extension("x-generic" = [1, 2]))]
    pub async fn generic<T: Default + Send + 'static>() -> Text {
        let _ = T::default();
        Text::from("a")
    }
}

struct Caller;

impl<S: Sync> axum::extract::FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut http::request::Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self)
    }
}

impl steadfast::extract::Extractor for Caller {}

impl steadfast::extract::RequestPart for Caller {
    fn describe(operation: &mut steadfast::describe::Operation<'_>) {
        operation
            .extensions
            .insert("x-caller".to_owned(), json!("known"));
    }
}

#[route(get, "/caller", response = Text)]
async fn caller(_: Caller) -> Text {
    Text::from("a")
}

fn api() -> Api {
    Api::new("Users", "1.0.0").routes(routes![me, generic::generic::<u8>, caller])
}

fn described(path: &str) -> Value {
    api().openapi()["paths"][path]["get"].clone()
}

#[test]
fn a_literal_is_the_json_that_it_spells() {
    let me = described("/me");
    assert_eq!(me["x-internal"], true);
    assert_eq!(me["x-cost"], -1.5);
    assert_eq!(me["x-owner"], "the users team");
    assert!(me.as_object().expect("an object").contains_key("x-nothing"));
    assert_eq!(
        me["x-samples"],
        json!([{ "lang": "curl", "source": "curl /me" }, null])
    );
}

#[test]
fn a_constant_a_call_and_a_value_of_serde_are_written_as_json() {
    let me = described("/me");
    assert_eq!(me["x-limit"], 40);
    assert_eq!(me["x-limits"], json!({ "per_minute": 40 }));
    assert_eq!(me["x-languages"], json!(["curl", "python"]));
}

#[test]
fn a_generic_handler_has_its_extensions() {
    assert_eq!(described("/generic")["x-generic"], json!([1, 2]));
}

#[test]
fn an_extractor_can_add_one() {
    assert_eq!(described("/caller")["x-caller"], "known");
}

#[test]
fn the_rest_of_the_operation_stays() {
    let me = described("/me");
    assert_eq!(me["operationId"], "me");
    assert!(me["responses"]["200"].is_object());
    assert_eq!(described("/generic")["x-internal"], Value::Null);
}

#[test]
fn a_part_keeps_those_of_its_routes() {
    let document = Api::<()>::new("Shop", "1.0.0").nest("/v1", api()).openapi();
    assert_eq!(document["paths"]["/v1/me"]["get"]["x-internal"], true);
}

#[test]
fn the_document_and_its_head_have_their_own() {
    let logo = json!({ "url": "https://example.com/logo.svg" });
    for version in [OpenApiVersion::V3_1, OpenApiVersion::V3_2] {
        let document = api()
            .extension("x-tagGroups", json!([]))
            .info_extension("x-logo", logo.clone())
            .openapi_version(version)
            .openapi();
        assert_eq!(document["x-tagGroups"], json!([]));
        assert_eq!(document["info"]["x-logo"], logo);
        assert_eq!(document["info"]["title"], "Users");
    }
}

#[test]
fn a_member_that_openapi_may_know_is_a_fault() {
    let error = api()
        .extension("logo", "a")
        .info_extension("title", "b")
        .try_into_router()
        .expect_err("two faults");
    let faults: Vec<&str> = error.faults().map(ApiFault::message).collect();
    assert_eq!(
        faults,
        [
            "`logo` is not the name of an extension of the document",
            "`title` is not the name of an extension of the info",
        ]
    );
}

#[test]
fn one_extension_twice_is_a_fault() {
    let error = api()
        .extension("x-a", 1)
        .extension("x-a", 2)
        .try_into_router()
        .expect_err("a fault");
    assert_eq!(
        crate::startup_faults::in_lines(&error).concat(),
        "the extension `x-a` of the document is given twice: drop one of them"
    );
}
