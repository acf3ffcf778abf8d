//! Reading and checking a request, against axum's own extractors, which check nothing: instructions by callgrind.

mod callgrind;

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use callgrind::{asked, instructions};
use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::extract;
use steadfast::prelude::{Api, NoContent, route, routes};

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

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct CheckedFilter {
    #[schemars(range(min = 1, max = 100))]
    limit: u8,
    #[schemars(length(min = 1, max = 20))]
    sort: String,
    exact: bool,
}

/// What a document shows is read as its schema says, so each type is the argument of a route.
mod documented {
    use steadfast::extract::{Form, Json, Query};

    use super::*;

    macro_rules! api_of {
        ($($name:ident($path:literal, $argument:ty))*) => {
            $(
                #[route(post, $path, status = 204)]
                async fn $name(_: $argument) -> NoContent {
                    NoContent
                }
            )*

            fn api() -> Api {
                Api::new("Inputs", "1.0.0").routes(routes![$($name),*])
            }
        };
    }

    api_of! {
        query("/query", Query<Filter>)
        checked_query("/checked-query", Query<CheckedFilter>)
        form("/form", Form<Filter>)
        checked_form("/checked-form", Form<CheckedFilter>)
        one("/one", Json<User>)
        all("/all", Json<Vec<User>>)
        checked("/checked", Json<Checked>)
        all_checked("/all-checked", Json<Vec<Checked>>)
    }

    pub fn build() {
        drop(api().into_router());
    }
}

/// A row: its name, the content type of the body, and the text of the query or the body.
type Row = (&'static str, &'static str, String);

fn rows() -> [Row; 5] {
    let user = r#"{"id":7,"name":"Ada Lovelace","email":"ada@example.com","admin":true}"#;
    let users = format!("[{}]", [user; 100].join(","));
    let faulty = r#"{"id":"7","name":"Ada Lovelace","email":"ada@example.com","admin":1}"#;
    let filter = "limit=50&sort=name&exact=true".to_owned();
    [
        ("a query of three", "", filter.clone()),
        ("a form of three", FORM, filter),
        ("JSON, one user", JSON, user.to_owned()),
        ("JSON, 100 users", JSON, users),
        ("JSON, two faults", JSON, faulty.to_owned()),
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

/// A refusal, as the response that it is sent as.
fn of_fault<E: FromRequest<(), Rejection: IntoResponse>>(row: &Row) {
    let Err(refusal) = ready(E::from_request(request(row), &())) else {
        panic!("the request has faults");
    };
    drop(black_box(refusal.into_response()));
}

type Reading = fn(&Row);

/// For each row axum's extractor, ours, and ours for a type with constraints.
const READINGS: [[Reading; 3]; 5] = [
    [
        of_parts::<axum::extract::Query<Filter>>,
        of_parts::<extract::Query<Filter>>,
        of_parts::<extract::Query<CheckedFilter>>,
    ],
    [
        of_whole::<axum::extract::Form<Filter>>,
        of_whole::<extract::Form<Filter>>,
        of_whole::<extract::Form<CheckedFilter>>,
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
    [
        of_fault::<axum::Json<User>>,
        of_fault::<extract::Json<User>>,
        of_fault::<extract::Json<Checked>>,
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
    documented::build();
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
