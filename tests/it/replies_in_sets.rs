//! A variant of a set of responses with headers of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;

struct User {
    id: u32,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: u32,
}

#[derive(ResponseHeaders)]
struct Progress {
    /// When to ask again, in seconds.
    poll_interval: u32,
}

#[derive(ResponseHeaders)]
struct Cost {
    /// What the request has cost.
    x_cost: u32,
}

/// How an import ends.
#[derive(Responses)]
enum Import {
    #[response(status = 200)]
    Known(Reply<UserOut, ETag>),
    #[response(status = 201, model = UserOut)]
    Created(Reply<Created<User>, (Cost, SetCookie)>),
    #[response(status = 202)]
    Queued(Reply<Accepted<TaskAccepted>, Progress>),
    #[response(status = 203, model = UserOut)]
    Free(Reply<User>),
    #[response(status = 204)]
    Nothing(Reply<NoContent, Option<Cost>>),
    #[response(status = 303)]
    Elsewhere(Reply<Redirect, Cost>),
    #[response(status = 207)]
    Plain(UserOut),
}

type Count = Arc<AtomicUsize>;

fn import(how: &str, count: Count) -> Import {
    let task = || TaskAccepted {
        task_id: "1".to_owned(),
    };
    match how {
        "known" => Import::Known(Reply::new(UserOut { id: 7 }).etag("v1")),
        "created" => Import::Created(
            Reply::new(Created::at("/users/7", User { id: 7 }))
                .typed_header(Cost { x_cost: 3 })
                .cookie(SetCookie::new("last", "7"))
                .after(async move {
                    count.fetch_add(1, Ordering::SeqCst);
                }),
        ),
        "queued" => Import::Queued(
            Reply::new(Accepted::at("/tasks/1", task()))
                .typed_header(Progress { poll_interval: 5 }),
        ),
        "free" => Import::Free(Reply::new(User { id: 8 }).header("X-Note", "free")),
        "nothing" => Import::Nothing(Reply::new(NoContent).typed_header(None)),
        "elsewhere" => {
            Import::Elsewhere(Reply::new(Redirect::to("/users/7")).typed_header(Cost { x_cost: 1 }))
        }
        "broken" => Import::Free(Reply::new(User { id: 8 }).header("X-Note", "a\nb")),
        _ => Import::Plain(UserOut { id: 9 }),
    }
}

#[route(put, "/imports/{how}", response = Import, header("X-Cost" = "0"))]
async fn put_import(State(count): State<Count>, Path(how): Path<String>) -> Import {
    import(&how, count)
}

#[route(put, "/replies/{how}", response = Import)]
async fn reply_import(
    State(count): State<Count>,
    Path(how): Path<String>,
) -> Reply<Import, Progress> {
    let after = count.clone();
    Reply::new(import(&how, count))
        .typed_header(Progress { poll_interval: 9 })
        .after(async move {
            after.fetch_add(10, Ordering::SeqCst);
        })
}

/// Where an import is now.
#[derive(Responses)]
enum Place {
    #[response(status = 200)]
    Here(Reply<UserOut, ETag>),
    #[response(status = 303)]
    Elsewhere(Redirect),
}

#[route(get, "/imports/{how}", response = Place)]
async fn get_import(Path(how): Path<String>) -> Place {
    match how.as_str() {
        "here" => Place::Here(Reply::new(UserOut { id: 7 }).etag("v1")),
        _ => Place::Elsewhere(Redirect::to("/users/7")),
    }
}

fn api() -> Api<Count> {
    Api::new("Imports", "1.0.0").routes(routes![get_import, put_import, reply_import])
}

fn service() -> (Count, Tasks, Client) {
    let (count, tasks) = (Count::default(), Tasks::new());
    let app = api()
        .background(&tasks)
        .into_router()
        .with_state(count.clone());
    (count, tasks, Client::new(app))
}

#[tokio::test]
async fn the_headers_of_a_variant_appear_and_each_response_conforms() {
    let (_, _, client) = service();
    for (how, status, headers) in [
        ("known", 200, vec![("etag", "\"v1\""), ("x-cost", "0")]),
        (
            "created",
            201,
            vec![("x-cost", "3"), ("location", "/users/7")],
        ),
        (
            "queued",
            202,
            vec![("poll-interval", "5"), ("location", "/tasks/1")],
        ),
        ("free", 203, vec![("x-note", "free")]),
        ("nothing", 204, vec![("x-cost", "0")]),
        (
            "elsewhere",
            303,
            vec![("x-cost", "1"), ("location", "/users/7")],
        ),
        ("plain", 207, vec![("x-cost", "0")]),
        ("broken", 500, vec![]),
    ] {
        let answer = client.put(&format!("/imports/{how}")).await;
        answer.assert_status(status).assert_conforms();
        for (name, value) in headers {
            answer.assert_header(name, value);
        }
        let reply = client.put(&format!("/replies/{how}")).await;
        reply.assert_status(status).assert_conforms();
    }
    let created = client.put("/imports/created").await;
    assert!(created.header("set-cookie").unwrap().starts_with("last=7"));
    let here = client
        .get("/imports/here")
        .header("If-None-Match", "\"v1\"")
        .await;
    here.assert_status(304).assert_conforms();
}

#[tokio::test]
async fn a_reply_around_a_set_adds_to_that_of_a_variant() {
    let (count, tasks, client) = service();
    let created = client.put("/replies/created").await;
    created
        .assert_header("poll-interval", "9")
        .assert_header("x-cost", "3");
    drop(created);
    let report = tasks.shutdown(Duration::from_secs(5)).await;
    assert!(report.given_up.is_empty());
    assert_eq!(count.load(Ordering::SeqCst), 11);
}

#[test]
fn each_status_lists_its_own_headers() {
    let document = api().openapi();
    let responses = &document["paths"]["/imports/{how}"]["put"]["responses"];
    let names = |status: &str| -> Vec<String> {
        let headers = responses[status]["headers"].as_object().unwrap();
        let common = ["X-Request-Id", "Cache-Control"];
        let own = headers
            .keys()
            .filter(|name| !common.contains(&name.as_str()));
        own.cloned().collect()
    };
    assert_eq!(names("200"), ["ETag", "X-Cost"]);
    assert_eq!(names("201"), ["Location", "X-Cost", "Set-Cookie"]);
    assert_eq!(
        names("202"),
        ["Location", "Retry-After", "Poll-Interval", "X-Cost"]
    );
    assert_eq!(names("203"), ["X-Cost"]);
    assert_eq!(names("204"), ["X-Cost"]);
    assert_eq!(names("207"), ["X-Cost"]);
    let read = &document["paths"]["/imports/{how}"]["get"]["responses"];
    assert!(read["304"]["headers"]["ETag"].is_object() && read["412"].is_object());
    assert!(read["303"]["headers"]["ETag"].is_null());
    let cost = |status: &str| responses[status]["headers"]["X-Cost"].clone();
    assert_eq!(
        cost("201")["schema"],
        json!({ "type": "integer", "minimum": 0 })
    );
    assert_eq!(cost("201")["description"], "What the request has cost.");
    assert_eq!(
        cost("207")["schema"],
        json!({ "type": "string", "const": "0" })
    );
    assert_eq!(
        cost("203")["schema"],
        json!({ "type": "string", "examples": ["0"] })
    );
    let required: Value = cost("204")["required"].clone();
    assert_eq!(required, true);
}
