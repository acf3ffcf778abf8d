//! A body that is announced to be longer than the limit of its route is refused before any of it is read.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use schemars::JsonSchema;
use serde::Deserialize;
use steadfast::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Duration, timeout};

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
async fn stream(request: axum::extract::Request) -> NoContent {
    let read = axum::body::to_bytes(request.into_body(), usize::MAX).await;
    read.expect("a body");
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
        json, maybe_json, form, bytes, text, axum_json, stream
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
    for more in ["", "Expect: 100-continue\r\n"] {
        let answer = answer_to_head(path, media_type, LIMIT + 1, more).await;
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
async fn a_body_of_exactly_the_limit_is_waited_for() {
    for path in ["/bytes", "/json"] {
        let more = "Expect: 100-continue\r\n";
        let answer = answer_to_head(path, "application/json", LIMIT, more).await;
        assert!(answer.starts_with("HTTP/1.1 100 "), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_handler_that_reads_its_body_itself_is_not_limited() {
    let more = "Expect: 100-continue\r\n";
    let answer = answer_to_head("/stream", "text/plain", LIMIT + 1, more).await;
    assert!(answer.starts_with("HTTP/1.1 100 "), "{answer}");
}
