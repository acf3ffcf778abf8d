//! `PUT /users/{id}/avatar`, `GET /users/{id}/avatar`

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::Method;
use http_body::{Frame, SizeHint};

use crate::server::{Answer, Server};

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n0123456789";

async fn put(server: &Server, path: &str, media_type: &str, picture: Vec<u8>) -> Answer {
    let headers = [("content-type", media_type)];
    server
        .send(Method::PUT, path, &headers, Body::from(picture))
        .await
}

async fn get_with(server: &Server, path: &str, name: &str, value: &str) -> Answer {
    server
        .send(Method::GET, path, &[(name, value)], Body::empty())
        .await
}

/// The path of the picture of a user who has one.
async fn picture(server: &Server) -> String {
    let id = server.has_user("Ada", "ada@example.org").await;
    let path = format!("/users/{id}/avatar");
    let stored = put(server, &path, "image/png", PICTURE.to_vec()).await;
    assert_eq!(stored.status, 204);
    path
}

#[tokio::test]
async fn a_picture_comes_back_as_it_was() {
    for server in Server::on_each_database().await {
        let path = picture(&server).await;
        let found = server.get(&path).await;
        assert_eq!(found.status, 200);
        assert_eq!(found.header("content-type"), Some("image/png"));
        assert_eq!(found.body, PICTURE);
    }
}

#[tokio::test]
async fn a_new_picture_replaces_the_old_one() {
    for server in Server::on_each_database().await {
        let path = picture(&server).await;
        let old = server.get(&path).await;
        put(&server, &path, "image/webp; q=1", b"RIFF".to_vec()).await;
        let found = server.get(&path).await;
        assert_eq!(found.header("content-type"), Some("image/webp"));
        assert_eq!(&found.body[..], b"RIFF");
        assert_ne!(found.header("etag"), old.header("etag"));
    }
}

#[tokio::test]
async fn a_client_that_has_the_picture_is_told_so() {
    for server in Server::on_each_database().await {
        let path = picture(&server).await;
        let found = server.get(&path).await;
        let etag = found.header("etag").unwrap();
        let same = get_with(&server, &path, "if-none-match", etag).await;
        assert_eq!(same.status, 304);
        assert!(same.body.is_empty());
        assert_eq!(same.header("etag"), Some(etag));
    }
}

#[tokio::test]
async fn a_part_of_a_picture_is_a_206() {
    for server in Server::on_each_database().await {
        let path = picture(&server).await;
        let part = get_with(&server, &path, "range", "bytes=1-3").await;
        assert_eq!(part.status, 206);
        assert_eq!(part.header("content-range"), Some("bytes 1-3/18"));
        assert_eq!(&part.body[..], b"PNG");
    }
}

#[tokio::test]
async fn a_part_behind_the_end_is_a_416() {
    for server in Server::on_each_database().await {
        let path = picture(&server).await;
        let refused = get_with(&server, &path, "range", "bytes=18-").await;
        refused.is_problem(416, "range_not_satisfiable");
        assert_eq!(refused.header("content-range"), Some("bytes */18"));
    }
}

#[tokio::test]
async fn a_picture_runs_no_script() {
    for server in Server::on_each_database().await {
        let path = picture(&server).await;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec();
        put(&server, &path, "image/svg+xml", svg).await;
        let found = server.get(&path).await;
        let policy = found.header("content-security-policy").unwrap();
        assert!(policy.contains("sandbox"), "{policy}");
        assert_eq!(found.header("x-content-type-options"), Some("nosniff"));
    }
}

#[tokio::test]
async fn what_is_no_image_is_a_415() {
    for server in Server::on_each_database().await {
        let path = picture(&server).await;
        for media_type in ["text/html", "image/", "image/png/x", "image/p ng", ""] {
            let refused = put(&server, &path, media_type, PICTURE.to_vec()).await;
            refused.is_problem(415, "unsupported_media_type");
        }
    }
}

#[tokio::test]
async fn a_picture_of_more_than_a_megabyte_is_a_413() {
    for server in Server::on_each_database().await {
        let path = picture(&server).await;
        let whole = put(&server, &path, "image/png", vec![0; 1 << 20]).await;
        assert_eq!(whole.status, 204);
        for length in [(1 << 20) + 1, 10 << 20] {
            let refused = put(&server, &path, "image/png", vec![0; length]).await;
            refused.is_problem(413, "payload_too_large");
        }
    }
}

/// A body that is announced with its length, and must not be read.
struct Unread(u64);

impl http_body::Body for Unread {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        panic!("the body is read")
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0)
    }
}

#[tokio::test]
async fn a_picture_that_is_announced_to_be_larger_is_a_413_at_once() {
    for server in Server::on_each_database().await {
        let path = picture(&server).await;
        for length in [(1 << 20) + 1, 100_000_000_000] {
            let body = Body::new(Unread(length));
            let headers = [("content-type", "image/png")];
            let refused = server.send(Method::PUT, &path, &headers, body).await;
            refused.is_problem(413, "payload_too_large");
        }
    }
}

#[tokio::test]
async fn a_user_without_a_picture_is_a_404() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let missing = server.get(&format!("/users/{id}/avatar")).await;
        missing.is_problem(404, "avatar_not_found");
    }
}

#[tokio::test]
async fn nobody_has_no_picture() {
    for server in Server::on_each_database().await {
        let refused = put(&server, "/users/7/avatar", "image/png", PICTURE.to_vec()).await;
        refused.is_problem(404, "user_not_found");
    }
}
