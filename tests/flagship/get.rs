//! `GET /users/{id}`

use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use crate::server::{Server, keys};

#[tokio::test]
async fn a_user_is_answered_with_exactly_the_declared_fields() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let found = server.get(&format!("/users/{id}")).await;
        assert_eq!(found.status, 200);
        let user = found.json();
        assert_eq!(keys(&user), ["created_at", "email", "id", "name"]);
        assert_eq!(user["id"], id);
    }
}

#[tokio::test]
async fn a_user_may_be_kept_for_a_minute_by_the_one_who_asked() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let found = server.get(&format!("/users/{id}")).await;
        assert_eq!(found.header("cache-control"), Some("private, max-age=60"));
    }
}

#[tokio::test]
async fn a_name_is_answered_as_it_was_given() {
    for server in Server::on_each_database().await {
        let name = "Ḁ̈da \"Lovelace\" \\ <b>\u{2028}🦀";
        let id = server.has_user(name, "ada@example.org").await;
        let found = server.get(&format!("/users/{id}")).await;
        assert_eq!(found.json()["name"], name);
    }
}

#[tokio::test]
async fn an_unknown_user_is_a_404() {
    for server in Server::on_each_database().await {
        for id in ["7", "0", "-1", "9223372036854775807"] {
            let path = format!("/users/{id}");
            let problem = server.get(&path).await.is_problem(404, "user_not_found");
            assert_eq!(problem["detail"], format!("user {id} not found"));
            assert_eq!(problem["instance"], path);
        }
    }
}

#[tokio::test]
async fn an_id_that_is_no_number_is_a_422() {
    for server in Server::on_each_database().await {
        for id in ["ada", "1.5", "9223372036854775808", "%00"] {
            let refused = server.get(&format!("/users/{id}")).await;
            refused.blames(&json!(["path", "id"]));
        }
    }
}

#[tokio::test]
async fn head_answers_as_get_does_without_the_body() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let found = server.get(&path).await;
        let head = server.send(Method::HEAD, &path, &[], Body::empty()).await;
        assert_eq!(head.status, 200);
        assert_eq!(head.header("content-type"), Some("application/json"));
        assert_eq!(
            head.header("content-length"),
            Some(found.body.len().to_string().as_str())
        );
        assert!(head.body.is_empty());
    }
}

#[tokio::test]
async fn a_user_that_the_client_has_is_not_sent_again() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let found = server.get(&path).await;
        let tag = found.header("etag").unwrap();
        let ask = async |name| {
            let headers = [(name, tag)];
            let empty = Body::empty();
            server.send(Method::GET, &path, &headers, empty).await
        };
        assert_eq!(ask("if-none-match").await.status, 304);
        assert_eq!(ask("if-match").await.status, 200);
        server.patch(&path, &json!({ "name": "Augusta" })).await;
        assert_eq!(ask("if-none-match").await.status, 200);
        let gone = ask("if-match").await;
        gone.is_problem(412, "precondition_failed");
    }
}
