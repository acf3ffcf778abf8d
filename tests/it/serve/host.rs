//! `Host` (RFC 9112 section 3.2).

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::get;

use super::Server;

async fn server() -> Server {
    let host = async |headers: HeaderMap| {
        headers
            .get("host")
            .map_or(String::new(), |host| host.to_str().unwrap().to_owned())
    };
    let app = Router::new().route("/", get(host));
    Server::start(app, |server| server).await
}

async fn assert_refused(request: &str) {
    let mut client = server().await.sent(request).await;
    let answer = client.answer().await;
    assert_eq!(answer.status, 400, "{request}");
    assert!(
        answer
            .head
            .contains("content-type: application/problem+json"),
        "{answer:?}"
    );
    assert!(
        answer.body.contains("\"code\":\"invalid_host\""),
        "{answer:?}"
    );
    assert_eq!(client.closed().await, "");
}

async fn assert_served(request: &str, host: &str) {
    let answer = server().await.sent(request).await.answer().await;
    assert_eq!(answer.status, 200, "{request}");
    assert_eq!(answer.body, host);
}

#[tokio::test]
async fn a_request_without_host_is_refused() {
    assert_refused("GET / HTTP/1.1\r\n\r\n").await;
    assert_refused("GET http://example.org/ HTTP/1.1\r\n\r\n").await;
}

#[tokio::test]
async fn a_client_that_sends_all_of_a_body_before_it_reads_gets_the_answer() {
    let server = server().await;
    let length = 32 << 20;
    let head = format!("POST / HTTP/1.1\r\nContent-Length: {length}\r\n\r\n");
    for _ in 0..5 {
        let mut client = server.sent(&head).await;
        client.send(&"x".repeat(length)).await;
        assert_eq!(client.answer().await.status, 400);
        assert_eq!(client.closed().await, "");
    }
}

#[tokio::test]
async fn a_request_with_two_hosts_is_refused_even_if_they_are_equal() {
    assert_refused("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").await;
    assert_refused("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n").await;
    assert_refused("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n").await;
}

#[tokio::test]
async fn an_invalid_host_is_refused() {
    for host in [
        "a b",
        "user@example.org",
        "http://example.org",
        "a:b",
        "[::1",
        "a/b",
    ] {
        assert_refused(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).await;
    }
    assert_refused("GET http://user@example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n").await;
}

#[tokio::test]
async fn a_valid_host_is_served() {
    for host in [
        "localhost",
        "api.example.org:8080",
        "[::1]:3000",
        "127.0.0.1",
        "",
    ] {
        assert_served(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), host).await;
    }
}

#[tokio::test]
async fn a_request_of_http_1_0_needs_none() {
    assert_served("GET / HTTP/1.0\r\n\r\n", "").await;
}

#[tokio::test]
async fn the_host_of_a_whole_url_replaces_the_field() {
    assert_served(
        "GET http://example.org:81/ HTTP/1.1\r\nHost: other\r\n\r\n",
        "example.org:81",
    )
    .await;
}
