//! What an error type may say of its answers: the shape, the detail, challenges, causes; and that the document agrees.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use steadfast::ErrorResponse;
use steadfast::prelude::*;
use steadfast::testing::Client;

use crate::log::Log;

#[derive(Debug, Clone, thiserror::Error, ErrorResponse)]
enum LoginError {
    #[error("user {user} is locked since yesterday")]
    #[response(status = 403, detail = "this account cannot log in")]
    Locked { user: String },
    #[error("user {user} is unknown")]
    #[response(status = 404, detail = false)]
    Unknown { user: String },
    #[error("the queue is at {0}")]
    #[response(status = 503, detail = "try again in a minute", retry_after = 60)]
    Busy(u32),
    #[error("log in")]
    #[response(status = 401, challenge("Bearer", realm = "users", error = reason))]
    Expired { reason: String },
    #[error("log in first")]
    #[response(
        status = 401,
        challenge("Basic", realm = "the \"users\"", charset = "UTF-8")
    )]
    LoggedOut,
    #[error("slow down")]
    #[response(status = 429, retry_after = wait)]
    TooFast { wait: Option<Duration> },
    #[error("the quota of {limit} is used up")]
    #[response(status = 402, header("X-Plan" = plan))]
    Quota {
        #[response(extension)]
        limit: u32,
        #[response(extension)]
        used: Field<u32>,
        plan: String,
    },
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("the old client is told in its own words")]
#[response(status = 410, format = Detail)]
struct OldError;

fn shout() -> ErrorFormat {
    ErrorFormat::custom(|problem: &Problem| ("text/plain", format!("{problem}!")))
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(format = shout)]
enum LoudError {
    #[error("no")]
    #[response(status = 418)]
    Teapot,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum AnyError {
    #[error(transparent)]
    #[response(transparent)]
    Login(LoginError),
    #[error(transparent)]
    #[response(transparent)]
    Old(OldError),
    #[error(transparent)]
    #[response(transparent)]
    Loud(LoudError),
    #[error("the name is bad")]
    #[response(status = 422)]
    BadName,
}

#[route(get, "/errors/{name}", response = Text)]
async fn errors(Path(name): Path<String>) -> Result<Text, AnyError> {
    let user = "root".to_owned();
    Err(AnyError::Login(match name.as_str() {
        "locked" => LoginError::Locked { user },
        "unknown" => LoginError::Unknown { user },
        "busy" => LoginError::Busy(7),
        "expired" => LoginError::Expired {
            reason: "\"é\\\n".to_owned(),
        },
        "logged-out" => LoginError::LoggedOut,
        "too-fast" => LoginError::TooFast { wait: None },
        "quota" => LoginError::Quota {
            limit: 3,
            used: Field::Unset,
            plan: "line\nbreak".to_owned(),
        },
        "old" => return Err(AnyError::Old(OldError)),
        "loud" => return Err(AnyError::Loud(LoudError::Teapot)),
        _ => return Err(AnyError::BadName),
    }))
}

fn api() -> Api {
    Api::new("Errors", "1.0.0")
        .problem_types("https://errors.example/{code}")
        .routes(routes![errors])
}

fn client() -> Client {
    Client::new(api().into_router())
}

fn response(status: &str) -> Value {
    api().openapi()["paths"]["/errors/{name}"]["get"]["responses"][status].clone()
}

#[tokio::test]
async fn a_detail_is_rephrased_or_withheld() {
    let locked = client().get("/errors/locked").await;
    locked.assert_status(403).assert_conforms();
    assert_eq!(locked.problem()["detail"], "this account cannot log in");

    let unknown = client().get("/errors/unknown").await;
    unknown.assert_status(404).assert_conforms();
    assert_eq!(unknown.problem().get("detail"), None);

    let examples = &response("403")["content"]["application/problem+json"]["examples"];
    assert_eq!(
        examples["locked"]["value"]["detail"],
        "this account cannot log in"
    );
}

#[tokio::test]
async fn a_server_error_may_say_what_is_always_the_same() {
    let busy = client().get("/errors/busy").await;
    busy.assert_status(503)
        .assert_header("retry-after", "60")
        .assert_conforms();
    assert_eq!(busy.problem()["detail"], "try again in a minute");
}

#[tokio::test]
async fn the_parameters_of_a_challenge_are_quoted() {
    client()
        .get("/errors/expired")
        .await
        .assert_header(
            "www-authenticate",
            r#"Bearer realm="users", error="\"?\\?""#,
        )
        .assert_conforms();
    client()
        .get("/errors/logged-out")
        .await
        .assert_header(
            "www-authenticate",
            r#"Basic realm="the \"users\"", charset="UTF-8""#,
        )
        .assert_conforms();
    assert_eq!(
        response("401")["headers"]["WWW-Authenticate"]["required"],
        true
    );
}

#[tokio::test]
async fn a_header_that_may_be_left_out_is_not_promised() {
    client()
        .get("/errors/quota")
        .await
        .assert_status(402)
        .assert_conforms();
    assert_eq!(response("402")["headers"]["X-Plan"]["required"], false);
    client()
        .get("/errors/too-fast")
        .await
        .assert_status(429)
        .assert_conforms();
    assert_eq!(response("429")["headers"]["Retry-After"]["required"], false);
    assert_eq!(response("503")["headers"]["Retry-After"]["required"], true);
}

#[test]
fn an_extension_that_is_always_there_is_promised() {
    let schema = &response("402")["content"]["application/problem+json"]["schema"];
    assert_eq!(schema["allOf"][1]["required"], json!(["code", "limit"]));
}

#[tokio::test]
async fn an_error_may_have_a_shape_of_its_own() {
    let old = client().get("/errors/old").await;
    old.assert_status(410).assert_conforms();
    let told: Value = old.json();
    assert_eq!(
        told,
        json!({ "detail": "the old client is told in its own words" })
    );

    let loud = client().get("/errors/loud").await;
    loud.assert_status(418)
        .assert_header("content-type", "text/plain");
    assert_eq!(loud.text(), "418: no!");
}

#[tokio::test]
async fn an_error_shares_its_status_with_the_faults_of_a_request() {
    let bad = client().get("/errors/bad").await;
    bad.assert_status(422).assert_conforms();
    client()
        .get("/errors/%ff")
        .await
        .assert_status(422)
        .assert_conforms();
}

#[tokio::test]
async fn a_type_is_made_of_the_code() {
    let uri = "https://errors.example/locked";
    let locked = client().get("/errors/locked").await;
    assert_eq!(locked.problem()["type"], uri);
    let examples = &response("403")["content"]["application/problem+json"]["examples"];
    assert_eq!(examples["locked"]["value"]["type"], uri);
    let nowhere = client().get("/nowhere").await;
    assert_eq!(
        nowhere.problem()["type"],
        "https://errors.example/not_found"
    );
}

/// The catch-all that cannot be a `std::error::Error`, since everything that is one becomes it.
#[derive(ErrorResponse)]
#[response(status = 500, code = "internal")]
struct Internal(anyhow::Error);

impl fmt::Display for Internal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<E: Into<anyhow::Error>> From<E> for Internal {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum CatchAll {
    #[error(transparent)]
    #[response(status = 500)]
    Unexpected(#[from] anyhow::Error),
    #[error("something else")]
    #[response(status = 502)]
    Boxed(#[from] Box<dyn std::error::Error + Send + Sync>),
}

fn anything() -> anyhow::Error {
    anyhow::Error::new(std::io::Error::other("disk 7 is full")).context("could not save")
}

#[track_caller]
fn assert_logged(error: impl ErrorResponse, text: &str) {
    let log = Log::start();
    assert_eq!(error.into_problem().detail, None);
    let lines = log.lines();
    assert_eq!(lines.len(), 1);
    assert!(lines[0].contains(text), "{}", lines[0]);
}

#[test]
fn a_catch_all_is_logged_with_all_causes() {
    assert_logged(Internal(anything()), "error=could not save: disk 7 is full");
    assert_logged(
        CatchAll::from(anything()),
        "error=could not save: disk 7 is full",
    );
    assert_logged(
        CatchAll::Boxed("the printer burns".into()),
        "error=something else: the printer burns",
    );
}

#[test]
fn a_shared_error_is_the_error() {
    let problem = Arc::new(LoginError::LoggedOut).into_problem();
    assert_eq!(problem.code.as_deref(), Some("logged_out"));
}
