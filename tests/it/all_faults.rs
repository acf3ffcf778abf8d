//! What is wrong with the path, the query, the headers, the cookies and the body of one request is told in one answer.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::{Builder, Parts};
use axum::http::{HeaderValue, Request, StatusCode};
use http_body_util::BodyExt;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use steadfast::prelude::*;
use tower::ServiceExt;

#[derive(Deserialize, JsonSchema)]
struct Filter {
    /// How many
    limit: u8,
}

/// The headers are `X-Tenant`, `X-Tag` and `User-Agent`.
#[derive(Deserialize, JsonSchema)]
struct Caller {
    /// Whose data it is
    x_tenant: u32,
    #[serde(rename = "X-Tag", default)]
    tags: Vec<String>,
    user_agent: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
struct Visitor {
    session: u64,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewUser {
    name: String,
    age: u8,
}

#[route(put, "/users/{id}", response = Text)]
async fn put_user(
    Path(id): Path<i64>,
    Query(filter): Query<Filter>,
    Header(caller): Header<Caller>,
    Cookie(visitor): Cookie<Visitor>,
    Json(new): Json<NewUser>,
) -> Text {
    Text::from(format!(
        "{id} {} {} {:?} {:?} {} {} {}",
        filter.limit,
        caller.x_tenant,
        caller.tags,
        caller.user_agent,
        visitor.session,
        new.name,
        new.age
    ))
}

static LOGINS: AtomicUsize = AtomicUsize::new(0);

struct Login;

impl<S: Sync> FromRequestParts<S> for Login {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        LOGINS.fetch_add(1, Ordering::Relaxed);
        if parts.headers.contains_key("authorization") {
            Ok(Self)
        } else {
            Err(StatusCode::UNAUTHORIZED)
        }
    }
}

#[route(post, "/guarded/{id}", response = Text)]
async fn guarded(
    State(()): State<()>,
    Path(_): Path<i64>,
    State(()): State<()>,
    Query(_): Query<Filter>,
    _login: Login,
    Json(_): Json<NewUser>,
) -> CreatedWithoutLocation<Text> {
    Created::without_location(Text::from("ok"))
}

fn api() -> Api {
    Api::new("Users", "1.0.0").routes(routes![put_user, guarded])
}

async fn answer(request: Request<Body>) -> (u16, String) {
    let app: axum::Router = api().into_router();
    let (parts, body) = app.oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (
        parts.status.as_u16(),
        String::from_utf8(bytes.to_vec()).unwrap(),
    )
}

async fn faults(request: Request<Body>) -> Vec<Value> {
    let (status, body) = answer(request).await;
    assert_eq!(status, 422, "{body}");
    let problem: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["code"], "validation_error");
    problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["loc"].clone())
        .collect()
}

fn good() -> Builder {
    Request::put("/users/7?limit=3")
        .header("content-type", "application/json")
        .header("X-Tenant", "5")
        .header("x-tag", "a")
        .header("X-TAG", "b")
        .header("user-agent", "test")
        .header("cookie", "theme=dark; session=9")
}

#[tokio::test]
async fn every_part_of_a_request_is_read() {
    let body = json!({ "name": "Ada", "age": 36 }).to_string();
    let (status, body) = answer(good().body(body.into()).unwrap()).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(body, r#"7 3 5 ["a", "b"] Some("test") 9 Ada 36"#);
}

#[tokio::test]
async fn every_part_tells_its_faults_in_one_answer() {
    let request = Request::put("/users/seven?limit=many")
        .header("content-type", "application/json")
        .header("x-tenant", "mine")
        .header("cookie", "session=hunter2")
        .body(json!({ "age": "old", "admin": true }).to_string().into())
        .unwrap();
    assert_eq!(
        faults(request).await,
        [
            json!(["path", "id"]),
            json!(["query", "limit"]),
            json!(["header", "x-tenant"]),
            json!(["cookie", "session"]),
            json!(["body", "admin"]),
            json!(["body", "name"]),
            json!(["body", "age"]),
        ]
    );
}

#[tokio::test]
async fn what_is_missing_everywhere_is_told_at_once() {
    let request = Request::put("/users/7")
        .header("content-type", "application/json")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        faults(request).await,
        [
            json!(["query", "limit"]),
            json!(["header", "x-tenant"]),
            json!(["cookie", "session"]),
            json!(["body"]),
        ]
    );
}

#[tokio::test]
async fn no_answer_repeats_a_header_or_a_cookie() {
    let request = Request::put("/users/7?limit=1")
        .header("content-type", "application/json")
        .header("x-tenant", "hunter2")
        .header("cookie", "session=hunter2")
        .body(Body::from("{\"hunter2\":"))
        .unwrap();
    let (_, body) = answer(request).await;
    assert!(!body.contains("hunter2"), "{body}");
}

#[tokio::test]
async fn a_header_that_is_no_text_is_a_fault() {
    let mut request = good().body("{\"name\":\"Ada\",\"age\":1}".into()).unwrap();
    let value = HeaderValue::from_bytes(b"\xff").unwrap();
    request.headers_mut().insert("user-agent", value);
    assert_eq!(faults(request).await, [json!(["header", "user-agent"])]);
}

#[tokio::test]
async fn a_body_of_another_type_does_not_hide_the_other_faults() {
    let request = Request::put("/users/seven?limit=1")
        .header("x-tenant", "1")
        .header("cookie", "session=1")
        .body(Body::from("name=Ada"))
        .unwrap();
    assert_eq!(faults(request).await, [json!(["path", "id"])]);
}

#[tokio::test]
async fn what_stands_behind_a_guard_is_not_told_before_it() {
    let before = LOGINS.load(Ordering::Relaxed);
    let request = Request::post("/guarded/x?limit=x")
        .header("content-type", "application/json")
        .body(Body::from("{}"))
        .unwrap();
    let told = [json!(["path", "id"]), json!(["query", "limit"])];
    assert_eq!(faults(request).await, told);
    assert_eq!(LOGINS.load(Ordering::Relaxed), before);
}

#[test]
fn headers_and_cookies_are_documented() {
    let document = api().openapi();
    let parameters = &document["paths"]["/users/{id}"]["put"]["parameters"];
    let places: Vec<_> = parameters
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| {
            let text = |key: &str| parameter[key].as_str().unwrap().to_owned();
            (text("in"), text("name"), parameter["required"] == true)
        })
        .collect();
    let expected = [
        ("path", "id", true),
        ("query", "limit", true),
        ("header", "x-tenant", true),
        ("header", "X-Tag", false),
        ("header", "user-agent", false),
        ("cookie", "session", true),
    ];
    assert_eq!(
        places,
        expected.map(|(place, name, required)| (place.to_owned(), name.to_owned(), required))
    );
    assert_eq!(parameters[2]["description"], "Whose data it is");
}

#[cfg(all(
    feature = "chrono",
    feature = "uuid",
    feature = "rust_decimal",
    feature = "testing"
))]
mod of_the_types_of_other_crates {
    use steadfast::testing::Client;

    use super::*;

    #[derive(serde::Deserialize, schemars::JsonSchema)]
    #[allow(dead_code)]
    struct Booking {
        day: Option<chrono::NaiveDate>,
        at: chrono::DateTime<chrono::Utc>,
        id: uuid::Uuid,
        price: rust_decimal::Decimal,
    }

    #[route(get, "/bookings/{id}", response = Text)]
    async fn get_booking(Path(_): Path<uuid::Uuid>, Query(_): Query<Booking>) -> Text {
        Text::from("")
    }

    #[route(post, "/bookings", response = Text)]
    async fn book(Json(_): Json<Booking>) -> Created<Text> {
        Created::at("/bookings/1", Text::from(""))
    }

    fn said(answer: &steadfast::testing::TestAnswer) -> Vec<String> {
        let problem = answer.problem();
        let errors = problem["errors"].as_array().unwrap();
        let said = errors.iter().map(|error| {
            let loc = error["loc"].as_array().unwrap().last().unwrap();
            format!("{loc} {} {}", error["type"], error["msg"])
        });
        said.map(|text| text.replace('"', "")).collect()
    }

    #[tokio::test]
    async fn a_client_is_told_what_they_look_like() {
        let api = Api::new("Bookings", "1.0.0").routes(routes![get_booking, book]);
        let client = Client::new(api.into_router());
        let day = "day date_parsing expected a date, such as `2026-11-21`";
        let at = "at datetime_parsing expected a date and time with an offset, such as `2026-11-21T09:30:00Z`";
        let id = "id uuid_parsing expected a UUID";
        let price = "price decimal_parsing expected a decimal number";
        let answer = client.get("/bookings/7?day=x&at=2026&id=z&price=a").await;
        assert_eq!(said(&answer), [id, day, at, id, price]);
        let body = serde_json::json!({ "day": "2026-13-01", "at": "now", "id": "", "price": "a" });
        let answer = client.post("/bookings").json(&body).await;
        assert_eq!(said(&answer), [day, at, id, price]);
        let body = serde_json::json!({ "day": 7, "at": true, "id": 1, "price": [] });
        let answer = client.post("/bookings").json(&body).await;
        assert_eq!(said(&answer), [day, at, id, price]);
    }
}
