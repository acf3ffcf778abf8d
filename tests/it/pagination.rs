//! Pages, cursors and the `Link`s between them, over a real socket.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use steadfast::prelude::*;

use crate::socket::{Answer, Client, serve};

struct User {
    id: i64,
    name: String,
    password_hash: String,
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: i64,
    name: String,
}

type Users = Arc<Mutex<BTreeMap<i64, String>>>;

fn user((id, name): (&i64, &String)) -> User {
    let user = User {
        id: *id,
        name: name.clone(),
        password_hash: "secret".to_owned(),
    };
    assert!(!user.password_hash.is_empty());
    user
}

#[route(get, "/pages", response = Page<UserOut>)]
async fn list_pages(State(users): State<Users>, query: PageQuery) -> Page<User> {
    let users = users.lock().unwrap();
    let offset = usize::try_from(query.offset()).unwrap();
    let rows = users.iter().skip(offset).take(query.size() as usize);
    Page::new(rows.map(user).collect(), users.len() as u64, &query)
}

fn after(users: &Users, query: &CursorQuery<i64>) -> CursorPage<User> {
    let after = query.after().copied().unwrap_or(i64::MIN);
    let users = users.lock().unwrap();
    let rows = users.range(after.saturating_add(1)..);
    let rows = rows.take(usize::try_from(query.limit()).unwrap());
    CursorPage::new(rows.map(user).collect(), query, |user| user.id)
}

#[route(get, "/cursors", response = CursorPage<UserOut>)]
async fn list_cursors(State(users): State<Users>, query: CursorQuery<i64>) -> CursorPage<User> {
    after(&users, &query)
}

#[route(get, "/others", response = CursorPage<UserOut>, pick(id), exclude_none)]
async fn list_others(
    State(users): State<Users>,
    query: CursorQuery<i64>,
) -> Reply<CursorPage<User>> {
    Reply::new(after(&users, &query)).header("Link", "</help>; rel=\"help\"")
}

#[route(get, "/uncounted", response = Page<UserOut>)]
async fn uncounted(query: PageQuery) -> Page<UserOut> {
    Page::new(Vec::new(), -1, &query)
}

#[route(get, "/unkeyed", response = CursorPage<i64>)]
async fn unkeyed(query: CursorQuery<BTreeMap<(i8, i8), i8>>) -> CursorPage<i64> {
    CursorPage::new((0..30).collect(), &query, |_| BTreeMap::from([((1, 2), 3)]))
}

fn api() -> Api<Users> {
    Api::new("Users", "1.0.0").routes(routes![
        list_pages,
        list_cursors,
        list_others,
        uncounted,
        unkeyed
    ])
}

fn service(ids: impl IntoIterator<Item = i64>) -> (Users, Client) {
    let users = ids.into_iter().map(|id| (id, format!("user {id}")));
    let users = Users::new(Mutex::new(users.collect()));
    let app = api().into_router().with_state(users.clone());
    (users, serve(app))
}

fn body(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

fn ids(page: &Value) -> Vec<i64> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["id"].as_i64().unwrap())
        .collect()
}

/// The links of one answer, by relation.
fn links(answer: &Answer) -> BTreeMap<String, String> {
    answer
        .all("link")
        .into_iter()
        .flat_map(|header| header.split(", "))
        .map(|link| {
            let (target, rel) = link.split_once(">; rel=").unwrap();
            let target = target.strip_prefix('<').unwrap();
            (rel.trim_matches('"').to_owned(), target.to_owned())
        })
        .collect()
}

fn links_of(client: &Client, path: &str) -> Vec<String> {
    let links = links(&client.get(path)).into_iter();
    links
        .map(|(rel, target)| format!("{rel} {target}"))
        .collect()
}

#[test]
fn a_page_links_to_its_neighbours_and_keeps_the_rest_of_the_query() {
    let (_, client) = service(1..=10);
    assert_eq!(
        links_of(&client, "/pages?q=a%26b&page=2&size=3"),
        [
            "first ?q=a%26b&page=1&size=3",
            "last ?q=a%26b&page=4&size=3",
            "next ?q=a%26b&page=3&size=3",
            "prev ?q=a%26b&page=1&size=3",
        ]
    );
}

#[test]
fn the_first_and_the_last_page_have_no_neighbour_beyond() {
    let (_, client) = service(1..=6);
    assert_eq!(
        links_of(&client, "/pages?size=3"),
        [
            "first ?page=1&size=3",
            "last ?page=2&size=3",
            "next ?page=2&size=3"
        ]
    );
    assert_eq!(
        links_of(&client, "/pages?size=3&page=2"),
        [
            "first ?page=1&size=3",
            "last ?page=2&size=3",
            "prev ?page=1&size=3"
        ]
    );
}

#[test]
fn beyond_the_end_the_page_before_is_the_last() {
    let (_, client) = service(1..=6);
    assert_eq!(
        links_of(&client, "/pages?page=9&size=3"),
        [
            "first ?page=1&size=3",
            "last ?page=2&size=3",
            "prev ?page=2&size=3"
        ]
    );
}

#[test]
fn an_empty_list_has_one_page() {
    let (_, client) = service([]);
    assert_eq!(
        links_of(&client, "/pages"),
        ["first ?page=1&size=20", "last ?page=1&size=20"]
    );
    assert_eq!(links_of(&client, "/cursors"), ["first ?size=20"]);
    assert_eq!(
        body(&client.get("/cursors")),
        json!({ "items": [], "next_cursor": null })
    );
}

#[test]
fn a_page_that_cannot_be_written_has_no_links() {
    let (_, client) = service([]);
    for path in ["/uncounted", "/unkeyed"] {
        let answer = client.get(path);
        assert_eq!(answer.status, 500);
        assert!(answer.all("link").is_empty());
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }
}

#[test]
fn a_head_has_the_links_of_a_get() {
    let (_, client) = service(1..=6);
    let path = "/pages?size=3";
    assert_eq!(links(&client.head(path)), links(&client.get(path)));
}

#[test]
fn a_cursor_page_fills_its_items_and_knows_where_to_go_on() {
    let (_, client) = service(1..=3);
    let answer = client.get("/cursors?size=2&q=x");
    let page = body(&answer);
    assert_eq!(
        page["items"],
        json!([{ "id": 1, "name": "user 1" }, { "id": 2, "name": "user 2" }])
    );
    let cursor = page["next_cursor"].as_str().unwrap();
    assert_eq!(
        links(&answer)["next"],
        format!("?q=x&cursor={cursor}&size=2")
    );
    assert_eq!(links(&answer)["first"], "?q=x&size=2");

    let last = body(&client.get(&format!("/cursors{}", links(&answer)["next"])));
    assert_eq!(ids(&last), [3]);
    assert_eq!(last["next_cursor"], Value::Null);
}

#[test]
fn a_full_last_page_has_no_next() {
    let (_, client) = service(1..=4);
    let first = client.get("/cursors?size=2");
    let second = client.get(&format!("/cursors{}", links(&first)["next"]));
    assert_eq!(ids(&body(&second)), [3, 4]);
    assert!(!links(&second).contains_key("next"));
}

#[test]
fn pick_means_the_items_and_links_of_the_handler_stay() {
    let (_, client) = service([1]);
    let answer = client.get("/others");
    assert_eq!(body(&answer), json!({ "items": [{ "id": 1 }] }));
    assert_eq!(links(&answer)["help"], "/help");
    assert_eq!(links(&answer)["first"], "?size=20");
}

#[test]
fn a_cursor_that_is_none_is_refused_and_never_repeated() {
    let (_, client) = service(1..=30);
    let page = body(&client.get("/cursors"));
    let cursor = page["next_cursor"].as_str().unwrap();
    let truncated = &cursor[..cursor.len() - 1];
    let bad = [
        ("/cursors", "hunter2"),
        ("/cursors", ""),
        ("/cursors", "%FF%00"),
        ("/cursors", truncated),
        ("/others", cursor),
    ];
    for (path, bad) in bad {
        let answer = client.get(&format!("{path}?cursor={bad}&size=0"));
        assert_eq!(answer.status, 422, "{bad}");
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(
            problem["errors"],
            json!([
                {
                    "loc": ["query", "cursor"],
                    "msg": "not a cursor of this list",
                    "type": "invalid_cursor",
                },
                {
                    "loc": ["query", "size"],
                    "msg": "must be at least 1",
                    "type": "greater_than_equal",
                    "limit": 1,
                },
            ])
        );
        assert!(bad.is_empty() || !answer.body.contains(bad));
    }
    let twice = client.get(&format!("/cursors?cursor={cursor}&cursor={cursor}"));
    assert_eq!(twice.status, 422);
}

#[test]
fn a_walk_shows_every_row_once_while_rows_come_and_go() {
    // A linear congruential generator: the walks are the same in every run.
    let mut state = 41_u64;
    let mut random = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let (users, client) = service([]);
    for _ in 0..40 {
        let mut stayed = BTreeSet::new();
        {
            let mut users = users.lock().unwrap();
            users.clear();
            for _ in 0..random(120) {
                let id = i64::try_from(random(1000)).unwrap() - 500;
                users.insert(id, String::from("there from the start"));
                stayed.insert(id);
            }
        }
        let mut seen = Vec::new();
        let mut path = format!("/cursors?size={}", 1 + random(9));
        loop {
            let answer = client.get(&path);
            seen.extend(ids(&body(&answer)));
            let Some(next) = links(&answer).remove("next") else {
                break;
            };
            path = format!("/cursors{next}");
            let mut users = users.lock().unwrap();
            for _ in 0..random(4) {
                let id = i64::try_from(random(1000)).unwrap() - 500;
                if random(2) == 0 {
                    users.entry(id).or_default();
                } else {
                    users.remove(&id);
                    stayed.remove(&id);
                }
            }
        }
        let once: BTreeSet<i64> = seen.iter().copied().collect();
        assert_eq!(once.len(), seen.len(), "a row was shown twice");
        assert!(stayed.is_subset(&once), "a row was left out");
    }
}

#[test]
fn the_document_shows_the_cursor_the_envelope_and_the_links() {
    let document = api().openapi();
    let operation = &document["paths"]["/cursors"]["get"];
    let names: Vec<&str> = operation["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| parameter["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["cursor", "size"]);
    assert!(operation["responses"]["422"].is_object());
    let success = &operation["responses"]["200"];
    assert_eq!(
        success["headers"]["Link"]["description"],
        "Where other pages of the list are (RFC 8288): first, next"
    );
    let page = &document["paths"]["/pages"]["get"]["responses"]["200"];
    assert_eq!(
        page["headers"]["Link"]["description"],
        "Where other pages of the list are (RFC 8288): first, prev, next, last"
    );
    let schema = &document["components"]["schemas"]["CursorPage_UserOut"];
    assert_eq!(
        schema["required"],
        json!(["items", "next_cursor"]),
        "{document:#}"
    );
}
