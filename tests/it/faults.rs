//! All that is wrong with a request is told at once.

use axum::Router;
use axum::body::Body;
use axum::extract::FromRequest;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use http_body_util::BodyExt;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use steadfast::Problem;
use steadfast::extract::{Cookie, Form, Header, Json, Path, Query};
use tower::ServiceExt;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Order {
    customer: Name,
    email: Option<Email>,
    items: Vec<Item>,
    #[serde(alias = "remark")]
    note: String,
    priority: Priority,
    #[serde(default)]
    gift: bool,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Item {
    price: u32,
    size: (u8, u8),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Priority {
    Low,
    High,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Name;

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        match name.len() {
            0 => Err("a name must not be empty"),
            1..=80 => Ok(Self),
            _ => Err("a name has at most 80 characters"),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Email;

impl TryFrom<String> for Email {
    type Error = String;

    fn try_from(email: String) -> Result<Self, Self::Error> {
        if email.contains('@') {
            Ok(Self)
        } else {
            Err(format!("{email} has no @"))
        }
    }
}

/// Takes no value at all.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Never;

impl TryFrom<String> for Never {
    type Error = &'static str;

    fn try_from(_: String) -> Result<Self, Self::Error> {
        Err("never")
    }
}

fn faults_of(problem: &Problem) -> Vec<(Value, String, &'static str)> {
    problem
        .errors
        .iter()
        .map(|fault| {
            let loc = serde_json::to_value(&fault.loc).unwrap();
            (loc, fault.msg.to_string(), fault.kind)
        })
        .collect()
}

async fn refusal<T: DeserializeOwned + 'static>(body: &str) -> Problem {
    let request = Request::post("/")
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_owned()))
        .unwrap();
    match Json::<T>::from_request(request, &()).await {
        Ok(_) => panic!("{body} is accepted"),
        Err(problem) => problem,
    }
}

async fn json_faults<T: DeserializeOwned + 'static>(
    body: &Value,
) -> Vec<(Value, String, &'static str)> {
    faults_of(&refusal::<T>(&body.to_string()).await)
}

async fn places<T: DeserializeOwned + 'static>(body: &Value) -> Vec<Value> {
    json_faults::<T>(body)
        .await
        .into_iter()
        .map(|(loc, ..)| loc)
        .collect()
}

#[tokio::test]
async fn every_missing_field_is_told() {
    let faults = json_faults::<Order>(&json!({})).await;
    let missing = |name| {
        (
            json!(["body", name]),
            "field required".to_owned(),
            "missing",
        )
    };
    assert_eq!(
        faults,
        ["customer", "items", "note", "priority"].map(missing)
    );
}

#[tokio::test]
async fn every_fault_is_told_at_any_depth() {
    let faults = json_faults::<Order>(&json!({
        "customer": "Ada",
        "items": [
            { "price": 1, "size": [1, 2] },
            { "price": "hunter2", "size": [1, 300] },
            { "size": [1, 2] },
            [1, 2],
        ],
        "note": 7,
        "priority": "hunter2",
        "gift": null,
    }))
    .await;
    let told: Vec<_> = faults
        .iter()
        .map(|(loc, msg, kind)| (loc.clone(), msg.as_str(), *kind))
        .collect();
    assert_eq!(
        told,
        [
            (
                json!(["body", "items", 1, "price"]),
                "expected u32",
                "invalid_type"
            ),
            (
                json!(["body", "items", 1, "size", 1]),
                "expected u8",
                "invalid_value"
            ),
            (
                json!(["body", "items", 2, "price"]),
                "field required",
                "missing"
            ),
            (
                json!(["body", "items", 3]),
                "expected an object",
                "invalid_type"
            ),
            (json!(["body", "note"]), "expected a string", "invalid_type"),
            (
                json!(["body", "priority"]),
                "expected `low` or `high`",
                "unknown_variant"
            ),
            (
                json!(["body", "gift"]),
                "expected a boolean",
                "invalid_type"
            ),
        ]
    );
}

#[tokio::test]
async fn every_unknown_field_is_told_where_they_are_denied() {
    let body =
        json!({ "a": 1, "customer": "Ada", "b": 2, "items": [], "note": "", "priority": "low" });
    assert_eq!(
        places::<Order>(&body).await,
        [json!(["body", "a"]), json!(["body", "b"])]
    );
}

#[tokio::test]
async fn a_long_key_is_not_repeated_in_full() {
    let body = json!({ "\u{e9}".repeat(100_000): 1 });
    let answer = serde_json::to_string(&refusal::<Order>(&body.to_string()).await).unwrap();
    assert!(answer.len() < 2000, "{}", answer.len());
}

#[tokio::test]
async fn a_field_under_its_other_name_is_not_missing() {
    let body = json!({ "remark": "", "items": [], "customer": 1 });
    assert_eq!(
        places::<Order>(&body).await,
        [json!(["body", "customer"]), json!(["body", "priority"])]
    );
}

#[tokio::test]
async fn what_a_type_says_of_a_value_of_ours_too_is_told() {
    let empty = json!({ "customer": "", "items": [], "note": "", "priority": "low" });
    assert_eq!(
        json_faults::<Order>(&empty).await,
        [(
            json!(["body", "customer"]),
            "a name must not be empty".to_owned(),
            "value_error"
        )]
    );
    let long = json!({ "customer": "x".repeat(81), "items": [], "note": "", "priority": "low" });
    assert_eq!(
        json_faults::<Order>(&long).await[0].1,
        "a name has at most 80 characters"
    );
}

#[tokio::test]
async fn what_a_type_says_of_this_value_alone_is_not_told() {
    let problem = refusal::<Order>(
        r#"{"customer":"","email":"hunter2","items":[],"note":"","priority":"low"}"#,
    )
    .await;
    assert_eq!(
        faults_of(&problem)[1],
        (
            json!(["body", "email"]),
            "invalid value".to_owned(),
            "value_error"
        )
    );
    assert!(!serde_json::to_string(&problem).unwrap().contains("hunter2"));
}

#[tokio::test]
async fn a_type_that_takes_no_value_hides_nothing_beside_it() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Outer {
        inner: Inner,
        list: Vec<Never>,
        last: u8,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        never: Never,
        number: u8,
    }

    let body = json!({ "inner": { "never": "", "number": "" }, "list": ["", ""], "last": "" });
    let mut places = places::<Outer>(&body).await;
    places.sort_by_key(Value::to_string);
    assert_eq!(
        places,
        [
            json!(["body", "inner", "never"]),
            json!(["body", "inner", "number"]),
            json!(["body", "last"]),
            json!(["body", "list", 0]),
            json!(["body", "list", 1]),
        ]
    );
}

#[tokio::test]
async fn what_serde_buffers_has_one_fault() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Outer {
        one: Tagged,
        two: Untagged,
        three: u8,
    }

    #[derive(Debug, Deserialize)]
    #[serde(tag = "kind")]
    #[allow(dead_code)]
    enum Tagged {
        A { x: u8, y: u8 },
    }

    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Untagged {
        A { x: u8 },
        B(u8),
    }

    let body = json!({ "one": { "kind": "A" }, "two": "", "three": "" });
    assert_eq!(
        places::<Outer>(&body).await,
        [
            json!(["body", "one", "x"]),
            json!(["body", "two"]),
            json!(["body", "three"]),
        ]
    );
}

#[tokio::test]
async fn the_name_of_an_untagged_enum_is_not_told() {
    #[derive(Debug, Deserialize, schemars::JsonSchema)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum InternalName {
        A { a: u8 },
        B { b: u8 },
    }

    #[derive(Debug, Deserialize, schemars::JsonSchema)]
    #[allow(dead_code)]
    struct Flat {
        #[serde(flatten)]
        inner: InternalName,
    }

    let app = Router::new()
        .route("/json", get(async |_: Json<InternalName>| ""))
        .route("/flat", get(async |_: Json<Flat>| ""))
        .route("/form", get(async |_: Form<Flat>| ""))
        .route("/query", get(async |_: Query<Flat>| ""))
        .route("/header", get(async |_: Header<Flat>| ""))
        .route("/cookie", get(async |_: Cookie<Flat>| ""))
        .route("/path/{c}", get(async |_: Path<Flat>| ""));
    for (path, media_type, body) in [
        ("/json", "application/json", r#"{"c":1}"#),
        ("/flat", "application/json", r#"{"c":1}"#),
        ("/form", "application/x-www-form-urlencoded", "c=1"),
        ("/query?c=1", "", ""),
        ("/header", "", ""),
        ("/cookie", "", ""),
        ("/path/1", "", ""),
    ] {
        let request = Request::get(path)
            .header(CONTENT_TYPE, media_type)
            .body(Body::from(body));
        let response = app.clone().oneshot(request.unwrap()).await.unwrap();
        assert_eq!(response.status(), 422, "{path}");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(!text.contains("InternalName"), "{path}: {text}");
        assert!(
            text.contains("matches none of the alternatives"),
            "{path}: {text}"
        );
    }
}

#[tokio::test]
async fn keys_and_variants_are_steps_on_the_way() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Outer {
        by_id: std::collections::HashMap<u32, Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    enum Kind {
        One(u8),
        Two(u8, u8),
        Three { x: u8 },
    }

    let body = json!({ "by_id": {
        "1": { "One": "" }, "2": { "Two": ["", 1] }, "3": { "Three": {} }, "4": { "Three": [1] }, "5": { "One": 1 },
    } });
    assert_eq!(
        places::<Outer>(&body).await,
        [
            json!(["body", "by_id", "1", "One"]),
            json!(["body", "by_id", "2", "Two", 0]),
            json!(["body", "by_id", "3", "Three", "x"]),
            json!(["body", "by_id", "4"]),
        ]
    );
}

#[tokio::test]
async fn a_recursive_type_is_no_trap() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    enum Expr {
        Add(Box<Expr>, Box<Expr>),
        Num(i64),
    }

    let body = json!({ "Add": [{ "Num": "" }, { "Add": [7, { "Num": null }] }] });
    assert_eq!(places::<Expr>(&body).await.len(), 3);
}

#[tokio::test]
async fn a_hostile_body_is_answered_shortly_and_soon() {
    let started = std::time::Instant::now();
    let body = format!(
        r#"{{"items":[{}{{}}]}}"#,
        r#"{"price":"x","size":[]},"#.repeat(80_000)
    );
    let problem = refusal::<Order>(&body).await;
    assert_eq!(problem.errors.len(), 100);
    let late = format!("[{}\"a\",\"b\"]", "1,".repeat(900_000));
    let problem = refusal::<Vec<u8>>(&late).await;
    assert!(!problem.errors.is_empty());
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Filter {
    limit: u8,
    sort: Priority,
    before: Option<i64>,
    #[serde(default)]
    year: Vec<u16>,
    exact: bool,
}

async fn answer(uri: &str) -> Value {
    let app = Router::new()
        .route("/query", get(async |_: Query<Filter>| "read"))
        .route("/form", get(async |_: Form<Filter>| "read"))
        .route("/{id}/{kind}", get(async |_: Path<(u32, Priority)>| "read"))
        .route(
            "/struct/{price}/{size}/{other}",
            get(async |_: Path<Place>| "read"),
        );
    let request = Request::get(uri).body(Body::empty()).unwrap();
    let response = app.oneshot(request).await.unwrap();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes)))
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Place {
    price: u32,
    size: i8,
}

fn locs(answer: &Value) -> Vec<Value> {
    let faults = answer["errors"].as_array();
    faults
        .unwrap_or_else(|| panic!("{answer}"))
        .iter()
        .map(|fault| fault["loc"].clone())
        .collect()
}

#[tokio::test]
async fn every_fault_of_a_query_is_told() {
    for path in ["/query", "/form"] {
        let answer = answer(&format!(
            "{path}?limit=300&sort=up&before=&year=1&year=x&other=1"
        ))
        .await;
        let mut locs = locs(&answer);
        locs.sort_by_key(Value::to_string);
        assert_eq!(
            locs,
            [
                json!(["query", "exact"]),
                json!(["query", "limit"]),
                json!(["query", "other"]),
                json!(["query", "sort"]),
                json!(["query", "year", 1]),
            ]
        );
    }
}

#[tokio::test]
async fn every_fault_of_a_path_is_told() {
    let tuple = answer("/x/hunter2").await;
    assert_eq!(
        locs(&tuple),
        [json!(["path", "id"]), json!(["path", "kind"])]
    );
    assert!(!tuple.to_string().contains("hunter2"));
    let by_name = answer("/struct/-1/200/x").await;
    assert_eq!(
        locs(&by_name),
        [json!(["path", "price"]), json!(["path", "size"])]
    );
    assert_eq!(by_name["errors"][0]["msg"], "expected an integer");
    assert_eq!(by_name["errors"][1]["msg"], "the number is too large");
}
