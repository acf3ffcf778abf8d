//! `/openapi.json` and `/docs`

use axum::body::Body;
use axum::http::Method;

use crate::app::App;
use crate::server::Server;
use crate::{routes, walk};

#[test]
fn the_document_is_this() {
    insta::assert_json_snapshot!("openapi", routes::api().openapi());
}

#[tokio::test]
async fn every_mounted_route_is_documented_and_every_documented_one_is_mounted() {
    for server in Server::on_each_database().await {
        let router = routes::api()
            .into_router()
            .with_state(App::new(server.store.clone()));
        walk::assert_same(router, &routes::api().openapi()).await;
    }
}

#[tokio::test]
async fn the_document_is_served() {
    for server in Server::on_each_database().await {
        let served = server.get("/openapi.json").await;
        assert_eq!(served.status, 200);
        assert_eq!(served.header("content-type"), Some("application/json"));
        assert_eq!(served.json(), routes::api().openapi());
    }
}

#[tokio::test]
async fn a_document_that_has_not_changed_is_not_sent_again() {
    for server in Server::on_each_database().await {
        let served = server.get("/openapi.json").await;
        let tag = served.header("etag").unwrap();
        let headers = [("if-none-match", tag)];
        let again = server
            .send(Method::GET, "/openapi.json", &headers, Body::empty())
            .await;
        assert_eq!(again.status, 304);
        assert_eq!(again.header("etag"), Some(tag));
        assert!(again.body.is_empty());
    }
}

#[tokio::test]
async fn the_document_can_be_read_as_a_page() {
    for server in Server::on_each_database().await {
        let page = server.get("/docs").await;
        assert_eq!(page.status, 200);
        assert_eq!(
            page.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert!(page.text().contains("<title>Users</title>"));
    }
}
