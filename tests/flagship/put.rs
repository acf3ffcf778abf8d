//! `PUT /users/{id}`

use serde_json::json;

use crate::server::{Server, ada, ada_with, keys};

#[tokio::test]
async fn a_new_id_is_answered_with_201_and_where_it_is() {
    for server in Server::on_each_database().await {
        let created = server.put("/users/7", &ada()).await;
        assert_eq!(created.status, 201);
        assert_eq!(created.header("location"), Some("/users/7"));
        assert_eq!(keys(&created.json()), ["created_at", "email", "id", "name"]);
        assert_eq!(server.get("/users/7").await.json(), created.json());
    }
}

#[tokio::test]
async fn a_known_id_is_answered_with_200() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Grace", "grace@example.org").await;
        let path = format!("/users/{id}");
        let before = server.get(&path).await.json();
        let replaced = server.put(&path, &ada()).await;
        assert_eq!(replaced.status, 200);
        assert_eq!(replaced.header("location"), None);
        let user = replaced.json();
        assert_eq!(user["name"], "Ada");
        assert_eq!(user["created_at"], before["created_at"]);
        assert_eq!(server.get(&path).await.json(), user);
    }
}

#[tokio::test]
async fn the_same_put_twice_changes_nothing_more() {
    for server in Server::on_each_database().await {
        let first = server.put("/users/7", &ada()).await.json();
        assert_eq!(server.put("/users/7", &ada()).await.json(), first);
        assert_eq!(server.store.count().await.unwrap(), 1);
    }
}

#[tokio::test]
async fn an_email_that_another_user_has_is_a_conflict() {
    for server in Server::on_each_database().await {
        server.has_user("Augusta", "ada@example.org").await;
        let refused = server.put("/users/7", &ada()).await;
        refused.is_problem(409, "email_taken");
        let grace = server.has_user("Grace", "grace@example.org").await;
        let refused = server.put(&format!("/users/{grace}"), &ada()).await;
        refused.is_problem(409, "email_taken");
    }
}

#[tokio::test]
async fn a_chosen_id_is_not_given_again() {
    for server in Server::on_each_database().await {
        for id in 1..=3 {
            let email = format!("ada{id}@example.org");
            let created = server
                .put(&format!("/users/{id}"), &ada_with("email", email))
                .await;
            assert_eq!(created.status, 201);
        }
        assert_eq!(server.has_user("Grace", "grace@example.org").await, 4);
    }
}

#[tokio::test]
async fn an_id_that_would_leave_none_for_others_is_refused() {
    for server in Server::on_each_database().await {
        for id in ["0", "-1", "2147483648", "9223372036854775807"] {
            let refused = server.put(&format!("/users/{id}"), &ada()).await;
            refused.blames(&json!(["path", "id"]));
        }
    }
}

#[tokio::test]
async fn of_two_puts_at_once_one_creates() {
    for server in Server::on_each_database().await {
        let (one, other) = (ada(), ada());
        let (first, second) =
            tokio::join!(server.put("/users/7", &one), server.put("/users/7", &other));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 201]);
    }
}

#[tokio::test]
async fn the_old_path_leads_to_the_new_one() {
    for server in Server::on_each_database().await {
        let moved = server.get("/old-users").await;
        assert_eq!(moved.status, 308);
        assert_eq!(moved.header("location"), Some("/users"));
        assert!(moved.body.is_empty());
    }
}
