//! `POST /users`

use argon2::{Argon2, PasswordVerifier};
use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use crate::server::{SECRETS, Server, ada, ada_with, keys};

#[tokio::test]
async fn a_created_user_is_answered_with_201_and_where_it_is() {
    for server in Server::on_each_database().await {
        let created = server.post("/users", &ada()).await;
        assert_eq!(created.status, 201);
        assert_eq!(created.header("content-type"), Some("application/json"));
        let location = created.header("location").unwrap();
        assert_eq!(location, format!("/users/{}", created.json()["id"]));
        assert_eq!(server.get(location).await.json(), created.json());
    }
}

#[tokio::test]
async fn a_created_user_has_exactly_the_declared_fields() {
    for server in Server::on_each_database().await {
        let user = server.post("/users", &ada()).await.json();
        assert_eq!(keys(&user), ["created_at", "email", "id", "name"]);
        assert_eq!(user["name"], "Ada");
        assert_eq!(user["email"], "ada@example.org");
    }
}

#[tokio::test]
async fn of_a_password_only_its_hash_is_kept() {
    for server in Server::on_each_database().await {
        let user = server.post("/users", &ada()).await.json();
        let row = server
            .store
            .find(user["id"].as_i64().unwrap())
            .await
            .unwrap()
            .unwrap();
        let hash = argon2::password_hash::phc::PasswordHash::new(&row.password_hash).unwrap();
        assert!(
            Argon2::default()
                .verify_password(SECRETS[0].as_bytes(), &hash)
                .is_ok()
        );
    }
}

#[tokio::test]
async fn a_taken_email_is_a_conflict() {
    for server in Server::on_each_database().await {
        server.has_user("Augusta", "ada@example.org").await;
        let refused = server.post("/users", &ada()).await;
        let problem = refused.is_problem(409, "email_taken");
        assert_eq!(problem["detail"], "another user has this e-mail address");
    }
}

#[tokio::test]
async fn an_email_is_taken_in_any_case() {
    for server in Server::on_each_database().await {
        server.has_user("Augusta", "ADA@example.org").await;
        server
            .post("/users", &ada())
            .await
            .is_problem(409, "email_taken");
    }
}

#[tokio::test]
async fn of_two_users_at_once_with_one_email_one_is_created() {
    for server in Server::on_each_database().await {
        let (user, other) = (ada(), ada());
        let (first, second) =
            tokio::join!(server.post("/users", &user), server.post("/users", &other));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
        assert_eq!(server.store.count().await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_missing_field_is_named() {
    for server in Server::on_each_database().await {
        let user = json!({ "name": "Ada", "password": SECRETS[0] });
        let refused = server.post("/users", &user).await;
        assert_eq!(refused.blames(&json!(["body", "email"])), "field required");
    }
}

#[tokio::test]
async fn a_name_of_nothing_or_of_control_characters_is_refused() {
    for server in Server::on_each_database().await {
        for name in ["", " ", "\u{2003}", "\u{0}", "A\nda"] {
            let refused = server.post("/users", &ada_with("name", name)).await;
            refused.blames(&json!(["body", "name"]));
        }
    }
}

/// `é`, of two bytes.
fn accents(count: usize) -> String {
    "\u{e9}".repeat(count)
}

#[tokio::test]
async fn the_length_of_a_name_is_counted_in_code_points() {
    for server in Server::on_each_database().await {
        let refused = server.post("/users", &ada_with("name", accents(101))).await;
        assert_eq!(
            refused.blames(&json!(["body", "name"])),
            "must have at most 100 characters"
        );
        let created = server.post("/users", &ada_with("name", accents(100))).await;
        assert_eq!(created.status, 201);
    }
}

#[tokio::test]
async fn an_invalid_email_is_refused() {
    for server in Server::on_each_database().await {
        for email in [
            "",
            "ada",
            "@",
            "ada@",
            "@example.org",
            "ada@@example.org",
            "ada @example.org",
            "ada@example..org",
            "ada@-example.org",
            "ada@example.org\n",
            "a\u{0}@b",
            "a\u{0}@example.org",
            "\"ada lovelace\"@example.org",
        ] {
            let refused = server.post("/users", &ada_with("email", email)).await;
            refused.blames(&json!(["body", "email"]));
        }
    }
}

#[tokio::test]
async fn an_email_that_no_mail_server_accepts_for_its_length_is_refused() {
    for server in Server::on_each_database().await {
        let host = ["a".repeat(63), "b".repeat(63), "c".repeat(63)].join(".");
        for (user, status) in [("u".repeat(62), 201), ("u".repeat(63), 422)] {
            let email = format!("{user}@{host}");
            let answer = server.post("/users", &ada_with("email", email)).await;
            assert_eq!(answer.status, status);
        }
    }
}

#[tokio::test]
async fn the_length_of_a_password_is_counted_in_code_points() {
    for server in Server::on_each_database().await {
        for (length, message) in [
            (7, "must have at least 8 characters"),
            (129, "must have at most 128 characters"),
        ] {
            let refused = server
                .post("/users", &ada_with("password", accents(length)))
                .await;
            assert_eq!(refused.blames(&json!(["body", "password"])), message);
        }
        let created = server
            .post("/users", &ada_with("password", accents(128)))
            .await;
        assert_eq!(created.status, 201);
    }
}

#[tokio::test]
async fn a_refused_value_is_not_repeated() {
    for server in Server::on_each_database().await {
        let user =
            json!({ "name": [SECRETS[0]], "email": "ada@example.org", "password": SECRETS[0] });
        let refused = server.post("/users", &user).await;
        refused.blames(&json!(["body", "name"]));

        let refused = server
            .post("/users", &ada_with("password", 31_415_926))
            .await;
        refused.blames(&json!(["body", "password"]));
        assert!(!refused.text().contains("31415926"));
    }
}

#[tokio::test]
async fn malformed_json_is_a_422() {
    for server in Server::on_each_database().await {
        for body in ["", "{", "{\"name\": \"Ada\",}", "null", "[]", "\u{feff}{}"] {
            let refused = server
                .send_json(Method::POST, "/users", body.to_owned())
                .await;
            refused.is_problem(422, "validation_error");
        }
    }
}

#[tokio::test]
async fn a_body_that_is_not_called_json_is_a_415() {
    for server in Server::on_each_database().await {
        for headers in [&[][..], &[("content-type", "text/plain")]] {
            let body = Body::from(ada().to_string());
            let refused = server.send(Method::POST, "/users", headers, body).await;
            refused.is_problem(415, "unsupported_media_type");
        }
    }
}

#[tokio::test]
async fn a_body_of_several_megabytes_is_a_413() {
    for server in Server::on_each_database().await {
        let refused = server
            .post("/users", &ada_with("name", "a".repeat(3 << 20)))
            .await;
        refused.is_problem(413, "payload_too_large");
    }
}
