//! `POST /reports`, `GET /tasks/{task_id}`

use axum::body::Body;
use axum::http::Method;
use std::time::Duration;

use tokio::time::sleep;

use crate::model::{TaskId, TaskStatus};
use crate::server::{Answer, Server, keys};
use crate::store::Database;

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

/// The time passes within which every task has to give a sign of life.
async fn time_passes(server: &Server) {
    let expire = sqlx::raw_sql("UPDATE tasks SET alive_until = 0");
    match &server.store.database {
        Database::Sqlite { writer, .. } => drop(expire.execute(writer).await.unwrap()),
        Database::Postgres(pool) => drop(expire.execute(pool).await.unwrap()),
    }
}

#[tokio::test]
async fn a_task_that_gives_no_sign_of_life_has_failed_and_stays_so() {
    for server in Server::on_each_database().await {
        for status in [TaskStatus::Queued, TaskStatus::Running] {
            let task_id = TaskId::random().unwrap();
            server.store.add_task(&task_id).await.unwrap();
            assert!(server.store.set_task(&task_id, status).await.unwrap());
            let location = format!("/tasks/{}", task_id.as_str());
            assert_ne!(server.get(&location).await.json()["status"], "failed");
            time_passes(&server).await;
            assert_eq!(server.get(&location).await.json()["status"], "failed");

            let returned = server.store.set_task(&task_id, TaskStatus::Done).await;
            assert!(!returned.unwrap());
            assert_eq!(server.get(&location).await.json()["status"], "failed");
        }
    }
}

#[tokio::test]
async fn a_report_that_is_written_stays_so() {
    for server in Server::on_each_database().await {
        let accepted = accepted(&server).await;
        let location = accepted.header("location").unwrap();
        assert_eq!(end_of(&server, location).await, "done");
        time_passes(&server).await;
        assert_eq!(end_of(&server, location).await, "done");
    }
}

#[tokio::test]
async fn an_unknown_task_is_a_404() {
    for server in Server::on_each_database().await {
        let unknown = TaskId::random().unwrap();
        for id in [unknown.as_str(), "17", "%00", "%C3%A4", "%F0%9F%92%A9"] {
            let missing = server.get(&format!("/tasks/{id}")).await;
            missing.is_problem(404, "task_not_found");
        }
    }
}
