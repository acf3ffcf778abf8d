//! `Api::redirect_slashes`: a path with a slash too many or too few is a 307 to the right one, and never to another host.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use steadfast::prelude::*;
use steadfast::testing::{Client, TestAnswer};
use tower::ServiceExt;

#[route(get, "/users", response = Text)]
async fn list_users() -> Text {
    Text::from("all")
}

#[route(post, "/users", action, response = Text)]
async fn find_users(body: String) -> Text {
    Text::from(body)
}

#[route(get, "/users/{id}", response = Text)]
async fn get_user(Path(id): Path<String>) -> Text {
    Text::from(id)
}

#[route(get, "/me/", response = Text)]
async fn me() -> Text {
    Text::from("me")
}

#[route(get, "/files/{*path}", response = Text)]
async fn file(Path(path): Path<String>) -> Text {
    Text::from(path)
}

#[route(get, "/files", response = Text)]
async fn files() -> Text {
    Text::from("files")
}

#[route(get, "/", response = Text)]
async fn home() -> Text {
    Text::from("home")
}

fn api() -> Api {
    Api::new("Users", "1").routes(routes![
        list_users, find_users, get_user, me, file, files, home
    ])
}

fn client(api: Api) -> Client {
    Client::new(api.redirect_slashes().into_router())
}

#[track_caller]
fn assert_leads(answer: &TestAnswer, location: &str) {
    answer
        .assert_status(307)
        .assert_header("location", location);
    answer.assert_conforms();
    assert_eq!(answer.text(), "");
}

#[tokio::test]
async fn a_slash_too_many_or_too_few_is_redirected() {
    let client = client(api());
    assert_leads(&client.get("/users/").await, "/users");
    assert_leads(&client.get("/users///").await, "/users");
    assert_leads(&client.get("/me").await, "/me/");
    assert_leads(
        &client.get("/users/a%20b/?x=1&y=%2F").await,
        "/users/a%20b?x=1&y=%2F",
    );
}

#[tokio::test]
async fn the_method_is_kept_and_need_not_be_known() {
    let client = client(api());
    let answer = client.post("/users/").body("ada").await;
    assert_leads(&answer, "/users");
    let answer = client.request(http::Method::HEAD, "/users/").await;
    answer.assert_status(307);
    client.delete("/users/").await.assert_status(307);
}

#[tokio::test]
async fn what_a_route_matches_is_served() {
    let client = client(api());
    assert_eq!(client.get("/files/a/").await.text(), "a/");
    assert_eq!(client.get("/users").await.text(), "all");
    assert_eq!(client.get("/me/").await.text(), "me");
    client.delete("/users").await.assert_status(405);
    // A wildcard is not an empty rest.
    assert_leads(&client.get("/files/").await, "/files");
}

#[tokio::test]
async fn what_nothing_matches_is_not_found() {
    let client = client(api());
    for path in ["/other", "/other/", "/users/1/2/"] {
        client.get(path).await.assert_status(404);
    }
}

#[tokio::test]
async fn it_is_opt_in() {
    let client = Client::new(api().into_router());
    client.get("/users/").await.assert_status(404);
}

#[tokio::test]
async fn no_redirect_leads_to_another_host() {
    #[route(get, "/{a}/{b}", response = Text)]
    async fn two(_: Path<(String, String)>) -> Text {
        Text::from("two")
    }
    #[route(get, "/{name}", response = Text)]
    async fn one(_: Path<String>) -> Text {
        Text::from("one")
    }
    let api = || Api::<()>::new("Names", "1").routes(routes![one, two]);
    let router = api().redirect_slashes().into_router();
    let nested = axum::Router::new().nest("/api", api().redirect_slashes().into_router());
    for router in [router, nested] {
        for uri in [
            "//evil.example/",
            "//evil.example/x/",
            "///evil.example/",
            "/%2F/evil.example/",
            "/%5Cevil.example/",
            "/api//evil.example/",
            "/api/%2F/",
            "//api/evil.example/",
            "http://evil.example//evil.example/",
            "http://evil.example/x/",
        ] {
            let request = Request::get(uri).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            if let Some(location) = answer.headers().get("location") {
                let location = location.to_str().unwrap();
                assert!(location.starts_with('/'), "{uri}: {location}");
                assert!(!location[1..].starts_with(['/', '\\']), "{uri}: {location}");
            }
        }
    }
}

#[tokio::test]
async fn a_location_has_the_prefixes_of_parts_of_proxies_and_of_outer_routers() {
    let part = Api::new("Shop", "1").nest("/v1", api()).root_path("/shop");
    let client = client(part);
    let answer = client.get("/v1/users/?a=1").await;
    answer
        .assert_status(307)
        .assert_header("location", "/shop/v1/users?a=1");
    // The route `/` of a part is at its prefix.
    let answer = client.get("/v1/").await;
    answer.assert_header("location", "/shop/v1");

    let router = api().redirect_slashes().into_router();
    let outer = Client::new(axum::Router::new().nest("/api", router));
    let answer = outer.get("/api/users/").await;
    answer
        .assert_status(307)
        .assert_header("location", "/api/users");
}

#[tokio::test]
async fn plain_routers_keep_their_paths_and_their_fallback() {
    let plain = axum::Router::new()
        .route("/plain/", axum::routing::get(async || "plain"))
        .fallback(async || (http::StatusCode::NOT_FOUND, "nothing here"));
    let client = client(api().merge(plain));
    assert_eq!(client.get("/plain/").await.text(), "plain");
    client.get("/plain").await.assert_status(404);
    client.get("/users/").await.assert_status(307);
    assert_eq!(client.get("/other").await.text(), "nothing here");
}

#[tokio::test]
async fn the_sweep_knows_the_redirects() {
    let client = client(api());
    assert!(client.assert_every_error_is_declared().await > 20);
    assert_eq!(
        api().redirect_slashes().openapi()["paths"]["/users/"],
        json!(null)
    );
}
