//! `GET /users.csv`, `GET /users.jsonl`

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use axum::body::HttpBody;
use serde_json::Value;
use tokio::task::yield_now;

use crate::model::TaskId;
use crate::queries::{Queries, every_connection};
use crate::server::{Answer, Server, has_users, keys};

/// The query for a part of an export, and the one for a user.
const PART: &str = "FROM users WHERE id > $1";
const USER: &str = "FROM users WHERE id = $1";

fn poll<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Every task that can go on does so.
async fn tasks_go_on() {
    for _ in 0..100 {
        yield_now().await;
    }
}

/// Exports that have begun, and wait.
async fn waiting_exports(
    server: &Server,
    count: usize,
) -> Vec<Pin<Box<impl Future<Output = Answer> + '_>>> {
    let mut exports = Vec::new();
    for _ in 0..count {
        let mut export = Box::pin(server.get("/users.csv"));
        assert!(poll(export.as_mut()).is_pending());
        exports.push(export);
    }
    tasks_go_on().await;
    exports
}

#[tokio::test]
async fn a_table_has_a_header_row_and_a_row_for_each_user() {
    for server in Server::on_each_database().await {
        server.has_user("Ada", "ada@example.org").await;
        server
            .has_user("Grace \"Amazing\", Hopper", "grace@example.org")
            .await;
        let table = server.get("/users.csv").await;
        assert_eq!(table.status, 200);
        assert_eq!(
            table.header("content-disposition"),
            Some("attachment; filename=\"users.csv\"")
        );
        let rows: Vec<_> = table.text().lines().collect();
        assert_eq!(rows[0], "id,name,email,created_at");
        assert!(rows[1].starts_with("1,Ada,ada@example.org,"));
        assert!(rows[2].starts_with("2,\"Grace \"\"Amazing\"\", Hopper\",grace@example.org,"));
        assert_eq!(rows.len(), 3);
    }
}

#[tokio::test]
async fn a_table_of_nobody_is_its_header_row() {
    for server in Server::on_each_database().await {
        let table = server.get("/users.csv").await;
        assert_eq!(table.text().trim_end(), "id,name,email,created_at");
    }
}

#[tokio::test]
async fn a_name_is_no_formula() {
    for server in Server::on_each_database().await {
        server.has_user("=1+1", "ada@example.org").await;
        let table = server.get("/users.csv").await;
        assert!(table.text().contains(",'=1+1,"), "{}", table.text());
    }
}

#[tokio::test]
async fn each_line_is_a_user() {
    for server in Server::on_each_database().await {
        for name in ["Ada", "Grace"] {
            server.has_user(name, &format!("{name}@example.org")).await;
        }
        let lines = server.get("/users.jsonl").await;
        assert_eq!(lines.header("content-type"), Some("application/jsonl"));
        let users: Vec<Value> = lines
            .text()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let names: Vec<_> = users.iter().map(|user| &user["name"]).collect();
        assert_eq!(names, ["Ada", "Grace"]);
        assert_eq!(keys(&users[0]), ["created_at", "email", "id", "name"]);
    }
}

#[tokio::test]
async fn more_users_than_are_read_at_once_are_all_there() {
    for server in Server::on_each_database().await {
        for number in 0..1003 {
            server
                .has_user("Ada", &format!("ada{number}@example.org"))
                .await;
        }
        let lines = server.get("/users.jsonl").await;
        assert_eq!(lines.text().lines().count(), 1003);
    }
}

#[tokio::test]
async fn a_dead_database_is_a_500_before_anything_is_sent() {
    for server in Server::on_each_database().await {
        server.store.close().await;
        for path in ["/users.csv", "/users.jsonl"] {
            server.get(path).await.is_problem(500, "database");
        }
    }
}

#[tokio::test]
async fn an_export_whose_client_leaves_before_it_begins_is_not_read() {
    for server in Server::on_each_database().await {
        let ada = server.has_user("Ada", "ada@example.org").await;
        let user = format!("/users/{ada}");
        let queries = Queries::new();
        let connections = every_connection(&server.store).await;
        let abandoned = async {
            let exports = waiting_exports(&server, 1000).await;
            drop(exports);
            drop(connections);
            assert_eq!(server.get(&user).await.status, 200);
        };
        queries.of(abandoned).await;
        assert_eq!((queries.count(PART), queries.count(USER)), (0, 1));

        queries.of(server.get("/users.csv")).await;
        assert_eq!(queries.count(PART), 2);
    }
}

#[tokio::test]
async fn an_export_whose_client_leaves_halfway_is_not_read_further() {
    for server in Server::on_each_database().await {
        has_users(&server.store, 2000).await;
        let queries = Queries::new();
        let halfway = async {
            let mut body = server.open("/users.jsonl").await.into_body();
            let connections = every_connection(&server.store).await;
            let mut context = Context::from_waker(Waker::noop());
            while let Poll::Ready(frame) = Pin::new(&mut body).poll_frame(&mut context) {
                assert!(frame.unwrap().is_ok());
                tasks_go_on().await;
            }
            assert_eq!(queries.count(PART), 1);
            drop(body);
            drop(connections);
            server.get("/users/1").await;
            assert_eq!((queries.count(PART), queries.count(USER)), (1, 1));
        };
        queries.of(halfway).await;
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_keeps_no_connection() {
    for server in Server::on_each_database().await {
        has_users(&server.store, 2000).await;
        let mut stalled = Vec::new();
        for _ in 0..20 {
            let export = server.open("/users.jsonl").await;
            assert_eq!(export.status(), 200);
            let mut body = export.into_body();
            // It reads until the next part is asked for.
            let mut context = Context::from_waker(Waker::noop());
            while let Poll::Ready(Some(_)) = Pin::new(&mut body).poll_frame(&mut context) {}
            stalled.push(body);
        }
        every_connection(&server.store).await;
    }
}

/// The pool is fair, and has one connection for everyone.
#[tokio::test]
async fn a_short_request_waits_for_at_most_two_parts_of_exports() {
    let server = Server::in_memory().await;
    has_users(&server.store, 500).await;
    let queries = Queries::new();
    let connections = every_connection(&server.store).await;
    let served = async {
        let exports = waiting_exports(&server, 50).await;
        let mut user = Box::pin(server.get("/users/1"));
        assert!(poll(user.as_mut()).is_pending());
        drop(connections);
        user.await;
        for export in exports {
            assert_eq!(export.await.text().lines().count(), 501);
        }
    };
    queries.of(served).await;
    assert_eq!(queries.before(USER, PART), 2);
    assert_eq!(queries.count(PART), 50 * 6);
}

#[tokio::test]
async fn exports_that_wait_for_a_lock_leave_connections_to_others() {
    let Some(server) = Server::on_postgres().await else {
        return;
    };
    server.has_user("Ada", "ada@example.org").await;
    let lock = server.locks_users().await;
    let exports = waiting_exports(&server, 50).await;
    let task = TaskId::random().unwrap();
    let missing = server.get(&format!("/tasks/{}", task.as_str())).await;
    missing.is_problem(404, "task_not_found");
    drop(lock);
    for export in exports {
        assert_eq!(export.await.status, 200);
    }
}
