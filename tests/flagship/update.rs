//! `PATCH /users/{id}`

use axum::http::Method;
use serde_json::{Value, json};

use crate::server::{Answer, Server, keys};

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

/// A change of the version that a header names.
async fn change_if(server: &Server, path: &str, header: (&str, &str), name: &str) -> Answer {
    let headers = [("content-type", "application/json"), header];
    let body = json!({ "name": name }).to_string();
    server
        .send(Method::PATCH, path, &headers, body.into())
        .await
}

#[tokio::test]
async fn of_two_changes_of_one_version_the_second_is_refused() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let found = server.get(&path).await;
        let read = ("if-match", found.header("etag").unwrap());

        let first = change_if(&server, &path, read, "Augusta").await;
        assert_eq!(first.status, 200);
        let second = change_if(&server, &path, read, "Byron").await;
        second.is_problem(412, "precondition_failed");
        assert_eq!(server.get(&path).await.json()["name"], "Augusta");
    }
}

#[tokio::test]
async fn the_answer_to_a_change_names_the_version_for_the_next() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let changed = server.patch(&path, &json!({ "name": "Augusta" })).await;
        let tag = changed.header("etag").unwrap();
        assert_eq!(server.get(&path).await.header("etag"), Some(tag));
        let again = change_if(&server, &path, ("if-match", tag), "Byron").await;
        assert_eq!(again.json()["name"], "Byron");
        assert_ne!(again.header("etag"), Some(tag));
    }
}

#[tokio::test]
async fn of_many_changes_of_one_version_at_once_one_is_made() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let found = server.get(&path).await;
        let read = ("if-match", found.header("etag").unwrap());
        let answers = futures_util::future::join_all((0..8).map(|number| {
            let name = format!("Ada {number}");
            let (server, path) = (&server, &path);
            async move { change_if(server, path, read, &name).await.status.as_u16() }
        }));
        let mut statuses = answers.await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412, 412, 412, 412, 412, 412, 412]);
    }
}

#[tokio::test]
async fn a_version_that_must_not_be_is_not_changed() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let path = format!("/users/{id}");
        let refused = change_if(&server, &path, ("if-none-match", "*"), "Byron").await;
        refused.is_problem(412, "precondition_failed");
        assert_eq!(server.get(&path).await.json()["name"], "Ada");
    }
}

#[tokio::test]
async fn an_unknown_user_is_a_404_whatever_version_is_asked_for() {
    for server in Server::on_each_database().await {
        let refused = change_if(&server, "/users/7", ("if-match", "*"), "Ada").await;
        refused.is_problem(404, "user_not_found");
    }
}

#[tokio::test]
async fn a_tag_without_quotes_is_a_fault_of_the_header() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let refused = change_if(&server, &format!("/users/{id}"), ("if-match", "v1"), "Ada").await;
        refused.blames(&json!(["header", "if-match"]));
    }
}
