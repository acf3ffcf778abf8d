//! A body that is announced to be longer than the limit of its route is refused before any of it is read.

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::describe::Operation;
use steadfast::extract::{Extractor, RequestPart, read_body};
use steadfast::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Duration, timeout};
use tower::ServiceExt;

const LIMIT: usize = 1000;

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Note {
    text: String,
}

#[route(post, "/json", status = 204)]
async fn json(_: Json<Note>) -> NoContent {
    NoContent
}

#[route(post, "/maybe-json", status = 204)]
async fn maybe_json(_: Option<Json<Note>>) -> NoContent {
    NoContent
}

#[route(post, "/form", status = 204)]
async fn form(_: Form<Note>) -> NoContent {
    NoContent
}

#[route(post, "/bytes", status = 204)]
async fn bytes(_: Bytes) -> NoContent {
    NoContent
}

#[route(post, "/text", status = 204)]
async fn text(_: String) -> NoContent {
    NoContent
}

#[route(post, "/axum-json", status = 204)]
async fn axum_json(_: axum::Json<Note>) -> NoContent {
    NoContent
}

/// It reads its body itself, so axum's limit is not its own.
#[route(post, "/stream", status = 204)]
async fn stream(request: Request) -> NoContent {
    let read = axum::body::to_bytes(request.into_body(), usize::MAX).await;
    read.expect("a body");
    NoContent
}

/// An extractor with a limit of its own, or as much as the route permits.
struct Own<const MOST: usize>;

impl<S: Send + Sync, const MOST: usize> FromRequest<S> for Own<MOST> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        read_body(request, MOST).await?;
        Ok(Self)
    }
}

impl<const MOST: usize> Extractor for Own<MOST> {}

impl<const MOST: usize> RequestPart for Own<MOST> {
    fn describe(operation: &mut Operation<'_>) {
        operation.add_error(Problem::payload_too_large().described());
        operation.add_error(Problem::invalid([]).described());
    }
}

#[route(post, "/own", status = 204)]
async fn own(_: Own<100>) -> NoContent {
    NoContent
}

#[route(post, "/own-large", status = 204)]
async fn own_large(_: Own<{ 10 * LIMIT }>) -> NoContent {
    NoContent
}

#[cfg(feature = "multipart")]
mod multipart {
    use super::*;
    use axum_typed_multipart::TryFromMultipart;
    use steadfast::extract::MultipartForm;

    #[derive(TryFromMultipart, JsonSchema)]
    #[allow(dead_code)]
    pub struct Picture {
        title: String,
    }

    #[route(post, "/multipart", status = 204)]
    pub async fn typed(_: MultipartForm<Picture>) -> NoContent {
        NoContent
    }

    #[route(post, "/axum-multipart", status = 204)]
    pub async fn plain(_: axum::extract::Multipart) -> NoContent {
        NoContent
    }
}

fn app() -> Router {
    let api = Api::new("Bodies", "1.0.0").routes(routes![
        json, maybe_json, form, bytes, text, axum_json, stream, own, own_large
    ]);
    #[cfg(feature = "multipart")]
    let api = api.routes(routes![multipart::typed, multipart::plain]);
    api.into_router().layer(DefaultBodyLimit::max(LIMIT))
}

/// What is answered to the head of a request whose body is never sent.
async fn answer_to_head(path: &str, media_type: &str, length: usize, more: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app()).await });
    let mut socket = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media_type}\r\n\
         Content-Length: {length}\r\n{more}\r\n"
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 4096];
    let read = timeout(Duration::from_secs(20), socket.read(&mut answer)).await;
    let length = read.expect("an answer to the head alone").unwrap();
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

async fn assert_refused(path: &str, media_type: &str) {
    assert_refused_above(LIMIT, path, media_type).await;
}

async fn assert_refused_above(limit: usize, path: &str, media_type: &str) {
    for more in ["", "Expect: 100-continue\r\n"] {
        let answer = answer_to_head(path, media_type, limit + 1, more).await;
        assert!(answer.starts_with("HTTP/1.1 413 "), "{path}: {answer}");
        assert!(
            answer.contains("\"code\":\"payload_too_large\""),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn json_beyond_the_limit_is_refused_unread() {
    assert_refused("/json", "application/json").await;
    assert_refused("/maybe-json", "application/json").await;
}

#[tokio::test]
async fn a_form_beyond_the_limit_is_refused_unread() {
    assert_refused("/form", "application/x-www-form-urlencoded").await;
}

#[tokio::test]
async fn a_body_for_an_extractor_of_axum_is_refused_unread() {
    assert_refused("/bytes", "application/octet-stream").await;
    assert_refused("/text", "text/plain").await;
    assert_refused("/axum-json", "application/json").await;
}

#[cfg(feature = "multipart")]
#[tokio::test]
async fn a_form_with_files_beyond_the_limit_is_refused_unread() {
    assert_refused("/multipart", "multipart/form-data; boundary=x").await;
    assert_refused("/axum-multipart", "multipart/form-data; boundary=x").await;
}

#[tokio::test]
async fn a_body_for_an_extractor_with_a_limit_of_its_own_is_refused_unread() {
    assert_refused_above(100, "/own", "image/png").await;
    assert_refused_above(99_999_999_999, "/own", "image/png").await;
    assert_refused("/own-large", "image/png").await;
}

#[tokio::test]
async fn a_body_of_unknown_length_is_read_up_to_the_limit_of_its_extractor() {
    for (length, status) in [(100, 204), (101, 413)] {
        let chunks = (0..length).map(|_| Ok::<_, std::io::Error>("x"));
        let body = axum::body::Body::from_stream(futures_util::stream::iter(chunks));
        let request = Request::post("/own").body(body).unwrap();
        let answer = app().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status, "{length}");
    }
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_waited_for() {
    for (path, limit) in [("/bytes", LIMIT), ("/json", LIMIT), ("/own", 100)] {
        let more = "Expect: 100-continue\r\n";
        let answer = answer_to_head(path, "application/json", limit, more).await;
        assert!(answer.starts_with("HTTP/1.1 100 "), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_handler_that_reads_its_body_itself_is_not_limited() {
    let more = "Expect: 100-continue\r\n";
    let answer = answer_to_head("/stream", "text/plain", LIMIT + 1, more).await;
    assert!(answer.starts_with("HTTP/1.1 100 "), "{answer}");
}
