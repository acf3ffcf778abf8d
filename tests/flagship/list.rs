//! `GET /users`

use serde_json::{Value, json};

use crate::server::{Server, keys};

/// A server with users of these names, in this order.
async fn has_users(server: &Server, names: &[&str]) {
    for name in names {
        server.has_user(name, &format!("{name}@example.org")).await;
    }
}

fn names(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|user| user["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn users_are_listed_in_the_order_of_their_creation() {
    for server in Server::on_each_database().await {
        has_users(&server, &["Grace", "Ada", "Barbara"]).await;
        let listed = server.get("/users").await;
        assert_eq!(listed.status, 200);
        assert_eq!(names(&listed.json()), ["Grace", "Ada", "Barbara"]);
    }
}

#[tokio::test]
async fn a_page_and_its_users_have_exactly_the_declared_fields() {
    for server in Server::on_each_database().await {
        has_users(&server, &["Ada"]).await;
        let page = server.get("/users").await.json();
        assert_eq!(keys(&page), ["items", "page", "pages", "size", "total"]);
        assert_eq!(
            keys(&page["items"][0]),
            ["created_at", "email", "id", "name"]
        );
    }
}

#[tokio::test]
async fn a_page_begins_where_the_one_before_it_ends() {
    for server in Server::on_each_database().await {
        has_users(&server, &["Ada", "Grace", "Barbara"]).await;
        let first = server.get("/users?page=1&size=2").await.json();
        let second = server.get("/users?page=2&size=2").await.json();
        assert_eq!(names(&first), ["Ada", "Grace"]);
        assert_eq!(names(&second), ["Barbara"]);
    }
}

#[tokio::test]
async fn a_page_tells_how_many_there_are() {
    for server in Server::on_each_database().await {
        has_users(&server, &["Ada", "Grace", "Barbara"]).await;
        let mut page = server.get("/users?page=2&size=2").await.json();
        page["items"] = json!([]);
        let expected = json!({ "items": [], "total": 3, "page": 2, "size": 2, "pages": 2 });
        assert_eq!(page, expected);
    }
}

#[tokio::test]
async fn of_nobody_the_first_page_is_empty() {
    for server in Server::on_each_database().await {
        let page = server.get("/users").await.json();
        let expected = json!({ "items": [], "total": 0, "page": 1, "size": 20, "pages": 0 });
        assert_eq!(page, expected);
    }
}

#[tokio::test]
async fn a_page_behind_the_last_is_empty() {
    for server in Server::on_each_database().await {
        has_users(&server, &["Ada"]).await;
        for query in ["page=2", "page=4294967295&size=100"] {
            let page = server.get(&format!("/users?{query}")).await.json();
            assert_eq!(page["items"], json!([]));
            assert_eq!(page["total"], 1);
        }
    }
}

#[tokio::test]
async fn a_list_is_never_kept_without_asking_again() {
    for server in Server::on_each_database().await {
        let listed = server.get("/users").await;
        assert_eq!(listed.header("cache-control"), Some("private, no-cache"));
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_is_a_422() {
    for server in Server::on_each_database().await {
        for (query, name, message) in [
            ("page=0", "page", "must be at least 1"),
            ("page=-1", "page", "must be at least 1"),
            ("page=one", "page", "expected an integer"),
            ("page=", "page", "expected an integer"),
            (
                "page=99999999999999999999",
                "page",
                "must be at most 4294967295",
            ),
            ("page=1&page=2", "page", "is given twice"),
            ("size=0", "size", "must be at least 1"),
            ("size=101", "size", "must be at most 100"),
            ("size=abc", "size", "expected an integer"),
            ("size=1.5", "size", "expected an integer"),
        ] {
            let refused = server.get(&format!("/users?{query}")).await;
            assert_eq!(refused.blames(&json!(["query", name])), message, "{query}");
        }
    }
}

#[tokio::test]
async fn every_fault_of_a_query_is_named() {
    for server in Server::on_each_database().await {
        let refused = server.get("/users?page=0&size=101").await;
        let problem = refused.is_problem(422, "validation_error");
        let faults = problem["errors"].as_array().unwrap();
        let locs: Vec<_> = faults.iter().map(|fault| &fault["loc"]).collect();
        assert_eq!(locs, [&json!(["query", "page"]), &json!(["query", "size"])]);
    }
}
