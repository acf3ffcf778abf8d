//! Orders: one handler has moved, two are still utoipa's.

mod moved;
mod old;

use std::sync::{Arc, Mutex};

use steadfast::prelude::*;
use steadfast::{Contact, DocumentedRouter, OpenApiVersion};

type Orders = Arc<Mutex<Vec<old::Order>>>;

fn api() -> Api<Orders> {
    let (router, document) = old::router().split_for_parts();
    moved::api().merge(DocumentedRouter::new(router, document))
}

/// What linters want to know of an API as well.
fn published() -> Api<Orders> {
    api()
        .description("Orders, and who has made them.")
        .contact(
            Contact::new("The orders team")
                .url("https://example.com")
                .email("orders@example.com"),
        )
        .license("MIT OR Apache-2.0")
        .server("/", "The service itself")
        .security(&[]) // anyone may order
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("3.1") => print!("{}", published().openapi_pretty()),
        Some("3.2") => {
            let api = published().openapi_version(OpenApiVersion::V3_2);
            print!("{}", api.openapi_pretty());
        }
        _ => {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
            println!("http://{}/docs", listener.local_addr()?);
            let app = published().into_router().with_state(Orders::default());
            steadfast::serve(listener, app).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use steadfast::testing::Client;

    use super::*;

    #[tokio::test]
    async fn old_and_new_routes_are_held_to_one_document() {
        let client = Client::new(api().into_router().with_state(Orders::default()));
        let tea = json!({ "item": "tea" });
        let created = client.post("/orders").json(&tea).await;
        created.assert_status(201).assert_conforms();
        let refused = client.post("/orders").json(&tea).await;
        refused.assert_status(409).assert_conforms();
        for (path, status) in [("/orders", 200), ("/orders/0", 200), ("/orders/1", 404)] {
            let answer = client.get(path).await;
            answer.assert_status(status).assert_conforms();
        }
    }

    #[tokio::test]
    async fn the_handlers_that_have_moved_declare_every_error() {
        let moved = moved::api().into_router().with_state(Orders::default());
        Client::new(moved).assert_every_error_is_declared().await;
    }

    #[tokio::test]
    async fn a_method_that_neither_has_is_refused() {
        let client = Client::new(api().into_router().with_state(Orders::default()));
        let refused = client.delete("/orders").await;
        refused
            .assert_status(405)
            .assert_header("allow", "GET,HEAD,POST");
        assert_eq!(refused.problem()["code"], "method_not_allowed");
    }
}
