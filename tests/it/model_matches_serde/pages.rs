//! Pages.

use serde_json::json;
use steadfast::{FilledFrom, Page, PageQuery, ResponseModel};

use super::equal::{schema, text};

struct User {
    name: String,
}

/// A user.
#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    name: String,
}

fn users(count: usize) -> Vec<User> {
    (0..count)
        .map(|_| User {
            name: "Ada".to_owned(),
        })
        .collect()
}

fn query(text: &str) -> PageQuery {
    PageQuery::parse(text).unwrap()
}

#[test]
fn a_page_says_where_it_stands() {
    let page = Page::new(vec![1, 2], 41_i64, &query("page=2&size=20"));
    assert_eq!(
        text(&page),
        r#"{"items":[1,2],"total":41,"page":2,"size":20,"pages":3}"#
    );
    assert_eq!(page.pages(), Some(3));
}

#[test]
fn no_items_make_no_pages() {
    let page = Page::<u8>::new(vec![], 0_u64, &query(""));
    assert_eq!(
        text(&page),
        r#"{"items":[],"total":0,"page":1,"size":20,"pages":0}"#
    );
}

#[test]
fn a_full_last_page_is_the_last() {
    assert_eq!(Page::<u8>::new(vec![], 40, &query("")).pages(), Some(2));
}

#[test]
fn a_negative_total_cannot_be_written() {
    let page = Page::<u8>::new(vec![1], -1_i64, &query(""));
    let error = steadfast::json::to_vec(&page).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the total of a page is negative or too large"
    );
    assert_eq!(page.total(), None);
}

#[test]
fn a_page_of_rows_fills_a_page_of_models() {
    let page: Page<UserOut> = FilledFrom::fill(Page::new(users(1), 1, &query("")));
    assert_eq!(
        text(&page),
        r#"{"items":[{"name":"Ada"}],"total":1,"page":1,"size":20,"pages":1}"#
    );
}

#[test]
fn a_page_is_filled_while_it_is_written() {
    let rows = Page::new(users(2), 2, &query(""));
    let bytes = filled(rows);
    assert_eq!(
        bytes,
        br#"{"items":[{"name":"Ada"},{"name":"Ada"}],"total":2,"page":1,"size":20,"pages":1}"#
    );
}

fn filled(rows: Page<User>) -> Vec<u8> {
    steadfast::json::filled_to_vec::<Page<UserOut>, steadfast::model::policy::Everything, _>(rows)
        .unwrap()
}

#[test]
fn a_page_is_documented_with_what_it_holds() {
    let schema = schema::<Page<UserOut>>();
    assert_eq!(
        schema["definitions"][0]["properties"]["items"],
        json!({ "type": "array", "items": { "$ref": 1 }, "description": "The items of this page." })
    );
    assert_eq!(
        schema["definitions"][0]["required"],
        json!(["items", "total", "page", "size", "pages"])
    );
}
