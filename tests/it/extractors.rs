//! The extractors: what they read, and how they refuse it.

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{Request, StatusCode};
use axum::routing::{get, post};
use http_body_util::BodyExt;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use steadfast::PageQuery;
use steadfast::describe::{Operation, Place, RouteInfo, Schemas};
use steadfast::extract::{Form, Json, Path, Query, RequestPart};
use tower::ServiceExt;

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Order {
    customer: String,
    items: Vec<Item>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Item {
    price: u32,
    color: Option<Color>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Color {
    Red,
    Blue,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Filter {
    /// How many at most
    limit: u8,
    sort: Option<String>,
    #[serde(default)]
    tag: Vec<String>,
}

fn app() -> Router {
    Router::new()
        .route(
            "/orders",
            post(async |Json(order): Json<Order>| order.items.len().to_string()),
        )
        .route(
            "/maybe",
            post(async |order: Option<Json<Order>>| order.map_or("none", |_| "some")),
        )
        .route(
            "/users/{id}",
            get(async |Path(id): Path<u32>| id.to_string()),
        )
        .route(
            "/users/{id}/posts/{slug}",
            get(async |Path((id, slug)): Path<(u32, String)>| format!("{id} {slug}")),
        )
        .route(
            "/colors/{color}",
            get(async |Path(color): Path<Color>| format!("{color:?}")),
        )
        .route(
            "/search",
            get(async |Query(filter): Query<Filter>| format!("{:?}", filter.tag)),
        )
        .route(
            "/any",
            get(async |filter: Option<Query<Filter>>| filter.map_or("none", |_| "some")),
        )
        .route(
            "/page",
            get(async |page: PageQuery| page.offset().to_string()),
        )
        .route(
            "/form",
            get(async |Form(filter): Form<Filter>| filter.limit.to_string())
                .post(async |Form(filter): Form<Filter>| filter.limit.to_string()),
        )
        .layer(DefaultBodyLimit::max(200))
}

struct Answer {
    status: StatusCode,
    media_type: String,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    #[track_caller]
    fn only_fault(&self) -> Value {
        assert_eq!(self.status, 422, "{}", self.text);
        let body = self.json();
        assert_eq!(body["code"], "validation_error");
        let faults = body["errors"].as_array().unwrap();
        assert_eq!(faults.len(), 1, "{faults:?}");
        faults[0].clone()
    }
}

async fn answer(request: Request<Body>) -> Answer {
    answer_of(app(), request).await
}

async fn answer_of(app: Router, request: Request<Body>) -> Answer {
    let response = app.oneshot(request).await.unwrap();
    let status = response.status();
    let media_type = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    Answer {
        status,
        media_type,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

async fn get_answer(uri: &str) -> Answer {
    answer(Request::get(uri).body(Body::empty()).unwrap()).await
}

async fn post_answer(uri: &str, media_type: &str, body: &str) -> Answer {
    let request = Request::post(uri)
        .header(CONTENT_TYPE, media_type)
        .body(Body::from(body.to_owned()));
    answer(request.unwrap()).await
}

async fn order(body: &str) -> Answer {
    post_answer("/orders", "application/json", body).await
}

#[tokio::test]
async fn a_json_body_is_read() {
    let body = r#"{"customer":"Ada","items":[{"price":1}]}"#;
    for media_type in [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/vnd.orders+json",
    ] {
        let answer = post_answer("/orders", media_type, body).await;
        assert_eq!(
            (answer.status, answer.text.as_str()),
            (StatusCode::OK, "1"),
            "{media_type}"
        );
    }
}

#[tokio::test]
async fn another_media_type_is_a_415() {
    for media_type in [
        "text/plain",
        "application/xml",
        "text/json",
        "application/jsonp",
    ] {
        let answer = post_answer("/orders", media_type, "{}").await;
        assert_eq!(answer.status, 415, "{media_type}");
        assert_eq!(answer.json()["code"], "unsupported_media_type");
    }
}

#[tokio::test]
async fn no_media_type_is_a_415() {
    let answer = answer(Request::post("/orders").body(Body::from("{}")).unwrap()).await;
    assert_eq!(answer.status, 415);
    assert_eq!(answer.media_type, "application/problem+json");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_a_413() {
    let answer = order(&"x".repeat(300)).await;
    assert_eq!(answer.status, 413);
    assert_eq!(answer.json()["code"], "payload_too_large");
}

#[tokio::test]
async fn a_wrong_type_is_named_with_its_place() {
    let answer = order(r#"{"customer":"Ada","items":[{"price":1},{"price":"hunter2"}]}"#).await;
    assert_eq!(
        answer.only_fault(),
        json!({ "loc": ["body", "items", 1, "price"], "msg": "expected u32", "type": "invalid_type" })
    );
    assert!(!answer.text.contains("hunter2"));
}

#[tokio::test]
async fn a_missing_field_is_named_with_its_place() {
    let answer = order(r#"{"customer":"Ada","items":[{}]}"#).await;
    assert_eq!(
        answer.only_fault(),
        json!({ "loc": ["body", "items", 0, "price"], "msg": "field required", "type": "missing" })
    );
}

#[tokio::test]
async fn a_strange_variant_is_answered_with_the_known_ones() {
    let answer = order(r#"{"customer":"Ada","items":[{"price":1,"color":"hunter2"}]}"#).await;
    assert_eq!(
        answer.only_fault(),
        json!({
            "loc": ["body", "items", 0, "color"],
            "msg": "expected `red` or `blue`",
            "type": "unknown_variant",
        })
    );
}

#[tokio::test]
async fn an_array_is_no_object() {
    let fault = order(r#"["Ada", []]"#).await.only_fault();
    assert_eq!(
        fault,
        json!({ "loc": ["body"], "msg": "expected an object", "type": "invalid_type" })
    );
    let nested = order(r#"{"customer":"Ada","items":[{"price":1},[1]]}"#).await;
    assert_eq!(
        nested.only_fault(),
        json!({ "loc": ["body", "items", 1], "msg": "expected an object", "type": "invalid_type" })
    );
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Drawing {
    origin: (i32, i32),
    shape: Shape,
    label: Label,
    note: Option<Box<Drawing>>,
    #[serde(flatten)]
    style: Style,
    parts: Vec<Part>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
enum Shape {
    Dot,
    Line(i32, i32),
    Box { width: u32 },
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[allow(dead_code)]
enum Label {
    Text(String),
    Pair(String, String),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Style {
    color: Color,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind")]
#[allow(dead_code)]
enum Part {
    Screw { size: u8 },
}

async fn drawing(shape: &Value, note: &Value) -> Answer {
    let app = Router::new().route("/", post(async |_: Json<Drawing>| "drawn"));
    let body = json!({
        "origin": [1, 2], "shape": shape, "label": ["a", "b"], "note": note, "color": "red",
        "parts": [{ "kind": "Screw", "size": 3 }],
    });
    let request = Request::post("/")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()));
    answer_of(app, request.unwrap()).await
}

#[tokio::test]
async fn what_is_an_array_is_read_as_one() {
    for shape in [
        json!("Dot"),
        json!({ "Line": [1, 2] }),
        json!({ "Box": { "width": 1 } }),
    ] {
        assert_eq!(drawing(&shape, &Value::Null).await.text, "drawn", "{shape}");
    }
}

#[tokio::test]
async fn an_array_is_no_variant_with_named_fields() {
    let fault = drawing(&json!({ "Box": [1] }), &Value::Null)
        .await
        .only_fault();
    assert_eq!(fault["loc"], json!(["body", "shape", "Box"]));
    assert_eq!(fault["msg"], "expected an object");
}

#[tokio::test]
async fn what_is_not_json_is_a_422() {
    for body in [
        "{\"customer\":",
        "hunter2",
        "{\"customer\":\"a\",\"items\":[]} x",
    ] {
        let answer = order(body).await;
        let fault = answer.only_fault();
        assert_eq!(
            (&fault["loc"], &fault["type"]),
            (&json!(["body"]), &json!("json_invalid")),
            "{body}"
        );
        assert!(!answer.text.contains("hunter2"));
    }
}

#[tokio::test]
async fn an_empty_body_is_a_422() {
    let fault = order("").await.only_fault();
    assert_eq!(
        fault,
        json!({ "loc": ["body"], "msg": "a body is required", "type": "missing" })
    );
}

#[tokio::test]
async fn an_optional_body_may_be_left_out() {
    let nothing = answer(Request::post("/maybe").body(Body::empty()).unwrap()).await;
    assert_eq!(nothing.text, "none");
    let empty = post_answer("/maybe", "application/json", "").await;
    assert_eq!(empty.text, "none");
    let wrong = post_answer("/maybe", "application/json", "{}").await;
    assert_eq!(wrong.status, 422);
}

#[tokio::test]
async fn an_optional_body_that_is_sent_has_a_media_type() {
    let untyped = answer(Request::post("/maybe").body(Body::from("{}")).unwrap()).await;
    assert_eq!(untyped.status, 415);
    let text = post_answer("/maybe", "text/plain", "{}").await;
    assert_eq!(text.status, 415);
}

#[tokio::test]
async fn a_path_parameter_is_named() {
    assert_eq!(get_answer("/users/7").await.text, "7");
    let answer = get_answer("/users/hunter2").await;
    assert_eq!(
        answer.only_fault(),
        json!({ "loc": ["path", "id"], "msg": "expected an integer", "type": "int_parsing" })
    );
    assert!(!answer.text.contains("hunter2"));
    let fault = get_answer("/users/99999999999999999999").await.only_fault();
    assert_eq!(fault["msg"], "the number is too large");
}

#[tokio::test]
async fn a_path_parameter_of_a_tuple_is_named() {
    assert_eq!(get_answer("/users/7/posts/hello").await.text, "7 hello");
    let fault = get_answer("/users/x/posts/hello").await.only_fault();
    assert_eq!(fault["loc"], json!(["path", "id"]));
}

#[tokio::test]
async fn a_path_parameter_of_an_enum_is_named() {
    assert_eq!(get_answer("/colors/red").await.text, "Red");
    let answer = get_answer("/colors/hunter2").await;
    let fault = answer.only_fault();
    assert_eq!(fault["loc"], json!(["path", "color"]));
    assert_eq!(fault["msg"], "expected `red` or `blue`");
}

#[tokio::test]
async fn a_path_parameter_that_is_not_utf8_is_named() {
    let fault = get_answer("/users/%ff/posts/x").await.only_fault();
    assert_eq!(
        (&fault["loc"], &fault["type"]),
        (&json!(["path", "id"]), &json!("invalid_utf8"))
    );
}

#[tokio::test]
async fn a_query_parameter_may_be_repeated() {
    let answer = get_answer("/search?limit=1&tag=a&tag=b%20c").await;
    assert_eq!(answer.text, r#"["a", "b c"]"#);
}

#[tokio::test]
async fn a_query_parameter_is_named() {
    let answer = get_answer("/search?limit=hunter2").await;
    assert_eq!(
        answer.only_fault(),
        json!({ "loc": ["query", "limit"], "msg": "expected an integer", "type": "int_parsing" })
    );
    let missing = get_answer("/search?tag=a").await.only_fault();
    assert_eq!(
        missing,
        json!({ "loc": ["query", "limit"], "msg": "field required", "type": "missing" })
    );
}

#[tokio::test]
async fn a_query_parameter_that_is_not_utf8_is_named() {
    let fault = get_answer("/search?limit=1&sort=%ff").await.only_fault();
    assert_eq!(
        (&fault["loc"], &fault["type"]),
        (&json!(["query", "sort"]), &json!("invalid_utf8"))
    );
}

#[tokio::test]
async fn an_optional_query_may_be_empty() {
    assert_eq!(get_answer("/any").await.text, "none");
    assert_eq!(get_answer("/any?limit=1").await.text, "some");
    assert_eq!(get_answer("/any?limit=x").await.status, 422);
}

#[tokio::test]
async fn every_bad_parameter_of_a_page_is_named() {
    assert_eq!(get_answer("/page?page=3").await.text, "40");
    let answer = get_answer("/page?page=0&size=1000").await;
    assert_eq!(answer.status, 422);
    let body = answer.json();
    let places: Vec<_> = body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| &fault["loc"])
        .collect();
    assert_eq!(
        places,
        [&json!(["query", "page"]), &json!(["query", "size"])]
    );
}

#[tokio::test]
async fn a_form_is_a_body_or_a_query() {
    let media_type = "application/x-www-form-urlencoded";
    assert_eq!(post_answer("/form", media_type, "limit=3").await.text, "3");
    assert_eq!(get_answer("/form?limit=4").await.text, "4");
    let fault = post_answer("/form", media_type, "limit=x")
        .await
        .only_fault();
    assert_eq!(fault["loc"], json!(["body", "limit"]));
    assert_eq!(
        post_answer("/form", "application/json", "{}").await.status,
        415
    );
}

const ROUTE: &RouteInfo = &RouteInfo::new("test", "tests", "POST").path("/users/{id}");

fn statuses(operation: &Operation<'_>) -> Vec<u16> {
    operation.errors.iter().map(|error| error.status).collect()
}

#[test]
fn the_document_says_what_each_extractor_reads_and_refuses() {
    let mut schemas = Schemas::default();
    let mut operation = Operation::new(ROUTE, &mut schemas);
    <Path<u32>>::describe(&mut operation);
    <Query<Filter>>::describe(&mut operation);
    <PageQuery>::describe(&mut operation);
    <Json<Order>>::describe(&mut operation);

    let names: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| (parameter.name.as_str(), parameter.place, parameter.required))
        .collect();
    assert_eq!(
        names,
        [
            ("id", Place::Path, true),
            ("limit", Place::Query, true),
            ("sort", Place::Query, false),
            ("tag", Place::Query, false),
            ("page", Place::Query, false),
            ("size", Place::Query, false),
        ]
    );
    assert_eq!(
        operation.parameters[1].description.as_deref(),
        Some("How many at most")
    );
    assert_eq!(statuses(&operation), [422, 413, 415]);
    assert!(operation.errors[0].extensions.contains_key("errors"));
    let body = operation.request_body.unwrap();
    assert!(body.required);
    assert_eq!(body.content[0].media_type, "application/json");
}

#[test]
fn what_may_be_left_out_is_documented_as_optional() {
    let mut schemas = Schemas::default();
    let mut operation = Operation::new(ROUTE, &mut schemas);
    <Option<Path<u32>>>::describe(&mut operation);
    <Option<Query<Filter>>>::describe(&mut operation);
    <Option<Json<Order>>>::describe(&mut operation);
    let required: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| (parameter.name.as_str(), parameter.required))
        .collect();
    assert_eq!(
        required,
        [
            ("id", true),
            ("limit", false),
            ("sort", false),
            ("tag", false)
        ]
    );
    assert!(!operation.request_body.unwrap().required);
}

#[test]
fn what_the_handler_answers_for_is_not_documented_as_an_error() {
    let mut schemas = Schemas::default();
    let mut operation = Operation::new(ROUTE, &mut schemas);
    <Result<Json<Order>, steadfast::Problem>>::describe(&mut operation);
    assert!(operation.request_body.is_some());
    assert!(operation.errors.is_empty());
}

#[test]
fn axums_own_extractors_are_documented_as_they_are() {
    use steadfast::extract::AxumInput;

    let mut schemas = Schemas::default();
    let mut operation = Operation::new(ROUTE, &mut schemas);
    <axum::Json<Order>>::describe(&mut operation);
    assert_eq!(statuses(&operation), [413, 400, 415, 422]);
    assert_eq!(operation.errors[0].code, "payload_too_large");
    assert!(operation.request_body.is_some());
}

mod in_a_route {
    use steadfast::prelude::*;

    use super::*;

    #[route(post, "/orders", response = Text)]
    async fn of_axum(axum::Json(order): axum::Json<Order>) -> Created<Text> {
        Created::at("/orders/1", Text::from(order.customer))
    }

    #[route(put, "/orders/{id}", response = Text)]
    async fn ours(Path(id): Path<i64>, order: Option<Json<Order>>) -> Text {
        Text::from(format!("{id} {}", order.is_some()))
    }

    struct Guard;

    impl<S: Sync> axum::extract::FromRequestParts<S> for Guard {
        type Rejection = ([(&'static str, &'static str); 1], (StatusCode, String));

        async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
            let text = format!("no entry with {:?}", parts.headers);
            Err((
                [("www-authenticate", "Guard")],
                (StatusCode::UNAUTHORIZED, text),
            ))
        }
    }

    #[route(get, "/guarded", response = Text)]
    async fn guarded(_guard: Guard) -> Text {
        Text::from("in")
    }

    #[tokio::test]
    async fn a_refusal_in_plain_text_is_a_problem_that_repeats_nothing() {
        let router: Router = Api::new("Orders", "1.0.0")
            .routes(routes![of_axum, guarded])
            .into_router();
        let order = Request::post("/orders")
            .header("content-type", "application/json")
            .body(Body::from(r#"{"customer": ["hunter2"]}"#))
            .unwrap();
        let refused = answer_of(router.clone(), order).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.json()["code"], "unprocessable_entity");
        assert!(!refused.text.contains("hunter2"));

        let request = Request::get("/guarded")
            .header("x-secret", "hunter2")
            .body(Body::empty())
            .unwrap();
        let refused = answer_of(router, request).await;
        assert_eq!(refused.status, 401);
        assert_eq!(refused.media_type, "application/problem+json");
        assert_eq!(refused.json()["code"], "unauthorized");
        assert!(!refused.text.contains("hunter2"));
    }

    #[test]
    fn every_argument_is_asked_what_it_is() {
        let document = Api::<()>::new("Orders", "1.0.0")
            .routes(routes![of_axum, ours])
            .openapi();
        let of_axum = &document["paths"]["/orders"]["post"];
        assert_eq!(of_axum["requestBody"]["required"], true);
        assert!(of_axum["responses"]["400"].is_object());
        let ours = &document["paths"]["/orders/{id}"]["put"];
        assert_eq!(ours["parameters"][0]["name"], "id");
        assert_ne!(ours["requestBody"]["required"], true);
        assert!(ours["responses"]["422"].is_object());
        assert!(ours["responses"]["400"].is_null());
    }
}

mod of_two_arguments {
    use schemars::JsonSchema;
    use serde::Deserialize;
    use steadfast::PageQuery;
    use steadfast::api::ApiError;
    use steadfast::extract::Query;
    use steadfast::prelude::{Api, Header, Text, route, routes};

    #[derive(Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Paged {
        page: Option<u32>,
    }

    #[derive(Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Traced {
        x_trace: Option<String>,
    }

    #[derive(Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Numbered {
        #[serde(rename = "X-Trace")]
        trace: u8,
    }

    #[derive(Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct AlsoTraced {
        x_trace: Option<String>,
    }

    #[route(get, "/pages", response = Text)]
    async fn pages(_filter: Query<Paged>, _page: PageQuery) -> Text {
        Text::from("ok")
    }

    #[route(get, "/traces", response = Text)]
    async fn traces(_one: Header<Traced>, _other: Header<Numbered>) -> Text {
        Text::from("ok")
    }

    #[route(get, "/alike", response = Text)]
    async fn alike(_one: Header<Traced>, _other: Header<AlsoTraced>) -> Text {
        Text::from("ok")
    }

    fn refusal(error: &ApiError) -> String {
        crate::startup_faults::in_lines(error).swap_remove(0)
    }

    #[test]
    fn a_parameter_that_two_arguments_read_is_an_error_that_names_both() {
        let api: Api = Api::new("Pages", "1.0.0").routes(routes![pages, traces]);
        let error = api.try_into_router().unwrap_err();
        assert_eq!(error.faults().len(), 2, "{error}");
        assert!(
            refusal(&error).ends_with(
                "::pages` reads the query parameter `page` twice, as `Query<Paged>` and as `PageQuery`: give one of them \
                 another name"
            ),
            "{error}"
        );
        assert!(
            error.to_string().contains(
                "reads the header parameter `X-Trace` twice, as `Header<Traced>` and as `Header<Numbered>`"
            ),
            "{error}"
        );
    }

    #[test]
    fn a_parameter_that_two_arguments_read_alike_is_documented_once() {
        let api: Api = Api::new("Pages", "1.0.0").routes(routes![alike]);
        let document = api.openapi();
        let parameters = document["paths"]["/alike"]["get"]["parameters"].as_array();
        assert_eq!(parameters.unwrap().len(), 1);
        assert!(api.try_into_router().is_ok());
    }
}
