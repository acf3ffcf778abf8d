//! `POST /reports`, `GET /tasks/{task_id}`

use axum::body::Body;
use axum::http::Method;
use std::time::Duration;

use tokio::time::sleep;

use crate::server::{Answer, Server, keys};

async fn accepted(server: &Server) -> Answer {
    server
        .send(Method::POST, "/reports", &[], Body::empty())
        .await
}

#[tokio::test]
async fn a_report_is_accepted_and_says_where_to_ask_for_it() {
    for server in Server::on_each_database().await {
        let accepted = accepted(&server).await;
        assert_eq!(accepted.status, 202);
        let task = accepted.json();
        assert_eq!(keys(&task), ["task_id"]);
        let task_id = task["task_id"].as_str().unwrap();
        assert_eq!(
            accepted.header("location"),
            Some(&*format!("/tasks/{task_id}"))
        );
        assert_eq!(accepted.header("retry-after"), Some("1"));
    }
}

#[tokio::test]
async fn a_report_is_written_in_the_end() {
    for server in Server::on_each_database().await {
        server.has_user("Ada", "ada@example.org").await;
        let accepted = accepted(&server).await;
        let location = accepted.header("location").unwrap();
        assert_eq!(end_of(&server, location).await, "done");
    }
}

/// How a task ends.
async fn end_of(server: &Server, location: &str) -> String {
    for _ in 0..500 {
        let task = server.get(location).await.json();
        assert_eq!(keys(&task), ["status", "task_id"]);
        match task["status"].as_str().unwrap() {
            "queued" | "running" => sleep(Duration::from_millis(10)).await,
            status => return status.to_owned(),
        }
    }
    panic!("the task does not end");
}

#[tokio::test]
async fn an_unknown_task_is_a_404() {
    for server in Server::on_each_database().await {
        let missing = server.get("/tasks/17").await;
        missing.is_problem(404, "task_not_found");
    }
}
