//! `GET /users.csv`, `GET /users.jsonl`

use serde_json::Value;

use crate::server::{Server, keys};

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
