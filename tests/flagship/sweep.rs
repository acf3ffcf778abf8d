//! Whatever is sent to the service, and whatever breaks behind it: the document knows the answer, and nothing leaks.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::middleware::map_response;
use axum::response::Response;
use http_body_util::BodyExt;
use steadfast::prelude::*;
use steadfast::testing::Client;

use crate::server::{SECRETS, Server, ada};

/// What stands behind the service, of which no answer may tell.
const INSIDES: [&str; 12] = [
    "SELECT",
    "INSERT",
    "UPDATE",
    "sqlx",
    "sqlite",
    "postgres",
    "pool",
    "users_email",
    "argon2",
    ".rs",
    "panicked",
    "hunter2",
];

#[route(get, "/broken", response = Text)]
async fn broken() -> Text {
    panic!("the password of the pool is hunter2, see src/store.rs")
}

/// Every answer of a service, as a text.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn by(&self, router: Router) -> Client {
        let heard = self.clone();
        Client::new(router.layer(map_response(move |response: Response| {
            let heard = heard.clone();
            async move {
                let status = response.status();
                if !status.is_client_error() && !status.is_server_error() {
                    return response;
                }
                let (parts, body) = response.into_parts();
                let bytes = body.collect().await.unwrap().to_bytes();
                let text = String::from_utf8_lossy(&bytes);
                let told = format!("{} {:?} {text}", parts.status, parts.headers);
                heard.0.lock().unwrap().push(told);
                Response::from_parts(parts, Body::from(bytes))
            }
        })))
    }

    #[track_caller]
    fn tells_nothing(&self) {
        let heard = self.0.lock().unwrap();
        assert!(!heard.is_empty());
        for told in heard.iter() {
            assert!(told.contains("application/problem+json"), "{told}");
            for inside in INSIDES.iter().chain(&SECRETS) {
                assert!(!told.contains(inside), "{inside} in {told}");
            }
            let is_defect = told.starts_with("500");
            assert!(!is_defect || !told.contains("\"detail\""), "{told}");
        }
    }
}

#[tokio::test]
async fn whatever_is_sent_the_document_knows_the_answer() {
    for server in Server::on_each_database().await {
        server.has_user("Augusta", "ada@example.org").await;
        let heard = Heard::default();
        let client = heard.by(server.router_with([]));
        let taken = client.post("/users").json(&ada()).await;
        taken.assert_status(409).assert_conforms();
        assert!(client.assert_every_error_is_declared().await > 100);
        heard.tells_nothing();
    }
}

#[tokio::test]
async fn a_dead_database_is_an_answer_that_the_document_knows() {
    for server in Server::on_each_database().await {
        let heard = Heard::default();
        let client = heard.by(server.router_with([]));
        server.store.close().await;
        for path in ["/users", "/users/1"] {
            client.get(path).await.assert_status(500).assert_conforms();
        }
        assert!(client.assert_every_error_is_declared().await > 100);
        heard.tells_nothing();
    }
}

#[tokio::test]
async fn a_panic_is_an_answer_that_the_document_knows() {
    for server in Server::on_each_database().await {
        let heard = Heard::default();
        let client = heard.by(server.router_with(routes![broken]));
        let failed = client.get("/broken").await;
        failed.assert_status(500).assert_conforms();
        assert_eq!(failed.problem()["code"], "internal_server_error");
        assert!(failed.problem()["request_id"].is_string());
        heard.tells_nothing();
    }
}

#[tokio::test]
async fn ten_megabytes_are_too_much() {
    for server in Server::on_each_database().await {
        let heard = Heard::default();
        let client = heard.by(server.router_with([]));
        let mut user = ada();
        user["name"] = "x".repeat(10 << 20).into();
        let refused = client.post("/users").json(&user).await;
        refused.assert_status(413).assert_conforms();
        heard.tells_nothing();
    }
}

#[tokio::test]
async fn a_server_that_runs_is_asked_over_a_socket() {
    for server in Server::on_each_database().await {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = server.router_with([]);
        let serving = tokio::spawn(async move { axum::serve(listener, router).await });
        let client = Client::url(&format!("http://{address}"));
        client
            .post("/users")
            .json(&ada())
            .await
            .assert_status(201)
            .assert_conforms();
        client
            .get("/users?size=x")
            .await
            .assert_status(422)
            .assert_conforms();
        serving.abort();
    }
}
