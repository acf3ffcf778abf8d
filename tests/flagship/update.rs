//! `PATCH /users/{id}`

use serde_json::{Value, json};

use crate::server::{Server, keys};

#[tokio::test]
async fn what_is_given_changes_and_the_rest_stays() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let mut user = server.get(&path).await.json();

        let changed = server.patch(&path, &json!({ "name": "Augusta" })).await;
        user["name"] = "Augusta".into();
        assert_eq!(changed.status, 200);
        assert_eq!(changed.json(), user);

        let changed = server
            .patch(&path, &json!({ "email": "augusta@example.org" }))
            .await;
        user["email"] = "augusta@example.org".into();
        assert_eq!(changed.json(), user);
        assert_eq!(server.get(&path).await.json(), user);
    }
}

#[tokio::test]
async fn a_changed_user_has_exactly_the_declared_fields() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let changed = server
            .patch(&format!("/users/{id}"), &json!({ "name": "Augusta" }))
            .await;
        assert_eq!(keys(&changed.json()), ["created_at", "email", "id", "name"]);
    }
}

#[tokio::test]
async fn an_empty_patch_changes_nothing() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let user = server.get(&path).await.json();
        assert_eq!(server.patch(&path, &json!({})).await.json(), user);
    }
}

#[tokio::test]
async fn null_is_no_name() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let refused = server
            .patch(&format!("/users/{id}"), &json!({ "name": Value::Null }))
            .await;
        refused.blames(&json!(["body", "name"]));
    }
}

#[tokio::test]
async fn a_patch_is_as_strict_as_a_new_user() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let refused = server
            .patch(&format!("/users/{id}"), &json!({ "email": "ada" }))
            .await;
        refused.blames(&json!(["body", "email"]));
    }
}

#[tokio::test]
async fn an_unknown_user_cannot_be_changed() {
    for server in Server::on_each_database().await {
        let refused = server.patch("/users/7", &json!({ "name": "Ada" })).await;
        refused.is_problem(404, "user_not_found");
    }
}

#[tokio::test]
async fn the_email_of_another_user_is_a_conflict() {
    for server in Server::on_each_database().await {
        server.has_user("Grace", "grace@example.org").await;
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let refused = server
            .patch(&path, &json!({ "email": "grace@example.org" }))
            .await;
        refused.is_problem(409, "email_taken");
        assert_eq!(server.get(&path).await.json()["email"], "ada@example.org");
    }
}

#[tokio::test]
async fn a_users_own_email_is_no_conflict() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let changed = server
            .patch(
                &format!("/users/{id}"),
                &json!({ "email": "Ada@example.org" }),
            )
            .await;
        assert_eq!(changed.json()["email"], "Ada@example.org");
    }
}

#[tokio::test]
async fn of_two_changes_at_once_neither_undoes_the_other() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        for round in 0..10 {
            let (name, email) = (format!("Ada {round}"), format!("ada{round}@example.org"));
            let (name_patch, email_patch) = (json!({ "name": name }), json!({ "email": email }));
            tokio::join!(
                server.patch(&path, &name_patch),
                server.patch(&path, &email_patch)
            );
            let user = server.get(&path).await.json();
            assert_eq!(
                (&user["name"], &user["email"]),
                (&json!(name), &json!(email))
            );
        }
    }
}
