//! Each way to a handler answers and logs the same: `into_service()`, `into_router()`, through layers of axum's router, and
//! inside of other routers.

use std::convert::Infallible;
use std::future::{pending, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use axum::response::Response;
use axum::routing::{get, put};
use futures_util::stream;
use http_body_util::BodyExt;
use serde::Deserialize;
use steadfast::errors::{ErrorHandler, ErrorKind, FailedRequest};
use steadfast::extract::{Bearer, Header};
use steadfast::prelude::*;
use steadfast::{AddToResponse, Background, ErrorFormat, Tasks};
use tower::layer::util::Identity;
use tower::util::BoxCloneSyncService;
use tower::{Layer, ServiceExt};

use crate::log::Log;

#[derive(Clone)]
struct Db(&'static str);

#[derive(ResponseModel)]
struct User {
    id: u32,
    name: String,
}

fn ada(id: u32) -> User {
    User {
        id,
        name: "Ada".to_owned(),
    }
}

#[derive(Debug, thiserror::Error, ErrorResponse)]
enum UserError {
    #[error("no user {0}")]
    #[response(status = 404)]
    NotFound(u32),
    #[error("the database is gone")]
    #[response(status = 503)]
    Gone(#[source] std::fmt::Error),
}

#[route(get, "/users/{id}", response = User)]
async fn get_user(State(db): State<Db>, Path(id): Path<u32>) -> Result<User, UserError> {
    match id {
        7 => Ok(User {
            id,
            name: db.0.to_owned(),
        }),
        8 => Err(UserError::Gone(std::fmt::Error)),
        9 => panic!("the password is hunter2"),
        10 => {
            tokio::task::yield_now().await;
            panic!("later")
        }
        _ => Err(UserError::NotFound(id)),
    }
}

#[derive(Deserialize, schemars::JsonSchema)]
struct NewUser {
    #[schemars(length(min = 2))]
    name: String,
    #[schemars(range(max = 150))]
    age: u8,
}

#[route(post, "/users", status = 201, response = User)]
async fn create_user(background: Background, Json(new): Json<NewUser>) -> Created<User> {
    background.add_task(async { tracing::info!("a task has run") });
    let id = u32::from(new.age);
    Created::at_route(get_user, (id,), User { id, name: new.name })
}

#[route(delete, "/users/{id}", status = 204)]
async fn delete_user(Path(_): Path<u32>) -> NoContent {
    NoContent
}

#[route(get, "/users", response = Page<User>)]
async fn list_users(query: PageQuery) -> Page<User> {
    Page::new(vec![ada(1)], 3, &query)
}

/// With an extractor that needs axum's router, on a path that others have as well.
#[route(put, "/users/{id}", response = User)]
async fn put_user(_: Template, Path(id): Path<u32>) -> User {
    ada(id)
}

struct Template(String);

impl<S: Send + Sync> FromRequestParts<S> for Template {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let path = MatchedPath::from_request_parts(parts, state).await;
        Ok(Self(path.map_or_else(
            |_| "none".to_owned(),
            |path| path.as_str().to_owned(),
        )))
    }
}

#[route(get, "/template/{id}", response = Text)]
async fn template(
    Template(path): Template,
    axum::extract::Path(id): axum::extract::Path<u8>,
) -> Text {
    Text::from(format!("{path} {id}"))
}

#[route(get, "/users/{id}/posts/{slug}", response = Text)]
async fn get_post(Path((id, slug)): Path<(u32, String)>) -> Text {
    Text::from(format!("{slug} by {id}"))
}

#[derive(Deserialize, schemars::JsonSchema)]
struct Shelf {
    shelf: u8,
    room: String,
}

#[route(get, "/rooms/{room}/{shelf}", response = Text)]
async fn get_shelf(Path(shelf): Path<Shelf>) -> Text {
    Text::from(format!("{} {}", shelf.room, shelf.shelf))
}

#[route(get, "/paths/{*rest}", response = Text)]
async fn rest(Path(rest): Path<String>) -> Text {
    Text::from(rest)
}

#[route(get, "/nine/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}", response = Text)]
async fn nine(Path(all): Path<Vec<(String, u8)>>) -> Text {
    Text::from(format!("{all:?}"))
}

#[derive(Deserialize, schemars::JsonSchema)]
struct Filter {
    q: Option<String>,
    #[serde(default)]
    tag: Vec<String>,
    limit: Option<u8>,
}

#[route(get, "/search", response = Text)]
async fn search(Query(filter): Query<Filter>) -> Text {
    Text::from(format!(
        "{:?} {:?} {:?}",
        filter.q, filter.tag, filter.limit
    ))
}

#[route(post, "/form", action, response = Text)]
async fn form(Form(filter): Form<Filter>) -> Text {
    Text::from(format!("{:?}", filter.q))
}

#[route(post, "/text", action, response = Text)]
async fn text(text: String) -> Text {
    Text::from(text)
}

#[route(get, "/tagged", response = User)]
async fn tagged() -> Reply<User, ETag> {
    Reply::new(ada(7)).etag("v1")
}

#[cfg(feature = "files")]
#[route(get, "/file", response = File)]
async fn file() -> File {
    File::from_bytes("0123456789")
}

#[route(get, "/events", response = Sse<User>)]
async fn events() -> Sse<User> {
    Sse::new(stream::iter([ada(1), ada(2)]))
}

#[derive(Deserialize, schemars::JsonSchema)]
struct Ids {
    x_request_id: Option<String>,
}

#[route(get, "/id", response = Text)]
async fn id(Header(ids): Header<Ids>) -> Text {
    Text::from(ids.x_request_id.unwrap_or_default())
}

#[route(get, "/me", response = Text)]
async fn me(Bearer(token): Bearer) -> Text {
    Text::from(token)
}

#[derive(ResponseHeaders)]
struct Left {
    rate_limit_remaining: u32,
}

#[route(get, "/added", response = Text)]
async fn added(add: AddToResponse<Left>) -> Text {
    add.send(Left {
        rate_limit_remaining: 41,
    });
    add.after(|ended| async move { tracing::info!(?ended, "the request has ended") });
    Text::from("added")
}

#[route(get, "/after", response = Text)]
async fn after() -> Reply<Text> {
    Reply::new(Text::from("after")).after(async { tracing::info!("after the response") })
}

#[route(get, "/slow", response = Text)]
async fn slow() -> Text {
    pending().await
}

#[route(get, "/old", response = Text, deprecated)]
async fn old() -> Text {
    panic!("it was old")
}

#[route(get, "/pinned", response = Text)]
fn blocking() -> Text {
    Text::from("blocking")
}

#[route(get, "/status", response = Text)]
async fn undeclared(_: Undeclared) -> Text {
    Text::from("never")
}

struct Undeclared;

impl<S: Sync> FromRequestParts<S> for Undeclared {
    type Rejection = StatusCode;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        Err(StatusCode::IM_A_TEAPOT)
    }
}

#[route(get, "/", response = Text)]
async fn root() -> Text {
    Text::from("root")
}

fn api() -> Api<Db> {
    let slow = Api::new("Slow", "1.0.0")
        .routes(routes![slow])
        .timeout(Duration::from_millis(20));
    let inner = Api::new("Inner", "1.0.0")
        .operation_id_prefix("inner_")
        .routes(routes![get_user, create_user, root]);
    // The same name twice.
    let of_owners = Api::new("Of owners", "1.0.0")
        .operation_id_prefix("owned_")
        .routes(routes![get_user, delete_user]);
    let api = Api::new("Users", "1.0.0")
        .routes(routes![
            get_user,
            create_user,
            delete_user,
            list_users,
            put_user,
            template
        ])
        .routes(routes![
            get_post, get_shelf, rest, nine, search, form, text, tagged, events
        ])
        .routes(routes![id, me, added, after, old, blocking, undeclared])
        .merge(slow)
        .nest("/tenants/{tenant}", inner)
        .nest("/owners/{id}", of_owners);
    #[cfg(feature = "files")]
    let api = api.routes(routes![file]);
    api
}

fn rooted() -> Api<Db> {
    api()
        .root_path("/shop")
        .trust_forwarded_prefix()
        .problem_types("https://errors.example/{code}")
}

fn redirecting() -> Api<Db> {
    api().redirect_slashes().errors(ErrorFormat::Detail)
}

/// With plain routers, one of which shares paths.
fn mixed() -> Api<Db> {
    let plain = Router::new()
        .route("/users", put(async || "plain"))
        .route("/users/me", get(async || "me"))
        .route("/bare", get(async || StatusCode::CONFLICT));
    let assets = Router::new().route("/logo", get(async || "logo"));
    api().merge(plain).nest("/assets", assets)
}

#[derive(ResponseModel)]
struct Told {
    told: String,
}

/// With an error handler, which sees the request.
fn handled() -> Api<Db> {
    fn tell(failed: &FailedRequest<'_>) -> Told {
        let id = failed.headers().get("x-request-id");
        Told {
            told: format!("{} {:?} {}", failed.method(), failed.route(), id.is_some()),
        }
    }
    api().errors(ErrorFormat::Problem.on(ErrorKind::code("not_found"), ErrorHandler::new(tell)))
}

type Service = BoxCloneSyncService<Request<Body>, Response, Infallible>;

fn ways(api: fn() -> Api<Db>) -> Vec<(&'static str, Service)> {
    let db = Db("Ada");
    let stated = || -> Api { api().with_state(db.clone()) };
    vec![
        (
            "layers",
            BoxCloneSyncService::new(stated().layer(Identity::new()).into_router()),
        ),
        ("service", BoxCloneSyncService::new(stated().into_service())),
        ("router", BoxCloneSyncService::new(stated().into_router())),
        (
            "router with its state",
            BoxCloneSyncService::new(api().into_router().with_state(db.clone())),
        ),
        (
            "merged",
            BoxCloneSyncService::new(Router::new().merge(stated().into_router())),
        ),
        (
            "fallback",
            BoxCloneSyncService::new(Router::new().fallback_service(stated().into_service())),
        ),
    ]
}

struct Ask {
    method: Method,
    uri: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

fn ask(method: Method, uri: &'static str) -> Ask {
    Ask {
        method,
        uri,
        headers: &[],
        body: "",
    }
}

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

fn asks() -> Vec<Ask> {
    let paths = [
        "/",
        "/users",
        "/users/7",
        "/users/x",
        "/users/%FF",
        "/users/11",
        "/users/8",
        "/users/9",
        "/users/10",
        "/users/me",
        "/users/7/",
        "/users//",
        "/users/7/posts/a%20b%2F",
        "/users/x/posts/y",
        "/rooms/a/7",
        "/rooms/a/x",
        "/paths/a/b%20c/",
        "/paths/",
        "/nine/1/2/3/4/5/6/7/8/9",
        "/search",
        "/search?q=a+b&tag=x&tag=y&limit=7",
        "/search?limit=x&limit=y",
        "/form",
        "/text",
        "/tagged",
        "/file",
        "/events",
        "/id",
        "/me",
        "/added",
        "/after",
        "/slow",
        "/old",
        "/pinned",
        "/status",
        "/template/7",
        "/template/x",
        "/tenants/a%20b/users/7",
        "/tenants/t",
        "/owners/3/users/7",
        "/owners/x/users/7",
        "/owners/3/users/x",
        "/users?page=2&size=1",
        "/nowhere",
        "/nowhere/%7B",
        "/bare",
        "/assets/logo",
        "/assets/none",
        "/openapi.json",
        "/docs",
        "//evil.example/",
    ];
    let methods = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
        Method::OPTIONS,
        Method::TRACE,
    ];
    let all = paths
        .iter()
        .flat_map(|path| methods.iter().map(|method| ask(method.clone(), path)));
    let bodies = [
        r#"{"name":"Ada","age":36}"#,
        r#"{"name":7}"#,
        r#"{"name":"A","age":200}"#,
        r#"{"name":"#,
        "",
        "[]",
    ];
    let posts = bodies.into_iter().flat_map(|body| {
        ["/users", "/tenants/t/users"].map(|uri| Ask {
            headers: JSON,
            body,
            ..ask(Method::POST, uri)
        })
    });
    let with = |uri, headers| Ask {
        headers,
        ..ask(Method::GET, uri)
    };
    let others = [
        with("/tagged", &[("if-none-match", "\"v1\"")]),
        with("/tagged", &[("if-none-match", "W/\"v0\", *")]),
        with("/tagged", &[("if-match", "\"v0\"")]),
        with("/tagged", &[("if-match", "\"v1\"")]),
        with("/users/7", &[("if-match", "\"v1\"")]),
        with("/users/7", &[("if-none-match", "*")]),
        with("/file", &[("range", "bytes=2-4")]),
        with("/file", &[("range", "bytes=2-4, 6-7")]),
        with("/file", &[("range", "bytes=20-")]),
        with("/file", &[("range", "bytes=1-2"), ("range", "bytes=1-3")]),
        with("/file", &[("range", "bytes=2-4"), ("if-range", "\"x\"")]),
        with("/users/7", &[("x-request-id", "r-1")]),
        with("/users/11", &[("x-request-id", "r-1")]),
        with("/users/9", &[("x-request-id", "r-1")]),
        with("/nowhere", &[("x-request-id", "r-1")]),
        with("/users/11", &[("x-request-id", "r 1")]),
        with("/id", &[("x-request-id", "r-1")]),
        with("/id", &[("x-request-id", "r-1"), ("x-request-id", "r-2")]),
        with("/users/11", &[("accept", "application/json")]),
        with(
            "/users/11",
            &[("accept", "*/*"), ("accept", "application/json")],
        ),
        with("/users/x", &[("accept", "text/html")]),
        with("/me", &[("authorization", "Bearer abc")]),
        with("/users/11", &[("x-forwarded-prefix", "/told")]),
        with("/users/7/", &[("x-forwarded-prefix", "/told")]),
        with("/old", &[("x-request-id", "r-1")]),
        Ask {
            body: r#"{"name":"Ada","age":36}"#,
            ..ask(Method::POST, "/users")
        },
        Ask {
            headers: &[("content-type", "application/x-www-form-urlencoded")],
            body: "q=a+b&limit=1000",
            ..ask(Method::POST, "/form")
        },
        Ask {
            headers: &[("content-type", "text/plain")],
            body: "a text",
            ..ask(Method::POST, "/text")
        },
        Ask {
            headers: &[
                ("x-forwarded-prefix", "/told"),
                ("content-type", "application/json"),
            ],
            body: r#"{"name":"Ada","age":36}"#,
            ..ask(Method::POST, "/users")
        },
    ];
    all.chain(posts).chain(others).collect()
}

/// Everything that a client and the log get, without what differs each time.
async fn answer(service: &Service, ask: &Ask) -> (StatusCode, Vec<String>, String, Vec<String>) {
    let log = Log::start();
    let mut request = Request::builder().method(ask.method.clone()).uri(ask.uri);
    for (name, value) in ask.headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(ask.body)).unwrap();
    let response = service.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let length = http_body::Body::size_hint(&body).exact();
    let collected = body.collect().await.unwrap();
    let trailers = collected.trailers().cloned();
    let body = String::from_utf8_lossy(&collected.to_bytes()).into_owned();
    // The tasks of the response.
    for _ in 0..8 {
        tokio::task::yield_now().await;
    }
    let mut headers = lines(&parts.headers);
    headers.extend(trailers.iter().flat_map(lines));
    headers.push(format!("{length:?}"));
    headers.sort();
    let logged = log.lines().into_iter();
    let logged = logged.map(|line| {
        let (_, line) = line.split_once(' ').unwrap_or_default();
        without_ids(line)
    });
    (parts.status, headers, without_ids(&body), logged.collect())
}

fn lines(headers: &HeaderMap) -> Vec<String> {
    let line = |(name, value): (_, &HeaderValue)| {
        without_ids(&format!("{name}: {}", value.to_str().unwrap()))
    };
    headers
        .iter()
        .map(|(name, value)| line((name, value)))
        .collect()
}

/// The text with `ID` in place of each UUID, and of each boundary.
fn without_ids(text: &str) -> String {
    let is_id = |text: &[u8]| {
        text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    };
    let mut bytes = text.as_bytes();
    let mut without = Vec::new();
    while let Some((first, rest)) = bytes.split_first() {
        match bytes.split_at_checked(36) {
            Some((id, behind)) if is_id(id) => {
                without.extend_from_slice(b"ID");
                bytes = behind;
            }
            _ => {
                without.push(*first);
                bytes = rest;
            }
        }
    }
    String::from_utf8(without).unwrap()
}

async fn assert_all_same(api: fn() -> Api<Db>) {
    let ways = ways(api);
    let ((_, reference), others) = ways.split_first().unwrap();
    let mut statuses = Vec::new();
    for ask in asks() {
        // What one way has sent for the first time only is told in the log.
        let expected = answer(reference, &ask).await;
        for (way, service) in others {
            let answered = answer(service, &ask).await;
            let Ask {
                method,
                uri,
                headers,
                body,
            } = &ask;
            assert_eq!(
                answered, expected,
                "{way}: {method} {uri} {headers:?} {body}",
            );
        }
        statuses.push(expected.0.as_u16());
    }
    for status in [
        200, 201, 204, 304, 401, 404, 405, 412, 415, 418, 422, 500, 503,
    ] {
        assert!(
            statuses.contains(&status),
            "nothing is answered with {status}"
        );
    }
}

#[tokio::test]
async fn all_ways_answer_the_same() {
    assert_all_same(api).await;
}

#[tokio::test]
async fn all_ways_answer_the_same_behind_a_proxy() {
    assert_all_same(rooted).await;
}

#[tokio::test]
async fn all_ways_answer_the_same_with_redirects() {
    assert_all_same(redirecting).await;
}

#[tokio::test]
async fn all_ways_answer_the_same_beside_plain_routers() {
    assert_all_same(mixed).await;
}

#[tokio::test]
async fn all_ways_answer_the_same_with_handlers_of_errors() {
    assert_all_same(handled).await;
}

#[tokio::test]
async fn a_service_inside_of_a_router_knows_its_place() {
    let service = || -> Api { api().with_state(Db("Ada")) };
    let of_service: Service = BoxCloneSyncService::new(
        Router::new().nest_service("/v1/{tenant}", service().into_service()),
    );
    let of_router: Service = BoxCloneSyncService::new(
        Router::new().nest_service("/v1/{tenant}", service().into_router()),
    );
    for uri in [
        "/v1/t/users/7",
        "/v1/t/users/11",
        "/v1/t/nowhere",
        "/v1/t/users/7/posts/a",
        "/v1/t/rooms/a/7",
    ] {
        let asked = ask(Method::GET, uri);
        let answered = answer(&of_service, &asked).await;
        assert_eq!(answered, answer(&of_router, &asked).await, "{uri}");
    }
}

#[tokio::test]
async fn a_limit_of_bodies_around_a_service_holds() {
    let service: Api = api().with_state(Db("Ada"));
    let service = DefaultBodyLimit::max(10).layer(service.into_service());
    let service: Service = BoxCloneSyncService::new(service);
    let asked = Ask {
        headers: JSON,
        body: r#"{"name":"Ada","age":36}"#,
        ..ask(Method::POST, "/users")
    };
    assert_eq!(
        answer(&service, &asked).await.0,
        StatusCode::PAYLOAD_TOO_LARGE
    );
}

#[tokio::test]
async fn a_request_that_the_service_gives_up_is_logged() {
    for adds in [false, true] {
        #[route(get, "/pending", response = Text)]
        async fn waits() -> Text {
            pending().await
        }
        #[route(get, "/adding", response = Text)]
        async fn adds_and_waits(background: Background) -> Text {
            background.add_task(async {});
            pending().await
        }
        let tasks = Tasks::new();
        let api: Api = Api::new("Waiting", "1.0.0")
            .routes(routes![waits, adds_and_waits])
            .background(&tasks);
        let ways: [Service; 2] = {
            let router = api.into_router();
            let api: Api = Api::new("Waiting", "1.0.0")
                .routes(routes![waits, adds_and_waits])
                .background(&tasks);
            [
                BoxCloneSyncService::new(router),
                BoxCloneSyncService::new(api.into_service()),
            ]
        };
        let uri = if adds { "/adding" } else { "/pending" };
        for service in ways {
            let request = || Request::get(uri).body(Body::empty()).unwrap();
            let log = Log::start();
            // A client that leaves is not a fault.
            if !tasks.is_stopping() {
                let answering = service.clone().oneshot(request());
                let left = tokio::time::timeout(Duration::from_millis(1), answering).await;
                assert!(left.is_err());
                assert!(!log.lines().iter().any(|line| line.contains("cut off")));
            }
            let _ = tasks.shutdown(Duration::ZERO).await;
            let answering = service.oneshot(request());
            let cut = tokio::time::timeout(Duration::from_millis(1), answering).await;
            assert!(cut.is_err());
            let lines = log.lines();
            let told = format!("the service has stopped route=\"GET {uri}\"");
            assert!(lines.iter().any(|line| line.contains(&told)), "{lines:#?}");
        }
    }
}

#[tokio::test]
async fn a_service_takes_any_body() {
    let service: Api = api().with_state(Db("Ada"));
    let body = http_body_util::Full::new(Bytes::from_static(br#"{"name":"Ada","age":36}"#));
    let request = Request::post("/users")
        .header("content-type", "application/json")
        .body(body)
        .unwrap();
    let response = service.into_service().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
}

#[route(get, "/both", response = Text)]
async fn get_both() -> Text {
    Text::from("both")
}

#[route(head, "/both", status = 200, header("X-Way" = "head"))]
async fn head_both() -> HeadersOnly {
    HeadersOnly
}

#[route(get, "/guarded", response = Text)]
async fn get_guarded() -> Text {
    Text::from("guarded")
}

/// With an extractor that needs axum's router.
#[route(head, "/guarded", status = 200, header("X-Way" = "head"))]
async fn head_guarded(_: Template) -> HeadersOnly {
    HeadersOnly
}

#[tokio::test]
async fn a_handler_of_head_answers_head() {
    let api = || -> Api { Api::new("Heads", "1.0.0").routes(routes![get_both, get_guarded]) };
    let heads = || -> Api { Api::new("Heads", "1.0.0").routes(routes![head_both, head_guarded]) };
    let plain = || {
        let head = axum::routing::head(async || [("x-way", "head")]);
        Router::new()
            .route("/both", head.clone())
            .route("/guarded", head)
    };
    let service = |api: Api| BoxCloneSyncService::new(api.into_service());
    let router = |api: Api| BoxCloneSyncService::new(api.into_router());
    let services: [Service; 6] = [
        service(api().merge(heads())),
        router(api().merge(heads())),
        service(heads().merge(api())),
        service(api().merge(heads().layer(Identity::new()))),
        service(api().merge(plain())),
        router(api().merge(plain())),
    ];
    for (way, service) in services.iter().enumerate() {
        for path in ["/both", "/guarded"] {
            let (status, headers, ..) = answer(service, &ask(Method::HEAD, path)).await;
            assert_eq!(status, 200, "{way} {path}");
            assert!(
                headers.contains(&"x-way: head".to_owned()),
                "{way} {path} {headers:?}"
            );
        }
    }
    let (status, headers, ..) = answer(&services[0], &ask(Method::PATCH, "/both")).await;
    assert_eq!(status, 405);
    assert!(
        headers.contains(&"allow: GET,HEAD".to_owned()),
        "{headers:?}"
    );
}

#[test]
fn a_handler_is_polled_as_often_as_its_service() {
    static POLLS: AtomicU32 = AtomicU32::new(0);
    #[route(get, "/waits", response = Text)]
    async fn waits() -> Text {
        poll_fn(|_| match POLLS.fetch_add(1, Ordering::Relaxed) {
            0 => Poll::Pending,
            _ => Poll::Ready(()),
        })
        .await;
        Text::from("ready")
    }
    fn polls<S>(mut service: S)
    where
        S: tower::Service<Request<Body>, Response = Response>,
    {
        POLLS.store(0, Ordering::Relaxed);
        let request = Request::get("/waits").body(Body::empty()).unwrap();
        let mut answer = pin!(service.call(request));
        let context = &mut Context::from_waker(Waker::noop());
        for (polls, is_answered) in [(1, false), (2, true)] {
            assert_eq!(answer.as_mut().poll(context).is_ready(), is_answered);
            assert_eq!(POLLS.load(Ordering::Relaxed), polls);
        }
    }
    let api = || -> Api { Api::new("Waits", "1.0.0").routes(routes![waits]) };
    polls(api().into_service());
    polls(api().into_router());
}

#[tokio::test]
async fn an_answered_request_is_not_answered_again() {
    #[route(get, "/once", response = Text)]
    async fn once() -> Text {
        Text::from("once")
    }
    let api: Api = Api::new("Once", "1.0.0").routes(routes![once]);
    let request = Request::get("/once").body(Body::empty()).unwrap();
    let mut answer = pin!(tower::Service::call(&mut api.into_service(), request));
    assert_eq!(answer.as_mut().await.unwrap().status(), 200);
    let again = answer.poll(&mut Context::from_waker(Waker::noop()));
    assert!(again.is_pending());
}

#[tokio::test]
async fn nothing_is_done_before_the_first_poll() {
    tokio::task_local! {
        static TENANT: &'static str;
    }
    struct Tenant;
    impl FromRef<Tenant> for Db {
        fn from_ref(_: &Tenant) -> Self {
            Self(TENANT.get())
        }
    }
    impl Clone for Tenant {
        fn clone(&self) -> Self {
            Self
        }
    }
    #[route(get, "/tenant", response = Text)]
    async fn tenant(State(db): State<Db>) -> Text {
        Text::from(db.0)
    }
    let api: Api<Tenant> = Api::new("Tenants", "1.0.0").routes(routes![tenant]);
    let mut service = api.with_state(Tenant).into_service();
    let request = Request::get("/tenant").body(Body::empty()).unwrap();
    let called = tower::Service::call(&mut service, request);
    let response = TENANT.scope("acme", called).await.unwrap();
    assert_eq!(response.status(), 200);
}
