//! What is true of the service as a whole.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;

use crate::server::Server;

#[tokio::test]
async fn a_service_that_is_up_lives_and_is_ready() {
    for server in Server::on_each_database().await {
        for path in ["/livez", "/readyz"] {
            let health = server.get(path).await;
            assert_eq!(health.status, 200);
            assert_eq!(
                health.header("content-type"),
                Some("text/plain; charset=utf-8")
            );
            assert_eq!(health.header("cache-control"), Some("no-store"));
            assert_eq!(health.text(), "ok");
        }
    }
}

#[tokio::test]
async fn without_its_database_the_service_lives_and_is_not_ready() {
    for server in Server::on_each_database().await {
        server.store.close().await;
        assert_eq!(server.get("/livez").await.status, 200);
        let problem = server.get("/readyz").await.is_problem(503, "not_ready");
        assert_eq!(problem["checks"], json!(["database"]));
    }
}

#[tokio::test]
async fn an_unknown_path_is_a_404() {
    for server in Server::on_each_database().await {
        for path in ["/", "/user", "/users/", "/users/1/friends"] {
            let problem = server.get(path).await.is_problem(404, "not_found");
            assert_eq!(problem["instance"], path);
        }
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_a_405_with_those_that_it_has() {
    for server in Server::on_each_database().await {
        for (path, allowed) in [
            ("/users", "GET,HEAD,POST"),
            ("/users/1/avatar", "GET,HEAD,PUT"),
        ] {
            let refused = server.send(Method::DELETE, path, &[], Body::empty()).await;
            refused.is_problem(405, "method_not_allowed");
            let mut methods: Vec<_> = refused
                .header("allow")
                .unwrap()
                .split(',')
                .map(str::trim)
                .collect();
            let mut allowed: Vec<_> = allowed.split(',').collect();
            methods.sort_unstable();
            allowed.sort_unstable();
            assert_eq!(methods, allowed);
        }
    }
}

#[tokio::test]
async fn a_failing_database_is_a_500_that_tells_nothing() {
    for server in Server::on_each_database().await {
        server.store.close().await;
        let failed = server.get("/users").await;
        let problem = failed.is_problem(500, "database");
        assert_eq!(problem["title"], "Internal Server Error");
        assert_eq!(problem.get("detail"), None);
        assert!(!failed.text().contains("pool"));
    }
}
