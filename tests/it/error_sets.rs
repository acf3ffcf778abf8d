//! `#[response(subset(..))]`: a handler's own errors, made of the app's.

use std::error::Error;

use serde_json::{Value, json};
use steadfast::ErrorResponse;
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[response(subset(
    CreateUserError = [EmailTaken, Disk],
    FindUserError = [UserNotFound, Disk],
    WriteError = [Disk, EmailTaken],
    ReadError = [Disk],
    BuyError = [Billing],
))]
enum UserError {
    /// There is no such user.
    #[error("user {id} not found")]
    #[response(status = 404)]
    UserNotFound {
        #[response(extension)]
        id: i64,
    },
    #[error("e-mail is taken")]
    #[response(status = 409, code = "taken")]
    EmailTaken,
    #[error("could not read the users")]
    #[response(status = 500)]
    Disk(#[from] std::io::Error),
    #[error(transparent)]
    #[response(transparent)]
    Billing(#[from] BillingError),
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("the card was declined")]
#[response(status = 402)]
struct BillingError;

fn read() -> Result<i64, ReadError> {
    Err(std::io::Error::other("disk 7 is full"))?
}

fn write() -> Result<i64, WriteError> {
    Err(WriteError::EmailTaken)
}

#[route(post, "/users", response = Text)]
async fn create_user() -> Result<Created<Text>, CreateUserError> {
    let id = write()?;
    Ok(Created::at(format!("/users/{id}"), Text::from("Ada")))
}

#[route(get, "/users/{id}", response = Text)]
async fn get_user(Path(id): Path<i64>) -> Result<Text, FindUserError> {
    if id == 0 {
        read()?;
    }
    Err(FindUserError::UserNotFound { id })
}

#[route(post, "/orders", response = Text)]
async fn buy() -> Result<Created<Text>, BuyError> {
    Err(BillingError)?
}

#[route(get, "/everything", response = Text)]
async fn everything() -> Result<Text, UserError> {
    read()?;
    write()?;
    Ok(Text::from("ok"))
}

fn api() -> Api {
    Api::new("Users", "1.0.0").routes(routes![create_user, get_user, buy, everything])
}

fn codes(path: &str, method: &str) -> Vec<(String, Value)> {
    let document = api().openapi();
    let responses = &document["paths"][path][method]["responses"];
    let errors = responses.as_object().unwrap().iter();
    errors
        .filter(|(status, _)| status.starts_with(['4', '5']))
        .map(|(status, response)| {
            let schema = &response["content"]["application/problem+json"]["schema"];
            let codes = schema["allOf"][1]["properties"]["code"]["enum"].clone();
            (status.clone(), codes)
        })
        .collect()
}

#[test]
fn what_a_handler_cannot_return_is_not_documented() {
    assert_eq!(
        codes("/users", "post"),
        [
            ("409".to_owned(), json!(["taken"])),
            ("500".to_owned(), json!(["disk", "internal_server_error"])),
        ]
    );
    assert_eq!(
        codes("/users/{id}", "get"),
        [
            ("404".to_owned(), json!(["user_not_found"])),
            ("422".to_owned(), json!(["validation_error"])),
            ("500".to_owned(), json!(["disk", "internal_server_error"])),
        ]
    );
    assert_eq!(codes("/orders", "post")[0].0, "402");
    assert_eq!(codes("/everything", "get").len(), 4);
}

#[tokio::test]
async fn an_error_of_a_subset_is_answered_as_the_whole_one_says() {
    let client = Client::new(api().into_router());
    let taken = client.post("/users").await;
    taken.assert_status(409).assert_conforms();
    assert_eq!(taken.problem()["code"], "taken");
    assert_eq!(taken.problem()["detail"], "e-mail is taken");

    let missing = client.get("/users/7").await;
    missing.assert_status(404).assert_conforms();
    assert_eq!(missing.problem()["id"], 7);
    assert_eq!(missing.problem()["detail"], "user 7 not found");

    client
        .get("/users/0")
        .await
        .assert_status(500)
        .assert_conforms();
    client
        .post("/orders")
        .await
        .assert_status(402)
        .assert_conforms();
}

#[test]
fn a_subset_has_the_messages_and_the_sources_of_the_whole_one() {
    let error = FindUserError::UserNotFound { id: 7 };
    assert_eq!(error.to_string(), "user 7 not found");
    let error = ReadError::from(std::io::Error::other("disk 7 is full"));
    assert_eq!(error.to_string(), "could not read the users");
    assert_eq!(error.source().unwrap().to_string(), "disk 7 is full");
}

#[test]
fn a_subset_becomes_whatever_has_room_for_it() {
    let whole: UserError = WriteError::EmailTaken.into();
    assert!(matches!(whole, UserError::EmailTaken));
    // The same variants under another name, both ways.
    let create: CreateUserError = WriteError::EmailTaken.into();
    let write: WriteError = create.into();
    assert!(matches!(write, WriteError::EmailTaken));
    let find: FindUserError = ReadError::from(std::io::Error::other("no")).into();
    assert!(matches!(find, FindUserError::Disk(_)));
}

#[derive(ErrorResponse)]
#[response(subset(Few = [Gone]))]
enum WithoutThiserror {
    #[response(status = 410)]
    Gone,
    #[response(status = 404)]
    Missing,
}

impl std::fmt::Display for WithoutThiserror {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Gone => "it is gone",
            Self::Missing => "it was never there",
        })
    }
}

#[test]
fn an_enum_that_displays_itself_has_subsets_too() {
    let problem = Few::Gone.into_problem();
    assert_eq!(problem.detail.as_deref(), Some("it is gone"));
    assert_eq!(WithoutThiserror::Missing.into_problem().status, 404);
}
