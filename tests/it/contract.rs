//! What a client gets from a handler, by its contract.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, Request, Response, StatusCode};
use axum::{Router, routing};
use http_body_util::BodyExt;
use steadfast::prelude::*;
use tower::ServiceExt;

struct User {
    id: i64,
    name: String,
    password_hash: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
    name: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct Profile {
    id: i64,
    name: String,
    #[response(from_field = password_hash, map = nickname)]
    nickname: Option<String>,
}

fn nickname(_: String) -> Option<String> {
    None
}

#[derive(ResponseModel)]
struct Envelope<T> {
    data: T,
}

fn ada() -> User {
    let user = User {
        id: 7,
        name: String::from("Ada"),
        password_hash: String::from("secret"),
    };
    assert!(!user.password_hash.is_empty());
    user
}

#[route(get, "/users/{id}", response = UserOut, header("X-Served-By" = "steadfast"))]
async fn get_user() -> User {
    ada()
}

#[route(post, "/users", response = UserOut)]
async fn create_user() -> Result<Created<User>, Infallible> {
    Ok(Created::at("/users/7 \r\nX-Injected: yes", ada()))
}

#[route(delete, "/users/{id}")]
async fn delete_user() -> NoContent {
    NoContent
}

#[route(put, "/users/{id}", status = [200, 201], response = UserOut)]
async fn put_user(Path(id): Path<i64>) -> Upserted<User> {
    if id == 7 {
        return Upserted::Updated(ada());
    }
    Upserted::Created {
        location: format!("/users/{id}"),
        value: ada(),
    }
}

#[route(get, "/users/{id}/envelope", response = Envelope<Vec<UserOut>>, cache = "public, max-age=60")]
async fn envelope() -> Envelope<Vec<User>> {
    Envelope { data: vec![ada()] }
}

#[route(get, "/users/{id}/best-friend", status = [200, 204], response = UserOut)]
async fn best_friend(Path(id): Path<i64>) -> MaybeContent<User> {
    (id == 7).then(ada).into()
}

#[derive(ResponseModel)]
struct Task {
    task_id: String,
}

#[route(post, "/reports", status = 202, response = Task)]
async fn create_report() -> Accepted<Task> {
    Accepted::at(
        "/tasks/1",
        Task {
            task_id: String::from("1"),
        },
    )
    .retry_after(Duration::from_millis(1500))
}

#[route(get, "/old-users", status = 308)]
async fn old_users() -> Redirect {
    Redirect::to("/users?q=a b")
}

#[route(get, "/page", response = Page<UserOut>)]
async fn page(query: PageQuery) -> Page<User> {
    Page::new(vec![ada()], 41_i64, &query)
}

#[route(get, "/broken-page", response = Page<UserOut>)]
async fn broken_page(query: PageQuery) -> Page<User> {
    Page::new(vec![ada()], -1_i64, &query)
}

#[route(get, "/text", response = Text)]
async fn text() -> Text {
    Text::from("hello")
}

#[route(get, "/thread", response = String)]
fn thread() -> String {
    std::thread::current().name().unwrap_or_default().to_owned()
}

#[route(get, "/panic", response = String)]
fn panicking() -> String {
    panic!("secret")
}

#[route(get, "/profile", response = Profile, exclude_none)]
async fn without_none() -> User {
    ada()
}

#[route(get, "/profile/id", response = Profile, pick(id))]
async fn picked() -> User {
    ada()
}

#[route(get, "/scores", response = BTreeMap<String, u32>)]
async fn scores() -> BTreeMap<String, u32> {
    BTreeMap::from([(String::from("Ada"), 3)])
}

fn app() -> Router {
    Api::new("Users", "1.0.0")
        .routes(routes![
            get_user,
            create_user,
            delete_user,
            put_user,
            envelope,
            best_friend
        ])
        .routes(routes![
            create_report,
            old_users,
            page,
            broken_page,
            text,
            thread,
            panicking
        ])
        .routes(routes![without_none, picked, scores])
        .into_router()
}

async fn send(app: Router, method: &str, uri: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .body(Body::empty())
        .expect("a request");
    let response: Response<Body> = app.oneshot(request).await.expect("a response");
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("the body").to_bytes();
    (
        parts.status,
        parts.headers,
        String::from_utf8_lossy(&bytes).into_owned(),
    )
}

async fn ask(method: &str, uri: &str) -> (StatusCode, HeaderMap, String) {
    send(app(), method, uri).await
}

#[tokio::test]
async fn a_row_is_sent_as_its_model() {
    let (status, headers, body) = ask("GET", "/users/7").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[CONTENT_TYPE], "application/json");
    assert_eq!(body, r#"{"id":7,"name":"Ada"}"#);
}

#[tokio::test]
async fn nothing_is_cached_by_default() {
    let (_, headers, _) = ask("GET", "/users/7").await;
    assert_eq!(headers[CACHE_CONTROL], "private, no-cache");
}

#[tokio::test]
async fn a_declared_cache_is_sent() {
    let (_, headers, _) = ask("GET", "/users/7/envelope").await;
    assert_eq!(headers[CACHE_CONTROL], "public, max-age=60");
}

#[tokio::test]
async fn an_error_does_not_inherit_the_cache() {
    let (_, headers, _) = ask("GET", "/broken-page").await;
    assert_eq!(headers[CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn a_static_header_is_sent() {
    let (_, headers, _) = ask("GET", "/users/7").await;
    assert_eq!(headers["x-served-by"], "steadfast");
}

#[tokio::test]
async fn created_carries_a_location_that_cannot_inject() {
    let (status, headers, _) = ask("POST", "/users").await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(headers[LOCATION], "/users/7%20%0D%0AX-Injected:%20yes");
    assert!(!headers.contains_key("x-injected"));
}

#[tokio::test]
async fn no_content_has_neither_body_nor_content_type() {
    let (status, headers, body) = ask("DELETE", "/users/7").await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert!(!headers.contains_key(CONTENT_TYPE));
    assert_eq!(body, "");
}

#[tokio::test]
async fn an_upsert_says_which_it_was() {
    let (status, headers, _) = ask("PUT", "/users/7").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!headers.contains_key(LOCATION));
    let (status, headers, _) = ask("PUT", "/users/8").await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(headers[LOCATION], "/users/8");
}

#[tokio::test]
async fn a_generic_model_fills_what_is_inside() {
    let (_, _, body) = ask("GET", "/users/7/envelope").await;
    assert_eq!(body, r#"{"data":[{"id":7,"name":"Ada"}]}"#);
}

#[tokio::test]
async fn maybe_content_is_200_or_204() {
    let (status, _, body) = ask("GET", "/users/7/best-friend").await;
    assert_eq!((status, body.is_empty()), (StatusCode::OK, false));
    let (status, _, body) = ask("GET", "/users/8/best-friend").await;
    assert_eq!((status, body.is_empty()), (StatusCode::NO_CONTENT, true));
}

#[tokio::test]
async fn accepted_work_can_be_followed() {
    let (status, headers, body) = ask("POST", "/reports").await;
    assert_eq!(status, StatusCode::ACCEPTED);
    assert_eq!(headers[LOCATION], "/tasks/1");
    assert_eq!(headers[RETRY_AFTER], "2");
    assert_eq!(body, r#"{"task_id":"1"}"#);
}

#[tokio::test]
async fn a_redirect_answers_the_declared_status() {
    let (status, headers, body) = ask("GET", "/old-users").await;
    assert_eq!(status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(headers[LOCATION], "/users?q=a%20b");
    assert_eq!(body, "");
}

#[tokio::test]
async fn a_page_counts() {
    let (_, _, body) = ask("GET", "/page?page=2&size=10").await;
    assert_eq!(
        body,
        r#"{"items":[{"id":7,"name":"Ada"}],"total":41,"page":2,"size":10,"pages":5}"#
    );
}

#[tokio::test]
async fn a_negative_total_is_a_clean_500() {
    let (status, headers, body) = ask("GET", "/broken-page").await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(headers[CONTENT_TYPE], "application/problem+json");
    assert!(
        !body.contains("Ada") && !body.contains("negative"),
        "{body}"
    );
}

#[tokio::test]
async fn text_is_text() {
    let (_, headers, body) = ask("GET", "/text").await;
    assert_eq!(headers[CONTENT_TYPE], "text/plain; charset=utf-8");
    assert_eq!(body, "hello");
}

#[tokio::test(flavor = "current_thread")]
async fn a_plain_function_runs_on_the_blocking_pool() {
    let here = std::thread::current().name().unwrap_or_default().to_owned();
    let (_, _, body) = ask("GET", "/thread").await;
    assert_ne!(body, format!("\"{here}\""));
}

#[tokio::test]
async fn a_panic_is_a_500_that_tells_nothing() {
    let (status, headers, body) = ask("GET", "/panic").await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(headers[CONTENT_TYPE], "application/problem+json");
    assert!(!body.contains("secret"), "{body}");
}

#[tokio::test]
async fn exclude_none_leaves_out_what_is_none() {
    let (_, _, body) = ask("GET", "/profile").await;
    assert_eq!(body, r#"{"id":7,"name":"Ada"}"#);
}

#[tokio::test]
async fn pick_sends_only_what_it_names() {
    let (_, _, body) = ask("GET", "/profile/id").await;
    assert_eq!(body, r#"{"id":7}"#);
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let (status, headers, body) = ask("HEAD", "/users/7").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[CONTENT_TYPE], "application/json");
    assert_eq!(body, "");
}

#[tokio::test]
async fn a_method_that_is_not_there_is_405_with_all_that_are() {
    let (status, headers, body) = ask("PATCH", "/users/7").await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    let allowed: Vec<_> = headers[ALLOW]
        .to_str()
        .expect("text")
        .split(',')
        .map(str::trim)
        .collect();
    for method in ["GET", "HEAD", "PUT", "DELETE"] {
        assert!(allowed.contains(&method), "{allowed:?}");
    }
    assert!(body.contains(r#""code":"method_not_allowed""#), "{body}");
}

#[tokio::test]
async fn a_path_that_is_not_there_is_a_problem() {
    let (status, headers, body) = ask("GET", "/nowhere").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(headers[CONTENT_TYPE], "application/problem+json");
    assert!(body.contains(r#""instance":"/nowhere""#), "{body}");
}

#[tokio::test]
async fn a_handler_mounted_by_hand_keeps_its_contract() {
    let app = Router::new().route("/by-hand", routing::post(create_user));
    let (status, headers, body) = send(app, "POST", "/by-hand").await;
    assert_eq!(status, StatusCode::CREATED);
    assert!(headers.contains_key(LOCATION));
    assert_eq!(body, r#"{"id":7,"name":"Ada"}"#);
}

#[tokio::test]
async fn a_unit_test_gets_the_value_back() {
    let created = create_user().await.into_result().expect("a user");
    assert_eq!(created.value.name, "Ada");
    let user = get_user().await.into_result().expect("a user");
    assert_eq!(user.id, 7);
}

#[tokio::test]
async fn the_document_and_its_page_are_served() {
    let (status, headers, body) = ask("GET", "/openapi.json").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[CONTENT_TYPE], "application/json");
    assert!(body.contains(r#""openapi":"3.1.0""#));
    let (status, headers, body) = ask("GET", "/docs").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[CONTENT_TYPE], "text/html; charset=utf-8");
    assert!(body.contains("<title>Users</title>"));
    for asset in ["swagger-ui.css", "swagger-ui-bundle.js"] {
        let (status, _, body) = ask("GET", &format!("/docs/assets/{asset}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.len() > 10_000);
    }
}

#[test]
fn two_handlers_on_one_route_are_one_readable_error() {
    #[route(get, "/users/{id}", response = UserOut)]
    async fn second() -> User {
        ada()
    }
    let error = Api::<()>::new("Users", "1.0.0")
        .routes(routes![get_user, second])
        .try_into_router()
        .expect_err("the routes clash");
    assert_eq!(
        crate::startup_faults::in_lines(&error).concat(),
        "`it::contract::get_user` and `it::contract::second` both answer GET /users/{id}: give one of them another path \
         or method, or mount only one of them"
    );
}

#[test]
fn two_paths_that_cannot_be_told_apart_are_one_readable_error() {
    #[route(get, "/users/{name}", response = UserOut)]
    async fn by_name() -> User {
        ada()
    }
    let error = Api::<()>::new("Users", "1.0.0")
        .routes(routes![get_user, by_name])
        .try_into_router()
        .expect_err("the routes clash");
    assert_eq!(
        crate::startup_faults::in_lines(&error).concat(),
        "`it::contract::by_name` at /users/{name} cannot be told apart from `it::contract::get_user` at /users/{id}: \
         name the parameters of both as in /users/{id}, or give one of them another path"
    );
}

#[test]
fn every_exception_of_a_service_can_be_listed() {
    #[derive(ResponseModel)]
    struct Login {
        #[response(allow(sensitive_field, reason = "the client has just asked for it"))]
        access_token: String,
    }
    #[route(
        post,
        "/login",
        status = 200,
        response = Login,
        allow(post_returns_200, reason = "nothing is created")
    )]
    async fn login() -> Login {
        Login {
            access_token: String::new(),
        }
    }
    let exceptions = Api::<()>::new("Users", "1.0.0")
        .routes(routes![login, get_user])
        .exceptions();
    let listed: Vec<_> = exceptions
        .iter()
        .map(|exception| (exception.subject, exception.rule, exception.reason))
        .collect();
    assert_eq!(
        listed,
        [
            ("login", "post_returns_200", "nothing is created"),
            (
                "Login.access_token",
                "sensitive_field",
                "the client has just asked for it"
            ),
        ]
    );
}

#[tokio::test]
async fn a_string_is_sent_as_the_text_or_the_page_that_is_declared() {
    #[route(get, "/text", response = Text)]
    async fn text() -> String {
        "Ada".to_owned()
    }
    #[route(get, "/page", response = Html)]
    async fn page() -> &'static str {
        "<p>Ada</p>"
    }
    #[route(get, "/bytes", response = Bytes, media_type = "application/pdf")]
    async fn bytes() -> Vec<u8> {
        b"%PDF".to_vec()
    }
    let api: Api = Api::new("Texts", "1.0.0").routes(routes![text, page, bytes]);
    let client = steadfast::testing::Client::new(api.into_router());
    for (path, media_type, body) in [
        ("/text", "text/plain; charset=utf-8", "Ada"),
        ("/page", "text/html; charset=utf-8", "<p>Ada</p>"),
        ("/bytes", "application/pdf", "%PDF"),
    ] {
        let answer = client.get(path).await;
        answer
            .assert_header("content-type", media_type)
            .assert_conforms();
        assert_eq!(answer.text(), body);
    }
}
