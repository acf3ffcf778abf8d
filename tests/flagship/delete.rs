//! `DELETE /users/{id}`

use crate::server::Server;

#[tokio::test]
async fn a_deleted_user_is_answered_with_nothing() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let deleted = server.delete(&format!("/users/{id}")).await;
        assert_eq!(deleted.status, 204);
        assert!(deleted.body.is_empty());
        assert_eq!(deleted.header("content-type"), None);
    }
}

#[tokio::test]
async fn a_deleted_user_is_gone() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        server.delete(&path).await;
        server.get(&path).await.is_problem(404, "user_not_found");
        assert_eq!(server.get("/users").await.json()["total"], 0);
    }
}

#[tokio::test]
async fn an_unknown_user_cannot_be_deleted() {
    for server in Server::on_each_database().await {
        server
            .delete("/users/7")
            .await
            .is_problem(404, "user_not_found");
    }
}

#[tokio::test]
async fn the_id_of_a_deleted_user_is_never_given_again() {
    for server in Server::on_each_database().await {
        let first = server.has_user("Ada", "ada@example.org").await;
        server.delete(&format!("/users/{first}")).await;
        let second = server.has_user("Ada", "ada@example.org").await;
        assert_ne!(first, second);
    }
}
