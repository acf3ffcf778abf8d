//! A proxy that removes a prefix: the responses lead back through it.

use serde_json::json;
use steadfast::prelude::*;
use steadfast::testing::Client;

#[route(get, "/users/{id}", response = Text)]
async fn get_user(Path(id): Path<u8>) -> Text {
    Text::from(id.to_string())
}

#[route(post, "/users", response = Text)]
async fn create_user() -> Created<Text> {
    Created::at_route(get_user, (7,), Text::from("7"))
}

#[route(get, "/old", status = 308)]
async fn old() -> Redirect {
    Redirect::to("/users/7")
}

#[route(get, "/elsewhere", status = 307)]
async fn elsewhere() -> Redirect {
    Redirect::to("https://example.com/users")
}

fn api() -> Api {
    Api::new("Users", "1.0.0").routes(routes![get_user, create_user, old, elsewhere])
}

async fn location(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    answer.header("location").unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_location_a_problem_and_the_servers_begin_with_the_root_path() {
    let client = Client::new(api().root_path("/shop").into_router());
    client
        .post("/users")
        .await
        .assert_header("location", "/shop/users/7");
    assert_eq!(location(&client, "/old").await, "/shop/users/7");
    assert_eq!(
        location(&client, "/elsewhere").await,
        "https://example.com/users"
    );
    assert_eq!(
        client.get("/users/x").await.problem()["instance"],
        "/shop/users/x"
    );
    let document = client
        .get("/openapi.json")
        .await
        .json::<serde_json::Value>();
    assert_eq!(document["servers"], json!([{ "url": "/shop" }]));
}

#[tokio::test]
async fn the_prefix_of_a_trusted_proxy_is_the_root_path_of_the_request() {
    let trusting = Client::new(api().trust_forwarded_prefix().into_router());
    let told = trusting
        .get("/old")
        .header("x-forwarded-prefix", "/told")
        .await;
    told.assert_header("location", "/told/users/7");
    let document = trusting
        .get("/openapi.json")
        .header("x-forwarded-prefix", "/told")
        .await;
    assert_eq!(
        document.json::<serde_json::Value>()["servers"],
        json!([{ "url": "/told" }])
    );
    let evil = trusting
        .get("/old")
        .header("x-forwarded-prefix", "//evil.example")
        .await;
    evil.assert_header("location", "/users/7");
}

#[tokio::test]
async fn a_proxy_is_not_trusted_by_itself() {
    let client = Client::new(api().into_router());
    let told = client
        .get("/old")
        .header("x-forwarded-prefix", "/told")
        .await;
    told.assert_header("location", "/users/7");
}

#[route(post, "/copies", response = Text)]
async fn copy_user() -> Created<Text> {
    Created::at("/users/7", Text::from("7"))
}

/// A path is sent as it is, and the path of a handler has the prefix of its part; both have that of a proxy.
#[tokio::test]
async fn only_the_path_of_a_handler_gets_the_prefix_of_its_part() {
    let part = || Api::new("Users", "1.0.0").routes(routes![get_user, create_user, copy_user]);
    let nested = || Api::<()>::new("Shop", "1.0.0").nest("/v1", part());
    for (api, prefix, copied, created) in [
        (part(), "", "/users/7", "/users/7"),
        (nested(), "/v1", "/users/7", "/v1/users/7"),
        (
            nested().root_path("/shop"),
            "/v1",
            "/shop/users/7",
            "/shop/v1/users/7",
        ),
    ] {
        let client = Client::new(api.into_router());
        let answer = client.post(&format!("{prefix}/copies")).await;
        answer.assert_status(201).assert_header("location", copied);
        let answer = client.post(&format!("{prefix}/users")).await;
        answer.assert_status(201).assert_header("location", created);
    }
}

#[test]
fn what_is_not_a_path_is_an_error() {
    let error = api().root_path("shop").try_into_router().unwrap_err();
    assert_eq!(
        crate::startup_faults::in_lines(&error).concat(),
        "`shop` cannot be the root path: begin it with `/`: `.root_path(\"/shop\")`"
    );
}
