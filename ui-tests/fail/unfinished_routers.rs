//! What is served or called in a test answers requests: a router has its state, and an `Api` is made a router.

use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Clone)]
struct AppState;

#[derive(ResponseModel)]
struct UserOut {
    id: i64,
}

#[route(get, "/user", response = UserOut)]
async fn get_user(State(_): State<AppState>) -> UserOut {
    UserOut { id: 1 }
}

fn api() -> Api<AppState> {
    Api::new("Users", "1").routes(routes![get_user])
}

#[allow(dead_code, non_upper_case_globals)]
const state: AppState = AppState;

async fn without_state(listener: impl axum::serve::Listener) -> std::io::Result<()> {
    let app = api().into_router();
    steadfast::serve(listener, app).await
    // paste `app.with_state(state)`: app => app.with_state(state)
}

async fn without_router(listener: impl axum::serve::Listener) -> std::io::Result<()> {
    let app = api();
    steadfast::serve(listener, app).await
    // paste `.into_router()`: app => app.into_router().with_state(AppState)
}

async fn test_without_state() {
    let app = api().into_router();
    let client = Client::new(app);
    // paste `app.with_state(state)`: app => app.with_state(state)
    client.get("/user").await.assert_status(200);
}

async fn test_without_router() {
    let client = Client::new(api());
    // paste `.into_router()`: api() => api().into_router().with_state(AppState)
    client.get("/user").await.assert_status(200);
}

fn main() {}
