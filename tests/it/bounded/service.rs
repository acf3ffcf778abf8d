//! A service with every source of faults, and the requests that would make its answers large.

#![allow(dead_code, reason = "the fields are only read from requests")]

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Request, header};
use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::describe::Operation;
use steadfast::extract::{Cookie, Header, IfMatch, MultipartForm, RequestPart, Valid};
use steadfast::prelude::*;
use steadfast::problem::{Fault, Loc};

type Map<V> = BTreeMap<String, V>;

#[derive(Deserialize, JsonSchema)]
struct Fields {
    a: u8,
    b: Option<u8>,
    #[serde(default)]
    tag: Vec<u8>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Closed {
    a: Option<u8>,
}

#[derive(Deserialize, JsonSchema)]
struct FromFive(#[schemars(range(min = 5))] u32);

#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum Either {
    Number(u32),
    Named { name: String },
}

#[derive(Deserialize, JsonSchema)]
enum Kind {
    Plain(u8),
    Fancy { name: String },
}

#[derive(Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String")]
struct Picky;

impl TryFrom<String> for Picky {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Err(format!("{text} is not wanted"))
    }
}

#[derive(Deserialize, JsonSchema)]
struct Tree {
    name: u8,
    #[serde(default)]
    below: Map<Tree>,
}

#[derive(Deserialize, JsonSchema)]
struct Wrapped {
    #[serde(flatten)]
    fields: Fields,
    #[serde(flatten)]
    rest: Map<u32>,
}

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(transparent)]
#[garde(transparent)]
struct Words(#[garde(dive)] Map<Letters>);

#[derive(Deserialize, JsonSchema, garde::Validate)]
#[serde(transparent)]
#[garde(transparent)]
struct Letters(#[garde(inner(ascii, custom(short)))] Vec<String>);

#[allow(clippy::trivially_copy_pass_by_ref, reason = "garde calls it so")]
fn short(word: &String, (): &()) -> garde::Result {
    if word.len() < 9 {
        return Ok(());
    }
    Err(garde::Error::new(format!("`{word}` is long")))
}

#[derive(axum_typed_multipart::TryFromMultipart, JsonSchema)]
#[try_from_multipart(strict)]
struct Upload {
    #[schemars(length(max = 3))]
    title: String,
}

/// An extractor of the app's own, which finds something wrong with every byte of the query.
struct Own;

impl<S: Sync> FromRequestParts<S> for Own {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let faults = query.char_indices().map(|(index, letter)| {
            let loc = [Loc::from(query.clone()), Loc::from(index)];
            Fault::new(
                loc,
                format!("{letter} is wrong with {query}"),
                "value_error",
            )
        });
        Err(Problem::invalid(faults).extension("length", query.len()))
    }
}

impl steadfast::extract::Extractor for Own {}

impl RequestPart for Own {
    fn describe(operation: &mut Operation<'_>) {
        operation.add_error(Problem::invalid([]).described());
    }
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum Taken {
    #[error("the name {name} is taken")]
    #[response(status = 409)]
    NameTaken { name: String },
}

macro_rules! reads {
    ($method:ident: $($name:ident $path:literal $input:ty;)*) => {$(
        #[route($method, $path, status = 204)]
        async fn $name(_: $input) {}
    )*};
}

reads! { post:
    form_map "/form/map" Form<Map<u32>>;
    form_fields "/form/fields" Form<Fields>;
    form_closed "/form/closed" Form<Closed>;
    form_wrapped "/form/wrapped" Form<Wrapped>;
    json_map "/json/map" Json<Map<u32>>;
    json_lists "/json/lists" Json<Map<Vec<u32>>>;
    json_fields "/json/fields" Json<Vec<Fields>>;
    json_closed "/json/closed" Json<Map<Closed>>;
    json_floats "/json/floats" Json<Vec<f64>>;
    json_any "/json/any" Json<Vec<serde_json::Value>>;
    json_schema "/json/schema" Json<Map<Vec<FromFive>>>;
    json_either "/json/either" Json<Map<Either>>;
    json_kinds "/json/kinds" Json<Vec<Kind>>;
    json_picky "/json/picky" Json<Map<Picky>>;
    json_tree "/json/tree" Json<Tree>;
    json_wrapped "/json/wrapped" Json<Vec<Wrapped>>;
    json_garde "/json/garde" Valid<Json<Words>>;
    upload "/upload" MultipartForm<Upload>;
}

reads! { get:
    query_map "/query/map" Query<Map<u32>>;
    query_wrapped "/query/wrapped" Query<Wrapped>;
    query_closed "/query/closed" Query<Closed>;
    path "/path/{a}/{b}" Path<(u8, Picky)>;
    cookie_map "/cookie/map" Cookie<Map<u32>>;
    cookie_texts "/cookie/texts" Cookie<Map<String>>;
    header_map "/header/map" Header<Map<u32>>;
    matched "/if-match" IfMatch;
    paged "/paged" PageQuery<100>;
    after "/after" CursorQuery<u32, 100>;
    own "/own" Own;
}

#[route(post, "/taken", status = 204)]
async fn taken(Json(name): Json<String>) -> Result<(), Taken> {
    Err(Taken::NameTaken { name })
}

#[route(post, "/several/{a}", status = 204)]
async fn several(
    _: Path<u8>,
    _: Query<Map<u32>>,
    _: Header<Map<u32>>,
    _: Cookie<Map<u32>>,
    _: Form<Map<u32>>,
) {
}

pub fn app(format: ErrorFormat) -> axum::Router {
    let routes = routes![
        form_map,
        form_fields,
        form_closed,
        form_wrapped,
        json_map,
        json_lists,
        json_fields,
        json_closed,
        json_floats,
        json_any,
        json_schema,
        json_either,
        json_kinds,
        json_picky,
        json_tree,
        json_wrapped,
        json_garde,
        upload,
        query_map,
        query_wrapped,
        query_closed,
        path,
        cookie_map,
        cookie_texts,
        header_map,
        matched,
        paged,
        after,
        own,
        taken,
        several
    ];
    let api = Api::new("Bounded", "1.0.0").errors(format);
    api.routes(routes).into_router().with_state(())
}

pub const JSON: &str = "application/json";
pub const FORM: &str = "application/x-www-form-urlencoded";
pub const MULTIPART: &str = "multipart/form-data; boundary=b";

pub const JSON_PATHS: [&str; 14] = [
    "/json/map",
    "/json/lists",
    "/json/fields",
    "/json/closed",
    "/json/floats",
    "/json/any",
    "/json/schema",
    "/json/either",
    "/json/kinds",
    "/json/picky",
    "/json/tree",
    "/json/wrapped",
    "/json/garde",
    "/taken",
];
pub const FORM_PATHS: [&str; 4] = ["/form/map", "/form/fields", "/form/closed", "/form/wrapped"];
pub const QUERY_PATHS: [&str; 7] = [
    "/query/map",
    "/query/wrapped",
    "/query/closed",
    "/paged",
    "/after",
    "/own",
    "/no/route",
];

pub fn post(path: &str, media_type: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(path).header(header::CONTENT_TYPE, media_type);
    request.body(body.into()).unwrap()
}

pub fn get(uri: &str) -> Request<Body> {
    Request::get(uri).body(Body::empty()).unwrap()
}

/// A request with a header, if the value can be one.
pub fn with(uri: &str, name: &'static str, value: &[u8]) -> Option<Request<Body>> {
    let mut request = get(uri);
    let value = HeaderValue::from_bytes(value).ok()?;
    let name = HeaderName::from_static(name);
    request.headers_mut().insert(name, value);
    Some(request)
}

pub fn upload_of(name: &str, text: &str) -> Request<Body> {
    let part = format!(
        "--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n--b--\r\n"
    );
    post("/upload", MULTIPART, part)
}

/// A request of about this size that is made to have a large answer, or to take long.
pub type Attack = fn(usize) -> Request<Body>;

fn list(size: usize, item: &str) -> String {
    vec![item; size / (item.len() + 1)].join(",")
}

fn named(size: usize, between: &str, entry: impl Fn(usize) -> String) -> String {
    let length = entry(0).len() + between.len();
    (0..size / length)
        .map(entry)
        .collect::<Vec<_>>()
        .join(between)
}

fn under_a_long_key(path: &str, size: usize, item: &str) -> Request<Body> {
    let key = "k".repeat(size / 2);
    post(
        path,
        JSON,
        format!("{{\"{key}\":[{}]}}", list(size / 2, item)),
    )
}

pub const ATTACKS: &[(&str, Attack)] = &[
    ("form: no UTF-8", |size| {
        post("/form/fields", FORM, "%ff&".repeat(size / 4))
    }),
    ("form: no UTF-8 under names", |size| {
        post(
            "/form/map",
            FORM,
            named(size, "&", |index| format!("k{index:07}=%ff")),
        )
    }),
    ("form: a long key", |size| {
        post("/form/map", FORM, format!("{}=x", "k".repeat(size)))
    }),
    ("form: a long key of control characters", |size| {
        post("/form/map", FORM, format!("{}=x", "%01".repeat(size / 3)))
    }),
    ("form: bad values", |size| {
        post(
            "/form/map",
            FORM,
            named(size, "&", |index| format!("{index:07}=x")),
        )
    }),
    ("form: unknown names", |size| {
        post(
            "/form/closed",
            FORM,
            named(size, "&", |index| format!("{index:07}=")),
        )
    }),
    ("form: buffered", |size| {
        post(
            "/form/wrapped",
            FORM,
            named(size, "&", |index| format!("{index:07}=x")),
        )
    }),
    ("form: one bad value", |size| {
        post(
            "/form/map",
            FORM,
            named(size, "&", |index| format!("{index:07}=1")) + "&a=x",
        )
    }),
    ("json: one bad value", |size| {
        let entries = named(size, ",", |index| format!("\"{index:07}\":1"));
        post("/json/map", JSON, format!("{{{entries},\"a\":\"x\"}}"))
    }),
    ("json: bad values", |size| {
        let entries = named(size, ",", |index| format!("\"{index:07}\":true"));
        post("/json/map", JSON, format!("{{{entries}}}"))
    }),
    ("json: bad values under a long key", |size| {
        under_a_long_key("/json/lists", size, "\"\"")
    }),
    ("json: missing fields", |size| {
        post("/json/fields", JSON, format!("[{}]", list(size, "{}")))
    }),
    ("json: unknown fields", |size| {
        let entries = named(size, ",", |index| format!("\"{index:07}\":1"));
        post("/json/closed", JSON, format!("{{\"k\":{{{entries}}}}}"))
    }),
    ("json: numbers beyond a limit", |size| {
        post("/json/floats", JSON, format!("[{}]", list(size, "1e999")))
    }),
    ("json: too deep", |size| {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        post("/json/any", JSON, format!("[{}]", list(size, &deep)))
    }),
    ("json: deep with long keys", |size| {
        let key = "k".repeat(size / 120);
        let deep = format!("{{\"name\":\"\",\"below\":{{\"{key}\":").repeat(60);
        post("/json/tree", JSON, format!("{deep}7{}", "}}".repeat(60)))
    }),
    ("json: untagged", |size| {
        let entries = named(size, ",", |index| format!("\"{index:07}\":true"));
        post("/json/either", JSON, format!("{{{entries}}}"))
    }),
    ("json: unknown variants", |size| {
        post("/json/kinds", JSON, format!("[{}]", list(size, "\"x\"")))
    }),
    ("json: a long unknown variant", |size| {
        post("/json/kinds", JSON, format!("[\"{}\"]", "x".repeat(size)))
    }),
    ("json: long messages", |size| {
        let entries = named(size, ",", |index| {
            format!("\"{index:07}\":\"{}\"", "v".repeat(150))
        });
        post("/json/picky", JSON, format!("{{{entries}}}"))
    }),
    ("json: buffered", |size| {
        post(
            "/json/wrapped",
            JSON,
            format!("[{}]", list(size, "{\"a\":1,\"b\":2,\"c\":\"x\"}")),
        )
    }),
    ("schema: bad values", |size| {
        post(
            "/json/schema",
            JSON,
            format!("{{\"k\":[{}]}}", list(size, "1")),
        )
    }),
    ("schema: bad values under a long key", |size| {
        under_a_long_key("/json/schema", size, "1")
    }),
    ("garde: violations", |size| {
        post(
            "/json/garde",
            JSON,
            format!("{{\"k\":[{}]}}", list(size, "\"é\"")),
        )
    }),
    ("garde: violations under a long key", |size| {
        under_a_long_key("/json/garde", size, "\"é\"")
    }),
    ("garde: a long message", |size| {
        post(
            "/json/garde",
            JSON,
            format!("{{\"k\":[\"{}\"]}}", "w".repeat(size)),
        )
    }),
    ("multipart: a long name", |size| {
        upload_of(&"k".repeat(size), "x")
    }),
    ("multipart: many parts", |size| {
        let part = "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nxxxx\r\n";
        post(
            "/upload",
            MULTIPART,
            part.repeat(size / part.len()) + "--b--\r\n",
        )
    }),
    ("error: a message that repeats what was sent", |size| {
        post("/taken", JSON, format!("\"{}\"", "n".repeat(size)))
    }),
    ("media type", |size| {
        post("/json/map", &"m".repeat(size.min(60_000)), "{}")
    }),
    ("query: no UTF-8", |size| {
        get(&format!(
            "/query/map?{}",
            "%ff&".repeat(size.min(60_000) / 4)
        ))
    }),
    ("query: bad values", |size| {
        let values = named(size.min(60_000), "&", |index| format!("{index:05}=x"));
        get(&format!("/query/map?{values}"))
    }),
    ("query: a long key", |size| {
        get(&format!("/query/map?{}=x", "k".repeat(size.min(60_000))))
    }),
    ("query: buffered", |size| {
        get(&format!(
            "/query/wrapped?{}=x",
            "k".repeat(size.min(60_000))
        ))
    }),
    ("query: an extractor of the app's own", |size| {
        get(&format!("/own?{}", "q".repeat(size.min(30_000))))
    }),
    ("path: a long one", |size| {
        get(&format!("/path/x/{}", "p".repeat(size.min(60_000))))
    }),
    ("path: no route", |size| {
        get(&format!("/{}", "%22".repeat(size.min(60_000) / 3)))
    }),
    ("cookies: no UTF-8", |size| {
        let cookies = named(size, "; ", |index| format!("{index:07}=%ff"));
        with("/cookie/map", "cookie", cookies.as_bytes()).unwrap()
    }),
    ("cookies: bad values", |size| {
        let cookies = named(size, "; ", |index| format!("{index:07}=x"));
        with("/cookie/map", "cookie", cookies.as_bytes()).unwrap()
    }),
    ("cookies: names", |size| {
        let cookies = named(size, "; ", |index| format!("{index:07}="));
        with("/cookie/texts", "cookie", cookies.as_bytes()).unwrap()
    }),
    ("headers: bad values", |size| {
        let mut request = get("/header/map");
        for index in 0..(size / 20).min(8000) {
            let name = HeaderName::try_from(format!("x-{index:07}")).unwrap();
            request
                .headers_mut()
                .insert(name, HeaderValue::from_static("bad"));
        }
        request
    }),
    ("headers: no UTF-8", |size| {
        with("/header/map", "x-a", &vec![0xff; size]).unwrap()
    }),
    ("headers: entity tags", |size| {
        with("/if-match", "if-match", &vec![b'e'; size]).unwrap()
    }),
    ("several sources", |size| {
        let uri = format!("/several/x?{}", "%ff&".repeat(size.min(60_000) / 4));
        let mut request = post(&uri, FORM, "%ff&".repeat(size / 4));
        let cookies = named(size, "; ", |index| format!("{index:07}=%ff"));
        request
            .headers_mut()
            .insert(header::COOKIE, HeaderValue::try_from(cookies).unwrap());
        request
    }),
];
