//! `POST /login`, `POST /logout`, `GET /me`

use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use crate::server::{Answer, SECRETS, Server, ada, keys};

async fn login(server: &Server, email: &str, password: &str) -> Answer {
    let credentials = json!({ "email": email, "password": password });
    server.post("/login", &credentials).await
}

async fn me(server: &Server, cookies: &str) -> Answer {
    server
        .send(Method::GET, "/me", &[("cookie", cookies)], Body::empty())
        .await
}

/// `session=...`, of the `Set-Cookie` of an answer.
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
        let deletion = logged_out.header("set-cookie").unwrap();
        assert!(deletion.starts_with("session=;"), "{deletion}");
        assert!(deletion.contains("Path=/") && deletion.contains("Max-Age=0"));
        let found = me(&server, session(&logged_in)).await;
        found.is_problem(401, "not_logged_in");
    }
}

#[tokio::test]
async fn who_has_no_session_is_told_to_log_in() {
    for server in Server::on_each_database().await {
        for cookies in ["", "session=", "other=1"] {
            let refused = me(&server, cookies).await;
            refused.is_problem(401, "unauthenticated");
        }
        let refused = me(&server, "session=0123456789abcdef").await;
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
