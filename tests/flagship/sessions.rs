//! `POST /login`, `POST /logout`, `GET /me`

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use chrono::Utc;
use serde_json::json;
use sqlx::query_scalar;

use crate::server::{Answer, SECRETS, Server, ada, ada_with, keys};
use crate::store::Database;

async fn login(server: &Server, email: &str, password: &str) -> Answer {
    let credentials = json!({ "email": email, "password": password });
    server.post("/login", &credentials).await
}

async fn me(server: &Server, cookies: &str) -> Answer {
    server
        .send(Method::GET, "/me", &[("cookie", cookies)], Body::empty())
        .await
}

/// `__Host-session=...`, of the `Set-Cookie` of an answer.
fn session(answer: &Answer) -> &str {
    let cookie = answer.header("set-cookie").unwrap();
    cookie.split(';').next().unwrap()
}

#[tokio::test]
async fn who_logs_in_is_known_by_a_cookie() {
    for server in Server::on_each_database().await {
        let user = server.post("/users", &ada()).await.json();
        let logged_in = login(&server, "Ada@example.org", SECRETS[0]).await;
        assert_eq!(logged_in.status, 204);
        let found = me(&server, &format!("theme=dark; {}", session(&logged_in))).await;
        assert_eq!(found.status, 200);
        assert_eq!(found.json(), user);
    }
}

#[tokio::test]
async fn the_cookie_is_for_this_host_over_tls_and_for_no_script() {
    for server in Server::on_each_database().await {
        server.post("/users", &ada()).await;
        let logged_in = login(&server, "ada@example.org", SECRETS[0]).await;
        let cookie = logged_in.header("set-cookie").unwrap();
        let mut attributes: Vec<_> = cookie.split("; ").skip(1).collect();
        attributes.sort_unstable();
        assert_eq!(
            attributes,
            [
                "HttpOnly",
                "Max-Age=604800",
                "Path=/",
                "SameSite=Lax",
                "Secure"
            ]
        );
        assert!(cookie.starts_with("__Host-session="), "{cookie}");
    }
}

#[tokio::test]
async fn a_browser_accepts_the_deletion_of_the_cookie() {
    for server in Server::on_each_database().await {
        let logged_out = server.post("/logout", &json!({})).await;
        let deletion = logged_out.header("set-cookie").unwrap();
        let mut attributes: Vec<_> = deletion.split("; ").collect();
        attributes.sort_unstable();
        assert_eq!(
            attributes,
            [
                "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "HttpOnly",
                "Max-Age=0",
                "Path=/",
                "SameSite=Lax",
                "Secure",
                "__Host-session=",
            ]
        );
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_are_the_same_challenge() {
    for server in Server::on_each_database().await {
        server.post("/users", &ada()).await;
        let wrong = login(&server, "ada@example.org", "incorrect horse").await;
        let unknown = login(&server, "grace@example.org", SECRETS[0]).await;
        for refused in [&wrong, &unknown] {
            let problem = refused.is_problem(401, "wrong_credentials");
            assert_eq!(
                problem["detail"],
                "the e-mail address or the password is wrong"
            );
            assert_eq!(
                refused.header("www-authenticate"),
                Some("Cookie realm=\"users\"")
            );
            assert_eq!(refused.header("set-cookie"), None);
        }
        assert_eq!(keys(&wrong.json()), keys(&unknown.json()));
    }
}

#[tokio::test]
async fn who_logs_out_is_known_no_more() {
    for server in Server::on_each_database().await {
        server.post("/users", &ada()).await;
        let logged_in = login(&server, "ada@example.org", SECRETS[0]).await;
        let cookies = [("cookie", session(&logged_in))];
        let logged_out = server
            .send(Method::POST, "/logout", &cookies, Body::empty())
            .await;
        assert_eq!(logged_out.status, 204);
        let found = me(&server, session(&logged_in)).await;
        found.is_problem(401, "not_logged_in");
    }
}

#[tokio::test]
async fn who_has_no_session_is_told_to_log_in() {
    for server in Server::on_each_database().await {
        for cookies in ["", "__Host-session=", "session=1", "other=1"] {
            let refused = me(&server, cookies).await;
            refused.is_problem(401, "unauthenticated");
        }
        let refused = me(&server, "__Host-session=0123456789abcdef").await;
        refused.is_problem(401, "not_logged_in");
    }
}

#[tokio::test]
async fn a_deleted_user_has_no_session() {
    for server in Server::on_each_database().await {
        let user = server.post("/users", &ada()).await.json();
        let logged_in = login(&server, "ada@example.org", SECRETS[0]).await;
        server.delete(&format!("/users/{}", user["id"])).await;
        let found = me(&server, session(&logged_in)).await;
        found.is_problem(401, "not_logged_in");
    }
}

/// Replaces a user, with these cookies.
async fn put(server: &Server, path: &str, cookies: &str) {
    let headers = [("content-type", "application/json"), ("cookie", cookies)];
    let body = ada().to_string().into();
    let replaced = server.send(Method::PUT, path, &headers, body).await;
    assert_eq!(replaced.status, 200);
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_of_the_user() {
    for server in Server::on_each_database().await {
        let user = server.post("/users", &ada()).await.json();
        let logged_in = login(&server, "ada@example.org", SECRETS[0]).await;
        put(&server, &format!("/users/{}", user["id"]), "").await;
        let found = me(&server, session(&logged_in)).await;
        found.is_problem(401, "not_logged_in");
    }
}

#[tokio::test]
async fn the_session_that_changes_the_password_stays() {
    for server in Server::on_each_database().await {
        let user = server.post("/users", &ada()).await.json();
        let here = login(&server, "ada@example.org", SECRETS[0]).await;
        let elsewhere = login(&server, "ada@example.org", SECRETS[0]).await;
        put(&server, &format!("/users/{}", user["id"]), session(&here)).await;
        assert_eq!(me(&server, session(&here)).await.status, 200);
        let found = me(&server, session(&elsewhere)).await;
        found.is_problem(401, "not_logged_in");
    }
}

#[tokio::test]
async fn a_new_password_ends_no_session_of_another_user() {
    for server in Server::on_each_database().await {
        let user = server.post("/users", &ada()).await.json();
        let hers = login(&server, "ada@example.org", SECRETS[0]).await;
        let grace = ada_with("email", "grace@example.org");
        server.post("/users", &grace).await;
        let other = login(&server, "grace@example.org", SECRETS[0]).await;
        put(&server, &format!("/users/{}", user["id"]), session(&other)).await;
        assert_eq!(me(&server, session(&other)).await.status, 200);
        let found = me(&server, session(&hers)).await;
        found.is_problem(401, "not_logged_in");
    }
}

#[tokio::test]
async fn a_new_name_ends_no_session() {
    for server in Server::on_each_database().await {
        let user = server.post("/users", &ada()).await.json();
        let logged_in = login(&server, "ada@example.org", SECRETS[0]).await;
        let path = format!("/users/{}", user["id"]);
        server.patch(&path, &json!({ "name": "Augusta" })).await;
        assert_eq!(me(&server, session(&logged_in)).await.status, 200);
    }
}

#[tokio::test]
async fn a_password_that_was_changed_while_it_was_compared_starts_no_session() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Ada", "ada@example.org").await;
        let before = server.store.find(id).await.unwrap().unwrap();
        put(&server, &format!("/users/{id}"), "").await;
        let expires = Utc::now() + Duration::from_secs(60);
        let started = server.store.start_session("old", &before, expires).await;
        assert!(!started.unwrap());
        let now = server.store.find(id).await.unwrap().unwrap();
        let started = server.store.start_session("new", &now, expires).await;
        assert!(started.unwrap());
        assert_eq!(sessions(&server).await, ["new"]);
    }
}

#[tokio::test]
async fn a_session_that_has_expired_is_deleted_at_the_next_login() {
    for server in Server::on_each_database().await {
        let id = server.has_user("Grace", "grace@example.org").await;
        let grace = server.store.find(id).await.unwrap().unwrap();
        for (digest, age) in [("expired", -1), ("valid", 60)] {
            let expires = Utc::now() + chrono::Duration::seconds(age);
            let started = server.store.start_session(digest, &grace, expires).await;
            assert!(started.unwrap());
        }
        server.post("/users", &ada()).await;
        login(&server, "ada@example.org", SECRETS[0]).await;
        let kept = sessions(&server).await;
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().any(|digest| digest == "valid"), "{kept:?}");
    }
}

/// The digests of all sessions.
async fn sessions(server: &Server) -> Vec<String> {
    const DIGESTS: &str = "SELECT token_digest FROM sessions";
    match &server.store.database {
        Database::Sqlite { writer: pool, .. } => {
            query_scalar(DIGESTS).fetch_all(pool).await.unwrap()
        }
        Database::Postgres(pool) => query_scalar(DIGESTS).fetch_all(pool).await.unwrap(),
    }
}
