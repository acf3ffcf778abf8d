//! Texts that a database, a log or a terminal may take amiss: NUL above all, which `PostgreSQL` cannot store.

use axum::body::Body;
use axum::http::Method;

use crate::server::{SECRETS, Server};

/// As they stand in JSON: NUL, half a surrogate pair, a code point that is not a character, a change of the writing direction,
/// an escape.
const TEXTS: [&str; 7] = [
    r"\u0000",
    r"a\u0000b",
    r"\ud800",
    r"\udc00",
    r"\uffff",
    r"\u202e",
    r"\u001b",
];
/// As they stand in a path or a query.
const SEGMENTS: [&str; 8] = [
    "%00",
    "a%00b",
    "%FF",
    "%ED%A0%80",
    "%EF%BF%BF",
    "%E2%80%AE",
    "%1B",
    "%0D%0A",
];

async fn is_answered(server: &Server, method: Method, path: &str, body: String) {
    let answer = server.send_json(method.clone(), path, body.clone()).await;
    assert!(
        answer.status.as_u16() < 500,
        "{method} {path} {body}: {}",
        answer.text()
    );
}

#[tokio::test]
async fn no_text_of_a_body_is_a_server_error() {
    for server in Server::on_each_database().await {
        let user = server.has_user("Ada", "ada@example.org").await;
        let password = SECRETS[0];
        for (number, text) in TEXTS.iter().enumerate() {
            for email in [
                format!("{text}@example.org"),
                format!("a{number}@{text}.org"),
            ] {
                let new =
                    format!(r#"{{"name": "Ada", "email": "{email}", "password": "{password}"}}"#);
                is_answered(&server, Method::POST, "/users", new.clone()).await;
                is_answered(&server, Method::PUT, "/users/70", new.clone()).await;
                is_answered(&server, Method::POST, "/login", new).await;
            }
            let email = format!("b{number}@example.org");
            let new =
                format!(r#"{{"name": "{text}", "email": "{email}", "password": "{password}"}}"#);
            is_answered(&server, Method::POST, "/users", new).await;
            let new = format!(
                r#"{{"name": "Ada", "email": "c{number}@example.org", "password": "12345678{text}"}}"#
            );
            is_answered(&server, Method::POST, "/users", new.clone()).await;
            is_answered(&server, Method::POST, "/login", new).await;
            for change in [
                format!(r#"{{"name": "{text}"}}"#),
                format!(r#"{{"email": "{text}@b.org"}}"#),
            ] {
                is_answered(&server, Method::PATCH, &format!("/users/{user}"), change).await;
            }
        }
    }
}

#[tokio::test]
async fn no_text_of_a_path_or_a_query_is_a_server_error() {
    for server in Server::on_each_database().await {
        for text in SEGMENTS {
            for path in [
                format!("/tasks/{text}"),
                format!("/users/{text}"),
                format!("/users/{text}/avatar"),
                format!("/users?page={text}&size={text}&{text}=1"),
            ] {
                is_answered(&server, Method::GET, &path, String::new()).await;
            }
        }
    }
}

#[tokio::test]
async fn no_text_of_a_header_is_a_server_error() {
    for server in Server::on_each_database().await {
        let user = server.has_user("Ada", "ada@example.org").await;
        let avatar = format!("/users/{user}/avatar");
        for text in ["%00", "\"", "\u{e4}", "a\tb", "=;,"] {
            let session = format!("session={text}; __Host-session={text}");
            let picture = format!("image/{text}");
            for (method, path, name, value) in [
                (Method::GET, "/me", "cookie", &*session),
                (Method::POST, "/logout", "cookie", &session),
                (Method::PUT, &avatar, "content-type", &picture),
                (Method::GET, &avatar, "range", text),
                (Method::PATCH, &avatar[..avatar.len() - 7], "if-match", text),
            ] {
                let headers = [(name, value), ("x-request-id", text)];
                let answer = server.send(method, path, &headers, Body::empty()).await;
                assert!(answer.status.as_u16() < 500, "{name}: {text:?}");
            }
        }
    }
}
