//! `#[derive(ErrorResponse)]`: what each variant is answered with, and what the document says of it.

use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};
use steadfast::describe::{ErrorAnswer, Operation, RouteInfo, Schemas};
use steadfast::{ErrorResponse, Problem, ResponseModel};

use crate::log::Log;

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    /// There is no user with this id.
    #[error("user {id} not found")]
    #[response(status = 404)]
    UserNotFound {
        #[response(extension)]
        id: i64,
    },
    #[error("e-mail is taken")]
    #[response(
        status = CONFLICT,
        code = "email_taken",
        title = "Taken",
        type = "https://example.com/errors/taken"
    )]
    EmailTaken,
    #[error("log in first")]
    #[response(status = StatusCode::UNAUTHORIZED, challenge = "Bearer")]
    NotLoggedIn,
    #[error("slow down")]
    #[response(status = 429, retry_after = wait, header("X-Limit" = "10"))]
    TooMany { wait: Duration },
    #[error("{range} is not there")]
    #[response(status = 416, header("Content-Range" = range))]
    NoSuchRange { range: &'static str },
    #[error("could not read the users")]
    #[response(status = 500)]
    Database(#[source] std::io::Error),
    #[error(transparent)]
    #[response(transparent)]
    Billing(#[from] BillingError),
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("the card was declined")]
#[response(status = 402)]
struct BillingError;

fn body(problem: &Problem) -> Value {
    serde_json::to_value(problem).unwrap()
}

fn described<E: ErrorResponse>() -> Vec<ErrorAnswer> {
    const ROUTE: &RouteInfo = &RouteInfo::new("test", "tests", "GET");
    let mut schemas = Schemas::default();
    let mut operation = Operation::new(ROUTE, &mut schemas);
    E::describe(&mut operation);
    operation.errors
}

#[test]
fn a_variant_is_a_problem() {
    let problem = UserError::UserNotFound { id: 7 }.into_problem();
    assert_eq!(
        body(&problem),
        json!({
            "type": "about:blank",
            "title": "Not Found",
            "status": 404,
            "detail": "user 7 not found",
            "code": "user_not_found",
            "id": 7,
        })
    );
}

#[test]
fn a_variant_names_its_own_code_title_and_type() {
    let problem = UserError::EmailTaken.into_problem();
    assert_eq!(
        body(&problem),
        json!({
            "type": "https://example.com/errors/taken",
            "title": "Taken",
            "status": 409,
            "detail": "e-mail is taken",
            "code": "email_taken",
        })
    );
}

#[test]
fn a_challenge_is_sent() {
    let problem = UserError::NotLoggedIn.into_problem();
    assert_eq!(problem.status, 401);
    assert_eq!(problem.headers["www-authenticate"], "Bearer");
}

#[test]
fn a_delay_is_sent_in_whole_seconds() {
    let wait = Duration::from_millis(1500);
    let problem = UserError::TooMany { wait }.into_problem();
    assert_eq!(problem.headers["retry-after"], "2");
    assert_eq!(problem.headers["x-limit"], "10");
}

#[test]
fn a_field_can_be_a_header() {
    let problem = UserError::NoSuchRange { range: "bytes */7" }.into_problem();
    assert_eq!(problem.headers["content-range"], "bytes */7");
}

#[test]
fn a_transparent_variant_is_answered_as_what_is_in_it() {
    let problem = UserError::from(BillingError).into_problem();
    assert_eq!(problem.status, 402);
    assert_eq!(problem.code.as_deref(), Some("billing_error"));
}

#[test]
fn a_server_error_tells_the_client_nothing() {
    let source = std::io::Error::other("password authentication failed for user root");
    let problem = UserError::Database(source).into_problem();
    assert_eq!(
        body(&problem),
        json!({ "type": "about:blank", "title": "Internal Server Error", "status": 500, "code": "database" })
    );
}

#[test]
fn a_server_error_is_logged_once_with_its_sources() {
    let log = Log::start();
    let source = std::io::Error::other("disk 7 is full");
    let _ = UserError::Database(source).into_problem().into_response();
    let _ = UserError::EmailTaken.into_problem().into_response();
    let lines = log.lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    for part in [
        "ERROR",
        "status=500",
        "code=\"database\"",
        "could not read the users: disk 7 is full",
    ] {
        assert!(lines[0].contains(part), "{part} is not in {}", lines[0]);
    }
}

#[test]
fn the_document_lists_each_variant() {
    let answers = described::<UserError>();
    let codes: Vec<_> = answers
        .iter()
        .map(|answer| (answer.status, answer.code.as_str()))
        .collect();
    assert_eq!(
        codes,
        [
            (404, "user_not_found"),
            (409, "email_taken"),
            (401, "not_logged_in"),
            (429, "too_many"),
            (416, "no_such_range"),
            (500, "database"),
            (402, "billing_error"),
        ]
    );
}

#[test]
fn the_document_describes_a_variant() {
    let [not_found, taken, login, too_many, .., database, _] = &described::<UserError>()[..] else {
        panic!("too few errors");
    };
    assert_eq!(
        not_found.description.as_deref(),
        Some("There is no user with this id.")
    );
    assert_eq!(not_found.detail.as_deref(), Some("user 1 not found"));
    assert_eq!(not_found.extensions.keys().collect::<Vec<_>>(), ["id"]);
    assert_eq!(
        (taken.title.as_str(), taken.type_uri.as_str()),
        ("Taken", "https://example.com/errors/taken")
    );
    assert_eq!(login.headers[0].name, "WWW-Authenticate");
    let names: Vec<_> = too_many.headers.iter().map(|header| header.name).collect();
    assert_eq!(names, ["X-Limit", "Retry-After"]);
    assert_eq!(database.detail, None);
}

#[derive(Debug, ErrorResponse)]
#[response(status = 422, code = "bad_value", crate = ::steadfast)]
struct Bad<T>(#[response(extension = "value")] T);

impl<T> fmt::Display for Bad<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the value is bad")
    }
}

#[test]
fn a_generic_struct_without_thiserror_is_a_problem() {
    let problem = Bad(vec![1, 2]).into_problem();
    assert_eq!(problem.detail.as_deref(), Some("the value is bad"));
    assert_eq!(body(&problem)["value"], json!([1, 2]));
}

#[derive(Debug, ErrorResponse)]
enum Plain<'a> {
    #[response(status = 503, retry_after = 30)]
    Down,
    #[response(status = 400)]
    Wrong(&'a str),
}

impl fmt::Display for Plain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Down => formatter.write_str("the queue is down"),
            Self::Wrong(what) => write!(formatter, "{what} is wrong"),
        }
    }
}

#[test]
fn a_server_error_that_is_no_std_error_is_logged_by_its_message() {
    let log = Log::start();
    let problem = Plain::Down.into_problem();
    assert_eq!(problem.headers["retry-after"], "30");
    assert_eq!(problem.detail, None);
    assert!(log.lines()[0].contains("the queue is down"));
    assert_eq!(
        Plain::Wrong("it").into_problem().detail.as_deref(),
        Some("it is wrong")
    );
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum Unnamed {
    #[error("could not save")]
    #[response(status = 500)]
    Report(anyhow::Error),
    #[error("could not save: {0}")]
    #[response(status = 500)]
    Shown(anyhow::Error),
    #[error("only reading is possible")]
    #[response(status = 405, header("Allow" = methods))]
    ReadOnly { methods: &'static str },
}

#[test]
fn a_cause_that_is_not_named_as_the_source_is_logged_too() {
    let cause = || anyhow::Error::new(std::io::Error::other("disk 7")).context("it is full");
    for error in [Unnamed::Report(cause()), Unnamed::Shown(cause())] {
        let log = Log::start();
        let _ = error.into_problem();
        let line = &log.lines()[0];
        assert!(
            line.ends_with("could not save: it is full: disk 7"),
            "{line}"
        );
    }
}

#[test]
fn the_methods_of_a_path_can_be_a_field() {
    let problem = Unnamed::ReadOnly { methods: "GET" }.into_problem();
    assert_eq!(problem.headers["allow"], "GET");
    let described = &described::<Unnamed>()[2];
    assert_eq!(described.headers[0].name, "Allow");
}

#[derive(ResponseModel)]
struct Limit {
    max: u32,
    unit: String,
}

#[derive(Debug, ErrorResponse)]
enum Nothing {}

#[test]
fn an_enum_without_variants_has_no_errors() {
    assert!(described::<Nothing>().is_empty());
}

#[derive(ErrorResponse)]
#[response(status = 413)]
struct TooLong {
    #[response(extension)]
    limit: Limit,
    #[response(extension)]
    note: steadfast::Field<String>,
}

impl fmt::Display for TooLong {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("too long")
    }
}

#[test]
fn an_extension_is_a_response_model() {
    let limit = Limit {
        max: 3,
        unit: "lines".to_owned(),
    };
    let problem = TooLong {
        limit,
        note: steadfast::Field::Unset,
    }
    .into_problem();
    let body = body(&problem);
    assert_eq!(body["limit"], json!({ "max": 3, "unit": "lines" }));
    assert_eq!(body.get("note"), None);
}

#[test]
fn a_boxed_error_is_the_error() {
    let problem = Box::new(UserError::EmailTaken).into_problem();
    assert_eq!(problem.code.as_deref(), Some("email_taken"));
    assert_eq!(
        described::<Box<BillingError>>(),
        described::<BillingError>()
    );
}
