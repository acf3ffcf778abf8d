//! `testing::assert_compatible`: an API and the file of its last release.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use steadfast::compat::Kind;
use steadfast::prelude::*;
use steadfast::testing::assert_compatible;

#[derive(ResponseModel)]
struct User {
    id: i64,
}

#[route(get, "/users/{id}", response = User)]
async fn get_user(Path(id): Path<i64>) -> User {
    User { id }
}

#[route(delete, "/users/{id}", status = 204)]
async fn delete_user(Path(_): Path<i64>) {}

#[route(
    delete,
    "/users/{id}",
    status = 204,
    deprecated(since = "2020-01-31", sunset = "2020-12-31")
)]
async fn delete_old_user(Path(_): Path<i64>) {}

fn api() -> Api {
    Api::new("Users", "2.0.0").routes(routes![get_user])
}

/// A file with the document of an API, in a folder of its own.
fn released(name: &str, api: &Api) -> PathBuf {
    let folder =
        std::env::temp_dir().join(format!("steadfast-compat-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("openapi.json");
    fs::write(&file, api.openapi_pretty()).unwrap();
    file
}

fn before() -> Api {
    Api::new("Users", "1.0.0").routes(routes![get_user, delete_user])
}

/// What the failed assertion says.
fn said(assertion: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(assertion)).expect_err("it fails");
    panic.downcast_ref::<String>().expect("a message").clone()
}

#[test]
fn the_same_document_is_compatible() {
    assert_compatible(&api(), released("same", &api()));
}

#[test]
fn a_breaking_change_fails_with_what_shows_it() {
    let said = said(|| drop(assert_compatible(&api(), released("breaking", &before()))));
    assert!(
        said.contains("the operation is gone: a request is answered with 405"),
        "{said}"
    );
    assert!(said.contains("shown by DELETE /users/0"), "{said}");
    assert!(
        said.contains(
            r#"to accept a change: `.allow(Kind::OperationRemoved, "DELETE /users/{id}", "why")`"#
        ),
        "{said}"
    );
    assert!(said.contains("STEADFAST_WRITE=1 cargo test"), "{said}");
    assert!(said.starts_with(file!()), "it points at the call: {said}");
}

#[test]
fn an_accepted_change_does_not_fail() {
    assert_compatible(&api(), released("accepted", &before())).allow(
        Kind::OperationRemoved,
        "DELETE /users/{id}",
        "v1 ends",
    );
}

#[test]
fn an_allow_that_matches_nothing_is_reported() {
    let file = released("unused", &api());
    let said = said(|| {
        drop(assert_compatible(&api(), file).allow(
            Kind::OperationRemoved,
            "DELETE /users/{id}",
            "v1 ends",
        ));
    });
    let expected = r#"`allow(Kind::OperationRemoved, "DELETE /users/{id}", "v1 ends")` matches no breaking change"#;
    assert!(said.contains(expected), "{said}");
}

#[test]
fn an_allow_needs_a_reason() {
    let file = released("reason", &before());
    let said = said(|| {
        drop(assert_compatible(&api(), file).allow(
            Kind::OperationRemoved,
            "DELETE /users/{id}",
            " ",
        ));
    });
    assert!(said.contains("has no reason"), "{said}");
}

#[test]
fn a_deprecated_operation_may_go_after_its_sunset() {
    let deprecated: Api = Api::new("Users", "1.0.0").routes(routes![get_user, delete_old_user]);
    let file = released("sunset", &deprecated);
    assert_compatible(&api(), &file).allow_after_sunset();
    let said = said(|| drop(assert_compatible(&api(), &file)));
    assert!(said.contains("the operation is gone"), "{said}");
}

#[test]
fn a_missing_file_says_how_to_write_it() {
    let said = said(|| drop(assert_compatible(&api(), "no/such/openapi.json")));
    assert!(
        said.contains("cannot read no/such/openapi.json, the document of the last release"),
        "{said}"
    );
    assert!(
        said.contains("to write it, at a release: `STEADFAST_WRITE=1 cargo test`"),
        "{said}"
    );
}

#[test]
fn a_file_that_is_no_document_has_a_place() {
    let file = released("document", &api());
    fs::write(&file, r#"{ "openapi": "2.0" }"#).unwrap();
    let said = said(|| drop(assert_compatible(&api(), &file)));
    assert!(
        said.ends_with(
            "the old document, at `/openapi`: OpenAPI 2.0 is not read, only 3.1 and 3.2"
        ),
        "{said}"
    );
}
