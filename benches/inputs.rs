//! Reading and checking a request, against axum's own extractors, which check nothing: instructions by callgrind.

mod callgrind;

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use callgrind::{asked, instructions};
use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::extract;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct User {
    id: i64,
    name: String,
    email: Option<String>,
    admin: bool,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Checked {
    #[schemars(range(min = 1))]
    id: i64,
    #[schemars(length(min = 1, max = 50))]
    name: String,
    email: Option<String>,
    admin: bool,
}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Filter {
    limit: u8,
    sort: String,
    exact: bool,
}

/// A row: its name, the content type of the body, and the text of the query or the body.
type Row = (&'static str, &'static str, String);

fn rows() -> [Row; 4] {
    let user = r#"{"id":7,"name":"Ada Lovelace","email":"ada@example.com","admin":true}"#;
    let users = format!("[{}]", [user; 100].join(","));
    let filter = "limit=50&sort=name&exact=true".to_owned();
    [
        ("a query of three", "", filter.clone()),
        ("a form of three", FORM, filter),
        ("JSON, one user", JSON, user.to_owned()),
        ("JSON, 100 users", JSON, users),
    ]
}

fn request((_, content_type, text): &Row) -> Request<Body> {
    if content_type.is_empty() {
        return Request::get(format!("/?{text}"))
            .body(Body::empty())
            .unwrap();
    }
    Request::post("/")
        .header(CONTENT_TYPE, *content_type)
        .body(Body::from(text.clone()))
        .unwrap()
}

fn of_parts<E: FromRequestParts<()>>(row: &Row) {
    let (mut parts, _) = request(row).into_parts();
    assert!(black_box(ready(E::from_request_parts(&mut parts, &()))).is_ok());
}

fn of_whole<E: FromRequest<()>>(row: &Row) {
    assert!(black_box(ready(E::from_request(request(row), &()))).is_ok());
}

type Reading = fn(&Row);

/// For each row axum's extractor, ours, and ours for a type with constraints.
const READINGS: [[Reading; 3]; 4] = [
    [
        of_parts::<axum::extract::Query<Filter>>,
        of_parts::<extract::Query<Filter>>,
        of_parts::<extract::Query<Filter>>,
    ],
    [
        of_whole::<axum::extract::Form<Filter>>,
        of_whole::<extract::Form<Filter>>,
        of_whole::<extract::Form<Filter>>,
    ],
    [
        of_whole::<axum::Json<User>>,
        of_whole::<extract::Json<User>>,
        of_whole::<extract::Json<Checked>>,
    ],
    [
        of_whole::<axum::Json<Vec<User>>>,
        of_whole::<extract::Json<Vec<User>>>,
        of_whole::<extract::Json<Vec<Checked>>>,
    ],
];

/// Nothing in these requests waits, so one poll is enough.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing to wait for"),
    }
}

fn main() {
    let rows = rows();
    if let Some([row, which, times]) = asked().as_deref() {
        (0..*times).for_each(|_| READINGS[*row][*which](black_box(&rows[*row])));
        return;
    }
    println!(
        "{:20}{:>20}{:>20}{:>20}",
        "instructions", "axum", "steadfast", "with constraints"
    );
    for (row, (name, ..)) in rows.iter().enumerate() {
        let measured: [f64; 3] = std::array::from_fn(|which| instructions(&[row, which], 256));
        print!("{name:20}");
        for value in measured {
            print!("{value:>12.0} {:>7.3}", value / measured[0]);
        }
        println!();
    }
}
