//! Requests that the service sends, as its document describes them: webhooks and callbacks.

use serde_json::{Value, json};
use steadfast::OpenApiVersion;
use steadfast::describe::SecurityScheme;
use steadfast::prelude::*;

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[allow(dead_code, reason = "only described")]
struct Subscription {
    user_id: i64,
    plan: String,
}

#[derive(ResponseModel)]
struct Receipt {
    number: i64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum Refusal {
    /// Nobody listens any more.
    #[error("gone")]
    #[response(status = 410)]
    Unsubscribed {
        #[response(extension)]
        since: i64,
    },
}

/// A user has subscribed.
///
/// Sent once.
#[route(post, status = 204, tags("events"), extension("x-retries" = 3))]
async fn new_subscription(Json(_): Json<Subscription>) {}

#[route(put, response = Receipt, deprecated(since = "2026-01-31"))]
async fn changed_subscription(Json(_): Json<Subscription>) -> Result<Receipt, Refusal> {
    Err(Refusal::Unsubscribed { since: 1 })
}

#[route(get, response = Receipt)]
async fn are_you_there() -> Receipt {
    Receipt { number: 1 }
}

#[route(get, response = Bytes, media_type = "application/pdf")]
async fn are_you_a_file() -> Bytes {
    Bytes::new()
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
#[allow(dead_code, reason = "only described")]
struct Signature {
    /// The HMAC of the body.
    x_signature: String,
}

#[route(post, status = 204)]
async fn signed(
    _: steadfast::extract::Bearer,
    Header(_): Header<Signature>,
    Json(_): Json<Subscription>,
) {
}

struct Stranger;

#[route(post, status = 204)]
async fn of_an_unknown_argument(_: Stranger) {}

#[route(post, "/users", status = 204)]
async fn with_a_path(Json(_): Json<Subscription>) {}

#[route(post, status = 204)]
async fn of_a_path(Path(_): Path<i64>) {}

#[route(post, status = 204, operation_id = "new_subscription")]
async fn of_the_same_id() {}

#[route(get, "/health", response = Text)]
async fn health() -> Text {
    Text::from("ok")
}

fn api() -> Api {
    Api::new("Users", "1.0.0")
        .security_scheme("bearer", SecurityScheme::bearer("JWT"))
        .security(&[&[("bearer", &[])]])
        .routes(routes![health])
        .webhook("newSubscription", new_subscription)
        .webhook("subscriptionChanged", changed_subscription)
        .webhook("areYouThere", are_you_there)
}

fn webhook(name: &str, method: &str) -> Value {
    api().openapi()["webhooks"][name][method].clone()
}

fn faults(api: Api) -> Vec<String> {
    let error = api.try_into_router().expect_err("a fault");
    crate::startup_faults::in_lines(&error)
}

#[test]
fn a_webhook_is_described_by_its_handler() {
    let sent = webhook("newSubscription", "post");
    assert_eq!(sent["operationId"], "new_subscription");
    assert_eq!(sent["summary"], "A user has subscribed");
    assert_eq!(sent["description"], "Sent once.");
    assert_eq!(sent["tags"], json!(["events"]));
    assert_eq!(sent["x-retries"], 3);
    assert_eq!(
        sent["requestBody"]["content"]["application/json"]["schema"],
        json!({ "$ref": "#/components/schemas/Subscription" })
    );
    let schemas = &api().openapi()["components"]["schemas"];
    assert_eq!(
        schemas["Subscription"]["properties"]["plan"]["type"],
        "string"
    );
}

#[test]
fn its_responses_are_those_that_are_expected_and_no_others() {
    assert_eq!(
        webhook("newSubscription", "post")["responses"],
        json!({ "204": { "description": "No Content" } })
    );
    let changed = &webhook("subscriptionChanged", "put")["responses"];
    let statuses: Vec<&String> = changed.as_object().expect("responses").keys().collect();
    assert_eq!(statuses, ["200", "410"]);
    assert_eq!(changed["410"]["description"], "Nobody listens any more.");
    assert_eq!(
        changed["200"]["content"]["application/json"]["schema"],
        json!({ "$ref": "#/components/schemas/Receipt" })
    );
    let examples = &changed["410"]["content"]["application/problem+json"]["examples"];
    assert_eq!(examples["unsubscribed"]["value"]["since"], 1);
    assert!(!examples.to_string().contains("steadfast-"), "{examples}");
}

#[test]
fn what_this_service_adds_to_its_own_responses_is_not_expected_of_others() {
    let asked = &webhook("areYouThere", "get")["responses"]["200"];
    assert_eq!(asked["headers"], Value::Null);
    let changed = webhook("subscriptionChanged", "put");
    assert_eq!(changed["deprecated"], true);
    assert_eq!(changed["responses"]["200"]["headers"], Value::Null);
    assert_eq!(changed["security"], json!([]));
}

#[test]
fn no_ranges_are_expected_of_others() {
    let document = Api::<()>::new("Users", "1.0.0")
        .webhook("areYouAFile", are_you_a_file)
        .openapi();
    let responses = &document["webhooks"]["areYouAFile"]["get"]["responses"];
    let statuses: Vec<&String> = responses.as_object().expect("responses").keys().collect();
    assert_eq!(statuses, ["200"]);
    assert_eq!(responses["200"]["headers"], Value::Null);
}

#[test]
fn headers_and_credentials_are_sent_with_it() {
    let document = Api::<()>::new("Users", "1.0.0")
        .webhook("signed", signed)
        .openapi();
    let sent = &document["webhooks"]["signed"]["post"];
    assert_eq!(sent["parameters"][0]["in"], "header");
    assert_eq!(
        sent["parameters"][0]["description"],
        "The HMAC of the body."
    );
    assert_eq!(sent["security"], json!([{ "bearer": [] }]));
    assert_eq!(
        sent["responses"],
        json!({ "204": { "description": "No Content" } })
    );
    assert!(document["components"]["securitySchemes"]["bearer"].is_object());
}

#[test]
fn in_a_strict_api_an_argument_that_says_nothing_is_a_fault() {
    let api = || Api::new("Users", "1.0.0").webhook("unknown", of_an_unknown_argument);
    assert!(api().try_into_router().is_ok());
    let faults = faults(api().strict());
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(
        faults[0].contains("of_an_unknown_argument` takes `Stranger`"),
        "{faults:?}"
    );
}

#[tokio::test]
async fn a_webhook_is_not_served() {
    use tower::ServiceExt;
    for path in ["/", "/newSubscription"] {
        let request = http::Request::post(path).body(axum::body::Body::empty());
        let router = api().into_router();
        let response = router
            .oneshot(request.expect("a request"))
            .await
            .expect("a response");
        assert_eq!(response.status(), 404, "{path}");
    }
    assert!(
        !api()
            .routes_table()
            .to_string()
            .contains("new_subscription")
    );
}

#[test]
fn both_versions_of_openapi_have_them() {
    for version in [OpenApiVersion::V3_1, OpenApiVersion::V3_2] {
        let document = api().openapi_version(version).openapi();
        assert!(document["webhooks"]["newSubscription"]["post"].is_object());
    }
    let without: Api = Api::new("Users", "1.0.0").routes(routes![health]);
    assert_eq!(without.openapi()["webhooks"], Value::Null);
}

#[test]
fn the_webhooks_of_a_part_are_those_of_the_whole() {
    let part = || {
        Api::new("Users", "1.0.0")
            .tags(["users"])
            .webhook("newSubscription", new_subscription)
    };
    let whole: Api = Api::new("Shop", "1.0.0")
        .nest("/v1", part())
        .nest("/v2", part().operation_id_prefix("v2_"));
    let sent = whole.openapi()["webhooks"]["newSubscription"]["post"].clone();
    assert_eq!(sent["tags"], json!(["users", "events"]));
    assert_eq!(sent["operationId"], "new_subscription");
    assert!(whole.try_into_router().is_ok());
}

#[test]
fn one_name_has_one_handler_for_each_method() {
    let api = Api::new("Users", "1.0.0")
        .webhook("subscription", new_subscription)
        .webhook("subscription", changed_subscription);
    let document = api.openapi();
    let item = document["webhooks"]["subscription"]
        .as_object()
        .expect("an item");
    assert_eq!(item.keys().collect::<Vec<_>>(), ["post", "put"]);
    let twice = api.webhook("subscription", of_the_same_id);
    let faults = faults(twice);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(
        faults[0].ends_with(
            "are both the webhook `subscription` with POST: give one of them another name"
        ),
        "{faults:?}"
    );
}

#[test]
fn an_operation_id_of_a_webhook_is_its_own() {
    let faults = faults(api().webhook("other", of_the_same_id));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(
        faults[0].contains("have the same operation id, `new_subscription`"),
        "{faults:?}"
    );
}

#[test]
fn a_webhook_has_no_path() {
    let faults = faults(
        Api::new("Users", "1.0.0")
            .webhook("a", with_a_path)
            .webhook("b", of_a_path),
    );
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(
        faults[0].contains(
            "with_a_path` is the webhook `a`, whose `#[route]` has the path /users: leave it out"
        ),
        "{faults:?}"
    );
    assert!(
        faults[1].contains("of_a_path` reads 1 of the path's parameters"),
        "{faults:?}"
    );
}
