//! The completing layer: what only the request knows.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    IntoHeaderName, LAST_MODIFIED, VARY,
};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use axum::response::IntoResponse;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use steadfast::errors::{ErrorHandler, ErrorKind, ErrorReply, FailedRequest};
use steadfast::{CompleteLayer, ErrorFormat, Problem, ResponseModel};
use tower::{Layer, ServiceExt, service_fn};

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// What the layer makes of an answer to a request.
async fn completed<F>(layer: CompleteLayer, request: Request<Body>, answer: F) -> Answer
where
    F: Fn() -> Response<Body> + Clone,
{
    let service = layer.layer(service_fn(move |_: Request<Body>| {
        let response = answer();
        async move { Ok::<_, Infallible>(response) }
    }));
    let (parts, body) = service.oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

fn request() -> Request<Body> {
    Request::get("/users/7?full=1").body(Body::empty()).unwrap()
}

fn asking(name: impl IntoHeaderName, value: &'static str) -> Request<Body> {
    let mut request = request();
    request.headers_mut().insert(name, value.parse().unwrap());
    request
}

fn not_found() -> Response<Body> {
    Problem::new(StatusCode::NOT_FOUND)
        .code("user_not_found")
        .detail("user 7 not found")
        .into_response()
        .into_response()
}

fn tagged() -> Response<Body> {
    Response::builder()
        .header(ETAG, "\"v1\"")
        .header(CONTENT_TYPE, "application/json")
        .header(CACHE_CONTROL, "max-age=60")
        .header(VARY, "accept")
        .body(Body::from("{}"))
        .unwrap()
}

#[tokio::test]
async fn a_problem_learns_where_it_occurred() {
    let answer = completed(CompleteLayer::new(), request(), not_found).await;
    assert_eq!(answer.json()["instance"], "/users/7");
    assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
    assert_eq!(answer.headers[CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn the_instance_of_a_problem_is_a_uri_reference() {
    let request = Request::get("/users/{a}").body(Body::empty()).unwrap();
    let answer = completed(CompleteLayer::new(), request, not_found).await;
    assert_eq!(answer.json()["instance"], "/users/%7Ba%7D");
}

#[tokio::test]
async fn a_request_without_a_path_has_no_instance() {
    let request = Request::connect("example.org:443").body(Body::empty());
    let answer = completed(CompleteLayer::new(), request.unwrap(), not_found).await;
    assert_eq!(answer.json().get("instance"), None);
}

#[tokio::test]
async fn a_problem_learns_the_id_of_the_request() {
    let answer = completed(
        CompleteLayer::new(),
        asking("x-request-id", "r1"),
        not_found,
    )
    .await;
    assert_eq!(answer.json()["request_id"], "r1");
}

/// An answer with an id that the server has chosen.
fn not_found_in_r2() -> Response<Body> {
    let mut response = not_found();
    let id = "r2".parse().unwrap();
    response.headers_mut().insert("x-request-id", id);
    response
}

#[tokio::test]
async fn the_id_that_the_server_has_chosen_wins() {
    let asked = asking("x-request-id", "r1");
    let answer = completed(CompleteLayer::new(), asked, not_found_in_r2).await;
    assert_eq!(answer.json()["request_id"], "r2");
}

#[derive(ResponseModel)]
struct Sorry {
    message: String,
}

#[tokio::test]
async fn a_failed_handler_of_errors_answers_with_the_id_that_the_server_has_chosen() {
    let broken = ErrorHandler::new(|failed: &FailedRequest<'_>| {
        let message = failed.problem().to_string();
        ErrorReply::new(Sorry { message }).status(418)
    });
    let format = ErrorFormat::Problem.on(ErrorKind::ANY, broken);
    let layer = CompleteLayer::new().errors(format);
    let asked = asking("x-request-id", "r1");
    let answer = completed(layer, asked, not_found_in_r2).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.headers["x-request-id"], "r2");
    let problem = answer.json();
    assert_eq!(problem["request_id"], "r2");
    assert_eq!(problem["instance"], "/users/7");
}

#[tokio::test]
async fn a_problem_has_the_shape_of_the_app() {
    let layer = CompleteLayer::new().errors(ErrorFormat::Detail);
    let answer = completed(layer, request(), not_found).await;
    assert_eq!(answer.json(), json!({ "detail": "user 7 not found" }));
    assert_eq!(answer.headers[CONTENT_TYPE], "application/json");

    let layer = CompleteLayer::new().errors(ErrorFormat::Structured);
    let answer = completed(layer, asking("x-request-id", "r1"), not_found).await;
    assert_eq!(
        answer.json(),
        json!({
            "error": "Not Found",
            "detail": "user 7 not found",
            "code": "user_not_found",
            "request_id": "r1",
        })
    );
}

#[tokio::test]
async fn the_shape_may_be_the_apps_own() {
    let format = ErrorFormat::custom(|problem: &Problem| {
        let instance = problem.instance.as_deref().unwrap_or_default();
        ("text/plain", format!("{instance}: {problem}"))
    });
    let answer = completed(CompleteLayer::new().errors(format), request(), not_found).await;
    assert_eq!(answer.body, "/users/7: 404: user 7 not found");
    assert_eq!(answer.headers[CONTENT_TYPE], "text/plain");
}

#[tokio::test]
async fn who_accepts_plain_json_only_gets_a_problem_as_such() {
    let answer = completed(
        CompleteLayer::new(),
        asking(ACCEPT, "application/json"),
        not_found,
    )
    .await;
    assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
    assert_eq!(answer.json()["code"], "user_not_found");
}

#[tokio::test]
async fn who_accepts_neither_gets_a_problem_all_the_same() {
    let answer = completed(CompleteLayer::new(), asking(ACCEPT, "image/png"), not_found).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
}

#[tokio::test]
async fn an_answer_that_carries_nothing_passes_untouched() {
    let answer = completed(CompleteLayer::new(), request(), || {
        (StatusCode::NOT_FOUND, "not ours").into_response()
    })
    .await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.body, "not ours");
    assert_eq!(answer.headers[CONTENT_TYPE], "text/plain; charset=utf-8");
}

#[tokio::test]
async fn an_error_of_others_that_says_nothing_is_a_problem() {
    let answer = completed(CompleteLayer::new(), request(), || {
        (StatusCode::REQUEST_TIMEOUT, [("x-a", "1")]).into_response()
    })
    .await;
    assert_eq!(answer.status, 408);
    assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
    assert_eq!(answer.headers["x-a"], "1");
    assert_eq!(answer.headers[CACHE_CONTROL], "no-store");
    assert_eq!(answer.json()["code"], "request_timeout");
}

#[tokio::test]
async fn what_a_middleware_has_replaced_stays_replaced() {
    let answer = completed(CompleteLayer::new(), request(), || {
        let mut response = not_found();
        *response.status_mut() = StatusCode::OK;
        *response.body_mut() = Body::from("a page instead");
        response
    })
    .await;
    assert_eq!(answer.body, "a page instead");
}

#[tokio::test]
async fn what_the_client_has_already_is_a_304() {
    for tags in ["\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", "*"] {
        let answer = completed(CompleteLayer::new(), asking(IF_NONE_MATCH, tags), tagged).await;
        assert_eq!(answer.status, 304, "{tags}");
        assert_eq!(answer.body, "");
        assert_eq!(answer.headers[ETAG], "\"v1\"");
        assert_eq!(answer.headers[CACHE_CONTROL], "max-age=60");
        assert_eq!(answer.headers[VARY], "accept");
        assert!(!answer.headers.contains_key(CONTENT_TYPE));
        assert!(!answer.headers.contains_key(CONTENT_LENGTH));
    }
}

#[tokio::test]
async fn what_the_client_has_not_is_sent() {
    let answer = completed(
        CompleteLayer::new(),
        asking(IF_NONE_MATCH, "\"v0\""),
        tagged,
    )
    .await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, "{}")
    );
}

#[tokio::test]
async fn only_a_safe_method_is_answered_with_304() {
    let mut request = asking(IF_NONE_MATCH, "\"v1\"");
    *request.method_mut() = Method::POST;
    let answer = completed(CompleteLayer::new(), request, tagged).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn an_answer_to_head_keeps_the_headers_of_get() {
    let mut request = request();
    *request.method_mut() = Method::HEAD;
    let answer = completed(CompleteLayer::new(), request, tagged).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, "");
    assert_eq!(answer.headers[CONTENT_LENGTH], "2");
    assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
}

#[tokio::test]
async fn an_error_that_answers_head_has_the_length_it_would_have() {
    let got = completed(CompleteLayer::new(), request(), not_found).await;
    let mut request = request();
    *request.method_mut() = Method::HEAD;
    let answer = completed(CompleteLayer::new(), request, not_found).await;
    assert_eq!(answer.body, "");
    assert_eq!(
        answer.headers[CONTENT_LENGTH],
        got.body.len().to_string().as_str()
    );
}

mod what_no_handler_wrote {
    use steadfast::prelude::*;

    use super::*;

    #[route(get, "/boom", response = Text)]
    async fn boom() -> Text {
        panic!("the password is hunter2")
    }

    #[derive(serde::Deserialize, schemars::JsonSchema)]
    struct Note {
        text: String,
    }

    #[route(post, "/notes", response = Text)]
    async fn create_note(Json(note): Json<Note>) -> Created<Text> {
        Created::at("/notes/1", Text::from(note.text))
    }

    async fn answer(request: Request<Body>) -> Answer {
        let app: axum::Router = Api::new("Notes", "1.0.0")
            .routes(routes![boom, create_note])
            .into_router();
        let (parts, body) = app.oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    #[track_caller]
    fn assert_problem(answer: &Answer, status: u16, code: &str, instance: &str) {
        assert_eq!(answer.status, status);
        assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
        let body = answer.json();
        assert_eq!(body["status"], status);
        assert_eq!(body["code"], code);
        assert_eq!(body["instance"], instance);
    }

    #[tokio::test]
    async fn an_unknown_path_is_a_problem() {
        let request = Request::get("/nowhere").body(Body::empty()).unwrap();
        assert_problem(&answer(request).await, 404, "not_found", "/nowhere");
    }

    #[tokio::test]
    async fn an_unknown_method_is_a_problem_that_names_the_known_ones() {
        let request = Request::delete("/boom").body(Body::empty()).unwrap();
        let answer = answer(request).await;
        assert_problem(&answer, 405, "method_not_allowed", "/boom");
        assert_eq!(answer.headers["allow"], "GET,HEAD");
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing() {
        let request = Request::get("/boom").body(Body::empty()).unwrap();
        let answer = answer(request).await;
        assert_problem(&answer, 500, "internal_server_error", "/boom");
        assert!(!answer.body.contains("hunter2"));
    }

    #[tokio::test]
    async fn a_refused_body_is_a_problem() {
        let request = Request::post("/notes")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from("{}"))
            .unwrap();
        let answer = answer(request).await;
        assert_problem(&answer, 422, "validation_error", "/notes");
        assert_eq!(
            answer.json()["errors"],
            json!([{ "loc": ["body", "text"], "msg": "field required", "type": "missing" }])
        );
    }
}

fn dated() -> Response<Body> {
    Response::builder()
        .header(LAST_MODIFIED, "Sun, 06 Nov 1994 08:49:37 GMT")
        .body(Body::from("{}"))
        .unwrap()
}

#[tokio::test]
async fn what_has_not_changed_since_is_a_304() {
    for (since, status) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 304),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 304),
        ("Mon, 07 Nov 1994 08:49:37 GMT", 304),
        ("Sun, 06 Nov 1994 08:49:36 GMT", 200),
        ("yesterday", 200),
    ] {
        let answer = completed(
            CompleteLayer::new(),
            asking(IF_MODIFIED_SINCE, since),
            dated,
        )
        .await;
        assert_eq!(answer.status, status, "{since}");
        assert_eq!(answer.body.is_empty(), status == 304, "{since}");
    }
}

/// The headers that describe a content (RFC 9110 section 8, RFC 6266, RFC 9530).
const OF_A_CONTENT: [&str; 13] = [
    "content-digest",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-location",
    "content-md5",
    "content-range",
    "digest",
    "etag",
    "expires",
    "last-modified",
    "repr-digest",
    "trailer",
];

fn with_headers_of_a_content(mut response: Response<Body>) -> Response<Body> {
    for name in OF_A_CONTENT {
        response.headers_mut().insert(name, "1".parse().unwrap());
    }
    response
        .headers_mut()
        .insert(VARY, "accept".parse().unwrap());
    response
}

#[tokio::test]
async fn a_problem_is_not_described_by_the_headers_of_what_it_replaces() {
    let bare = || StatusCode::NOT_FOUND.into_response();
    for answer in [not_found as fn() -> _, bare] {
        let answer = move || with_headers_of_a_content(answer());
        let answer = completed(CompleteLayer::new(), request(), answer).await;
        for name in OF_A_CONTENT {
            assert!(!answer.headers.contains_key(name), "{name}");
        }
        assert_eq!(answer.headers[VARY], "accept");
        assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
    }
}

#[tokio::test]
async fn a_problem_keeps_its_own_headers() {
    let answer = completed(CompleteLayer::new(), request(), || {
        let problem = Problem::new(StatusCode::NOT_FOUND).header("Content-Language", "en");
        problem.into_response().into_response()
    });
    assert_eq!(answer.await.headers["content-language"], "en");
}

#[tokio::test]
async fn a_304_keeps_what_a_cache_goes_by() {
    let asked = asking(IF_NONE_MATCH, "*");
    let answer = completed(CompleteLayer::new(), asked, || {
        with_headers_of_a_content(tagged())
    });
    let answer = answer.await;
    assert_eq!(answer.status, 304);
    for name in OF_A_CONTENT {
        let is_kept = ["content-location", "etag", "expires", "last-modified"].contains(&name);
        assert_eq!(answer.headers.contains_key(name), is_kept, "{name}");
    }
    assert_eq!(answer.headers[VARY], "accept");
}
