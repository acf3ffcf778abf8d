//! What the state of an app is: what the `Api` or `with_state` says, or else what its handlers take.

use std::sync::{Arc, Mutex};

use steadfast::prelude::*;

type Names = Arc<Mutex<Vec<String>>>;

#[derive(Clone)]
struct Mailer;

#[derive(Clone, FromRef)]
struct AppState {
    names: Names,
    mailer: Mailer,
}

#[derive(Clone, FromRef)]
struct Generic<T: Clone + Send + Sync + 'static> {
    names: Names,
    #[from_ref(skip)]
    other: T,
}

#[derive(Clone, FromRef)]
struct Positional(Names, &'static str);

#[route(get, "/names", status = 204)]
async fn names(State(_): State<Names>) -> NoContent {
    NoContent
}

#[route(get, "/mail", status = 204)]
async fn mail(State(_): State<Mailer>, State(_): State<Names>) -> NoContent {
    NoContent
}

#[route(get, "/stateless", status = 204)]
async fn stateless() -> NoContent {
    NoContent
}

#[derive(Clone, Default)]
struct Alone;

#[route(get, "/alone", status = 204)]
async fn alone(State(_): State<Arc<Alone>>) -> NoContent {
    NoContent
}

#[route(get, "/title", status = 204)]
async fn title(State(_): State<&'static str>) -> NoContent {
    NoContent
}

fn by_signature() -> Api<AppState> {
    Api::new("Names", "1").routes(routes![names, mail, stateless])
}

fn nested() -> Api<AppState> {
    let part = Api::new("Names", "1").routes(routes![names]);
    Api::new("Names", "1")
        .nest("/v1", part)
        .routes(routes![mail])
}

fn api<S>() -> Api<S>
where
    S: Clone + Send + Sync + 'static,
    Names: FromRef<S>,
{
    Api::new("Names", "1").routes(routes![names])
}

fn main() {
    let state = AppState {
        names: Names::default(),
        mailer: Mailer,
    };
    let _: axum::Router = by_signature().into_router().with_state(state.clone());
    let _: axum::Router = nested().into_router().with_state(state.clone());
    let _: axum::Router = api().into_router().with_state(state.clone());
    let _: axum::Router = api().into_router().with_state(state.names);
    let _: axum::Router = api().into_router().with_state(Generic {
        names: Names::default(),
        other: 1,
    });

    // By `with_state` alone.
    let by_value = Api::new("Names", "1").routes(routes![names, stateless]);
    let _: axum::Router = by_value
        .into_router()
        .with_state(Positional(Names::default(), ""));
    let routes = routes![title, names];
    let _: axum::Router = Api::new("Names", "1")
        .routes(routes)
        .into_router()
        .with_state(Positional(Names::default(), ""));

    // By nothing but the handlers: `Alone` is part of no other state.
    let nothing = Api::new("Names", "1").routes(routes![stateless, alone]);
    assert!(nothing.openapi()["paths"]["/alone"].is_object());
    let list: Vec<_> = routes![alone].into_iter().collect();
    let _: axum::Router = Api::new("Names", "1")
        .routes(list)
        .into_router()
        .with_state(Arc::default());
}
