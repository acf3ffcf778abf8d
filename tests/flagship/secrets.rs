//! What the log tells of a request, and what it does not.

use axum::body::Body;
use axum::http::Method;

use crate::captured::Log;
use crate::server::{Server, ada};

/// In the query, a cookie and a header, but not in the path.
const SECRET: &str = "hunter2";

async fn ask(server: &Server, path: &str) -> u16 {
    let path = format!("{path}?token={SECRET}");
    let headers = [
        ("cookie", "session=hunter2"),
        ("authorization", "Bearer hunter2"),
        ("x-request-id", "req-7"),
    ];
    let answer = server.send(Method::GET, &path, &headers, Body::empty());
    answer.await.status.as_u16()
}

#[tokio::test]
async fn a_response_is_one_line_without_the_query_and_the_headers() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let log = Log::start();
        assert_eq!(ask(&server, &path).await, 200);
        let lines = log.lines();
        let [line] = lines.as_slice() else {
            panic!("{lines:#?}");
        };
        for part in ["INFO", "method=GET", &format!("path={path}"), "status=200"] {
            assert!(line.contains(part), "{part} in {line}");
        }
        assert!(!line.contains(SECRET), "{line}");
    }
}

#[tokio::test]
async fn a_server_error_is_one_error_in_the_log_and_no_secret() {
    for server in Server::on_each_database().await {
        server.store.close().await;
        let log = Log::start();
        assert_eq!(ask(&server, "/users/1").await, 500);
        let lines = log.lines();
        let errors: Vec<_> = lines.iter().filter(|line| line.contains("ERROR")).collect();
        let [line] = errors.as_slice() else {
            panic!("{lines:#?}");
        };
        for part in ["/users/{id}", "route=\"get_user\"", "req-7", "status=500"] {
            assert!(line.contains(part), "{part} in {line}");
        }
        assert!(
            lines.iter().all(|line| !line.contains(SECRET)),
            "{lines:#?}"
        );
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_not_logged() {
    for server in Server::on_each_database().await {
        let mut user = ada();
        user["email"] = SECRET.into();
        let log = Log::start();
        assert_eq!(server.post("/users", &user).await.status, 422);
        let lines = log.lines();
        assert_eq!(lines.len(), 1, "{lines:#?}");
        assert!(!lines[0].contains(SECRET), "{lines:#?}");
    }
}
