//! A database that is locked, busy or gone for a while.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sqlx::{Connection, SqliteConnection, raw_sql};

use crate::queries::every_connection;
use crate::server::{Answer, Server, ada};

/// How long a request may take: five seconds for a connection, two for a lock, and the rest for a slow machine.
const PATIENCE: Duration = Duration::from_secs(20);

#[track_caller]
fn is_unavailable(answer: &Answer) {
    let problem = answer.is_problem(503, "database_unavailable");
    assert_eq!(problem.get("detail"), None);
    assert_eq!(answer.header("retry-after"), Some("2"));
}

#[tokio::test]
async fn requests_behind_a_locked_table_are_told_so_in_time() {
    let Some(server) = Server::on_postgres().await else {
        return;
    };
    server.has_user("Ada", "ada@example.org").await;
    let lock = server.locks_users().await;
    let asked = Instant::now();
    let paths = [
        "/users/1",
        "/users",
        "/users.csv",
        "/users.jsonl",
        "/users/1",
    ];
    let requests = (0..30).map(|number| server.get(paths[number % paths.len()]));
    for answer in join_all(requests).await {
        is_unavailable(&answer);
    }
    is_unavailable(&server.post("/users", &ada()).await);
    assert!(asked.elapsed() < PATIENCE, "{:?}", asked.elapsed());

    drop(lock);
    let mut found = server.get("/users/1").await;
    while found.status == 503 && asked.elapsed() < PATIENCE {
        found = server.get("/users/1").await;
    }
    assert_eq!(found.status, 200);
}

#[tokio::test]
async fn who_reads_a_file_does_not_wait_for_who_writes_it() {
    let server = Server::on_file().await;
    let user = server.has_user("Ada", "ada@example.org").await;
    let user = format!("/users/{user}");
    let mut other = SqliteConnection::connect(server.url()).await.unwrap();
    raw_sql("BEGIN EXCLUSIVE")
        .execute(&mut other)
        .await
        .unwrap();
    let grace = ada();
    let write = server.delete(&user);
    let read = async {
        for path in [&*user, "/users.csv", "/users"] {
            assert_eq!(server.get(path).await.status, 200);
        }
    };
    let (write, ()) = tokio::join!(write, read);
    is_unavailable(&write);
    raw_sql("COMMIT").execute(&mut other).await.unwrap();
    assert_eq!(server.delete(&user).await.status, 204);
    assert_eq!(server.post("/users", &grace).await.status, 201);
}

#[tokio::test]
async fn requests_without_a_connection_are_told_so_in_time() {
    let servers = Server::on_each_database().await;
    let facts = servers.iter().map(async |server| {
        let connections = every_connection(&server.store).await;
        let asked = Instant::now();
        let paths = ["/users/1", "/users.csv", "/events", "/me"];
        let requests = paths.map(|path| server.get(path));
        for (answer, path) in join_all(requests).await.iter().zip(paths) {
            match path {
                // It asks for a session first.
                "/me" => assert_eq!(answer.status, 401),
                _ => is_unavailable(answer),
            }
        }
        assert!(asked.elapsed() < PATIENCE);
        drop(connections);
        assert_eq!(server.get("/users/1").await.status, 404);
    });
    join_all(facts).await;
}
