//! Background Tasks.

use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::prelude::*;

use super::Log;
use super::models::Message;

#[derive(Deserialize, JsonSchema)]
struct Search {
    q: Option<String>,
}

#[route(post, "/notifications/{email}", action, response = Message)]
async fn notify(
    State(log): State<Log>,
    Path(email): Path<String>,
    Query(search): Query<Search>,
    background: Background,
) -> Message {
    if let Some(q) = search.q {
        let log = log.clone();
        background.add_task_in_order(async move {
            log.lock().unwrap().push(format!("found query: {q}"));
        });
    }
    background.add_task_in_order(async move {
        log.lock().unwrap().push(format!("message to {email}"));
    });
    Message {
        message: "Message sent".into(),
    }
}

#[route(get, "/log", response = AtMost<String, 1000>)]
async fn read_log(State(log): State<Log>) -> Vec<String> {
    log.lock().unwrap().clone()
}

pub fn api() -> Api<Log> {
    Api::new("Background Tasks", "1.0.0").routes(routes![notify, read_log])
}
