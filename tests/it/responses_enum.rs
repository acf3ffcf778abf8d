//! `#[derive(Responses)]`: a closed set of successes, each with its own model, over a real socket.

use serde_json::Value;
use steadfast::prelude::*;

use crate::socket::{Client, serve};

struct User {
    id: i64,
    nickname: Option<String>,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
    nickname: Option<String>,
}

#[derive(ResponseModel)]
struct Summary {
    users: u64,
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
#[error("no such import")]
#[response(status = 404)]
struct ImportNotFound;

/// How an import ends.
#[derive(Responses)]
enum Import {
    /// Imported at once.
    #[response(status = 200, model = UserOut)]
    Done(User),
    #[response(status = CREATED)]
    Created(Created<UserOut>),
    /// Queued: follow the task.
    #[response(status = 202)]
    Queued(Accepted<TaskAccepted>),
    #[response(status = 203)]
    Counted(Summary),
    #[response(status = 204)]
    Empty,
    #[response(status = 303)]
    Known(Redirect),
}

fn import(how: &str) -> Option<Import> {
    Some(match how {
        "done" => Import::Done(User {
            id: 7,
            nickname: None,
        }),
        "created" => Import::Created(Created::at(
            "/users/7",
            UserOut {
                id: 7,
                nickname: None,
            },
        )),
        "queued" => Import::Queued(Accepted::at(
            "/tasks/1",
            TaskAccepted {
                task_id: String::from("1"),
            },
        )),
        "counted" => Import::Counted(Summary { users: 3 }),
        "empty" => Import::Empty,
        "known" => Import::Known(Redirect::to("/users/1")),
        _ => return None,
    })
}

#[route(put, "/imports/{how}", response = Import, header("X-Import" = "yes"))]
async fn put_import(Path(how): Path<String>) -> Result<Import, ImportNotFound> {
    import(&how).ok_or(ImportNotFound)
}

#[route(
    put,
    "/replies/{how}",
    status = [200, 201, 202, 203, 204, 303],
    response = Import,
    exclude_none,
    response_description = "imported"
)]
async fn reply_import(Path(how): Path<String>) -> Result<Reply<Import>, ImportNotFound> {
    let import = import(&how).ok_or(ImportNotFound)?;
    Ok(Reply::new(import).header("X-Cost", 3))
}

/// A page, or where it has gone.
#[derive(Responses)]
enum Visit<T> {
    #[response(status = 200)]
    Here(Html),
    #[response(status = 203)]
    Model(T),
    #[response(status = 308)]
    #[deprecated]
    Gone(Redirect),
}

#[route(get, "/visits/{how}", response = Visit<Summary>)]
async fn visit(Path(how): Path<String>) -> Visit<Summary> {
    match how.as_str() {
        "here" => Visit::Here(Html::from("<p>")),
        "model" => Visit::Model(Summary { users: 1 }),
        #[allow(deprecated)]
        _ => Visit::Gone(Redirect::to("/")),
    }
}

struct Answer {
    status: u16,
    location: Option<String>,
    body: String,
}

fn client() -> Client {
    let routes = routes![put_import, reply_import, visit];
    serve(Api::new("Imports", "1.0.0").routes(routes).into_router())
}

fn put(path: &str) -> Answer {
    let answer = client().put(path);
    Answer {
        status: answer.status,
        location: answer.all("location").first().map(ToString::to_string),
        body: answer.body,
    }
}

#[test]
fn a_variant_is_answered_with_its_status_and_its_model() {
    for (how, status, body) in [
        ("done", 200, r#"{"id":7,"nickname":null}"#),
        ("created", 201, r#"{"id":7,"nickname":null}"#),
        ("queued", 202, r#"{"task_id":"1"}"#),
        ("counted", 203, r#"{"users":3}"#),
        ("empty", 204, ""),
        ("known", 303, ""),
    ] {
        let answer = put(&format!("/imports/{how}"));
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (status, body),
            "{how}"
        );
    }
    assert_eq!(put("/imports/none").status, 404);
}

#[test]
fn an_outcome_in_a_variant_brings_its_headers() {
    for (how, location) in [
        ("created", Some("/users/7")),
        ("queued", Some("/tasks/1")),
        ("known", Some("/users/1")),
        ("counted", None),
    ] {
        assert_eq!(
            put(&format!("/imports/{how}")).location.as_deref(),
            location,
            "{how}"
        );
    }
}

#[test]
fn the_contract_of_the_route_holds_for_every_variant() {
    let client = client();
    assert_eq!(client.put("/imports/empty").all("x-import"), ["yes"]);
    assert_eq!(client.put("/replies/done").body, r#"{"id":7}"#);
    assert_eq!(
        client.get("/visits/here").all("cache-control"),
        ["private, no-cache"]
    );
}

#[test]
fn a_reply_of_a_set_has_headers_whatever_the_variant() {
    let client = client();
    for how in ["done", "queued", "empty", "known"] {
        assert_eq!(
            client.put(&format!("/replies/{how}")).all("x-cost"),
            ["3"],
            "{how}"
        );
    }
}

#[test]
fn a_kind_and_a_generic_model_are_variants_too() {
    let client = client();
    let here = client.get("/visits/here");
    assert_eq!(here.all("content-type"), ["text/html; charset=utf-8"]);
    assert_eq!(client.get("/visits/model").body, r#"{"users":1}"#);
    assert_eq!(client.get("/visits/gone").status, 308);
}

#[test]
fn each_status_is_documented_with_its_own_model() {
    let document: Value = serde_json::from_str(&client().get("/openapi.json").body).unwrap();
    let responses = &document["paths"]["/imports/{how}"]["put"]["responses"];
    let model = |status: &str| &responses[status]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(model("200"), "#/components/schemas/UserOut");
    assert_eq!(model("201"), "#/components/schemas/UserOut");
    assert_eq!(model("202"), "#/components/schemas/TaskAccepted");
    // Whoever reads the document need not know Rust.
    assert_eq!(
        document["components"]["schemas"]["TaskAccepted"]["description"],
        "The task that was queued."
    );
    assert_eq!(model("203"), "#/components/schemas/Summary");
    assert_eq!(responses["204"]["content"], Value::Null);
    for status in ["201", "202", "303"] {
        assert_eq!(
            responses[status]["headers"]["Location"]["required"], true,
            "{status}"
        );
    }
    assert_eq!(responses["203"]["headers"]["Location"], Value::Null);
}

#[test]
fn a_status_is_described_by_its_variant() {
    let document: Value = serde_json::from_str(&client().get("/openapi.json").body).unwrap();
    let description = |path: &str, status: &str| {
        document["paths"][path]["put"]["responses"][status]["description"].clone()
    };
    assert_eq!(description("/imports/{how}", "200"), "Imported at once.");
    assert_eq!(
        description("/imports/{how}", "202"),
        "Queued: follow the task."
    );
    assert_eq!(description("/imports/{how}", "204"), "No Content");
    assert_eq!(description("/replies/{how}", "204"), "imported");
    assert_eq!(description("/replies/{how}", "200"), "Imported at once.");
}
