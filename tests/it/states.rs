//! The state of an app, and the parts of it that handlers take.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use steadfast::prelude::*;
use steadfast::testing::Client;

type Counter = Arc<AtomicI64>;

#[derive(Clone)]
struct Greeting(&'static str);

#[derive(Clone, FromRef)]
struct AppState {
    counter: Counter,
    greeting: Greeting,
    #[from_ref(skip)]
    _region: &'static str,
}

#[derive(Clone, FromRef)]
struct Generic<T: Clone + Send + Sync + 'static>(Counter, #[from_ref(skip)] T);

#[route(post, "/count", action, response = i64)]
async fn count(State(counter): State<Counter>) -> i64 {
    counter.fetch_add(1, Ordering::Relaxed) + 1
}

#[route(get, "/greeting", response = Text)]
async fn greeting(State(Greeting(greeting)): State<Greeting>, State(_): State<Counter>) -> Text {
    Text::from(greeting)
}

#[route(get, "/whole", response = Text)]
async fn whole(State(state): State<AppState>) -> Text {
    Text::from(state.greeting.0)
}

fn api() -> Api<AppState> {
    Api::new("Counter", "1.0.0").routes(routes![count, greeting, whole])
}

fn state() -> AppState {
    AppState {
        counter: Counter::default(),
        greeting: Greeting("hello"),
        _region: "eu",
    }
}

#[tokio::test]
async fn a_handler_takes_a_part_of_the_state_or_the_whole() {
    let state = state();
    let client = Client::new(api().into_router().with_state(state.clone()));
    client.post("/count").await.assert_status(200);
    client.post("/count").await.assert_status(200);
    assert_eq!(state.counter.load(Ordering::Relaxed), 2);
    assert_eq!(client.get("/greeting").await.text(), "hello");
    assert_eq!(client.get("/whole").await.text(), "hello");
}

#[tokio::test]
async fn what_is_given_says_what_the_state_is() {
    let counter = Counter::default();
    let of_a_part = Api::new("Counter", "1.0.0").routes(routes![count]);
    let client = Client::new(of_a_part.into_router().with_state(counter.clone()));
    client.post("/count").await.assert_status(200);

    let of_a_struct = Api::new("Counter", "1.0.0").routes(routes![count]);
    let state = Generic(counter.clone(), "anything");
    let client = Client::new(of_a_struct.into_router().with_state(state));
    client.post("/count").await.assert_status(200);
    assert_eq!(counter.load(Ordering::Relaxed), 2);
}

/// Part of no other state.
#[derive(Clone)]
struct Alone;

#[route(get, "/alone", status = 204)]
async fn alone(State(_): State<Alone>) -> NoContent {
    NoContent
}

#[test]
fn where_nothing_is_given_the_handlers_say_it() {
    let api = Api::new("Counter", "1.0.0").routes(routes![alone]);
    assert!(api.openapi()["paths"]["/alone"].is_object());
}
