//! Paging that fits clients of another service: names, sizes, clamping, and pages by limit and offset.

use serde_json::{Value, json};
use steadfast::model::PageStyle;
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Clone)]
struct User {
    id: u32,
    #[expect(dead_code, reason = "no answer has it")]
    password_hash: String,
}

fn users() -> Vec<User> {
    let user = |id| User {
        id,
        password_hash: "$argon2id$..".to_owned(),
    };
    (1..=7).map(user).collect()
}

#[derive(ResponseModel)]
#[response(from = User)]
struct UserOut {
    id: u32,
}

/// `?p=2&per_page=50`, and `?per_page=1000` is as good as 5.
struct V1;

impl PageStyle for V1 {
    const PAGE: &'static str = "p";
    const SIZE: &'static str = "per_page";
    const LIMIT: &'static str = "max-results";
    const OFFSET: &'static str = "$skip";
    const CURSOR: &'static str = "after";
    const DEFAULT_SIZE: u32 = 3;
    const CLAMPS: bool = true;
}

/// A page, as the clients of V1 know it.
#[derive(ResponseModel)]
#[response(from = Page<T>)]
struct Listing<T> {
    #[response(from_field = items)]
    results: Vec<T>,
    #[response(from_field = total)]
    count: u64,
    page: u32,
    #[response(from_field = size)]
    page_size: u32,
    #[response(from_field = pages)]
    total_pages: u64,
}

#[derive(ResponseModel)]
#[response(from = LimitOffsetPage<User>, from = CursorPage<User>)]
#[serde(rename_all = "camelCase")]
struct UserResults {
    #[response(from_field = items)]
    user_results: Vec<UserOut>,
}

#[derive(ResponseModel)]
#[response(from = CursorPage<T>)]
struct Feed<T> {
    #[response(from_field = items)]
    entries: Vec<T>,
    #[response(from_field = next_cursor)]
    after: Option<String>,
}

#[route(get, "/listing", response = Listing<UserOut>)]
async fn listing(query: PageQuery<5, V1>) -> Page<User> {
    Page::of(users(), &query)
}

#[route(get, "/shown", response = Listing<UserOut>, pick(count, results))]
async fn shown(query: PageQuery) -> Reply<Page<User>> {
    Reply::new(Page::of(users(), &query))
}

#[route(get, "/feed", response = Feed<UserOut>)]
async fn feed(query: CursorQuery<u32, 5, V1>) -> CursorPage<User> {
    let after = query.after().copied().unwrap_or(0);
    let rows = users().into_iter().filter(|user| user.id > after);
    let rows = rows.take(usize::try_from(query.limit()).unwrap());
    CursorPage::new(rows.collect(), &query, |user| user.id)
}

#[route(get, "/parts", response = LimitOffsetPage<UserOut>)]
async fn parts(query: LimitOffset<5>) -> LimitOffsetPage<User> {
    LimitOffsetPage::of(users(), &query)
}

#[route(get, "/clamped-parts", response = UserResults)]
async fn clamped_parts(query: LimitOffset<5, V1>) -> LimitOffsetPage<User> {
    LimitOffsetPage::of(users(), &query)
}

#[route(get, "/numbers/{page}/{size}/{total}", response = Page<UserOut>)]
async fn numbers(Path((page, size, total)): Path<(i64, i64, i64)>) -> Page<User> {
    Page::with_numbers(users(), total, page, size)
}

#[route(get, "/linked", response = Listing<u32>)]
async fn linked() -> Page<u32> {
    Page::with_numbers(vec![3, 4], 7, 2, 2).linked_by("n", "per page")
}

#[route(get, "/uncounted", response = Listing<u32>)]
async fn uncounted(query: PageQuery) -> Page<u32> {
    Page::new(Vec::new(), -1, &query)
}

fn api() -> Api {
    Api::new("Users", "1.0.0").routes(routes![
        listing,
        shown,
        feed,
        parts,
        clamped_parts,
        numbers,
        linked,
        uncounted
    ])
}

fn client() -> Client {
    Client::new(api().into_router())
}

async fn body_and_links(path: &str) -> (Value, Vec<String>) {
    let answer = client().get(path).await;
    answer.assert_status(200).assert_conforms();
    let links = answer.header("link").unwrap_or_default();
    let links = links.split(", ").map(ToOwned::to_owned);
    (answer.json(), links.collect())
}

#[tokio::test]
async fn a_model_of_a_users_own_is_filled_and_linked_as_a_page_is() {
    let (body, links) = body_and_links("/listing?q=x&p=2").await;
    assert_eq!(
        body,
        json!({
            "results": [{ "id": 4 }, { "id": 5 }, { "id": 6 }],
            "count": 7, "page": 2, "page_size": 3, "total_pages": 3,
        })
    );
    assert_eq!(
        links,
        [
            "<?q=x&p=1&per_page=3>; rel=\"first\"",
            "<?q=x&p=1&per_page=3>; rel=\"prev\"",
            "<?q=x&p=3&per_page=3>; rel=\"next\"",
            "<?q=x&p=3&per_page=3>; rel=\"last\"",
        ]
    );
    let (body, links) = body_and_links("/shown?size=2").await;
    assert_eq!(
        body,
        json!({ "results": [{ "id": 1 }, { "id": 2 }], "count": 7 })
    );
    assert_eq!(links[0], "<?page=1&size=2>; rel=\"first\"");
}

#[tokio::test]
async fn a_style_that_clamps_takes_the_nearest_number_in_range() {
    for (query, page, size) in [
        ("per_page=1000", 1, 5),
        ("per_page=0", 1, 1),
        ("per_page=-9", 1, 1),
        ("per_page=99999999999999999999999", 1, 5),
        ("p=0&per_page=5", 1, 5),
        ("p=99999999999", u32::MAX, 3),
    ] {
        let (body, _) = body_and_links(&format!("/listing?{query}")).await;
        assert_eq!(body["page"], page, "{query}");
        assert_eq!(body["page_size"], size, "{query}");
    }
    for query in ["per_page=many", "p=", "p=1.5", "p=1&p=2", "per_page=%2B1"] {
        let refused = client().get(&format!("/listing?{query}")).await;
        refused.assert_status(422).assert_conforms();
    }
}

#[tokio::test]
async fn a_cursor_goes_by_the_names_of_its_style() {
    let (body, links) = body_and_links("/feed?per_page=900").await;
    assert_eq!(body["entries"].as_array().unwrap().len(), 5);
    let after = body["after"].as_str().unwrap();
    assert_eq!(
        links[1],
        format!("<?after={after}&per_page=5>; rel=\"next\"")
    );
    let (body, links) = body_and_links(&format!("/feed?after={after}&per_page=5")).await;
    assert_eq!(
        body,
        json!({ "entries": [{ "id": 6 }, { "id": 7 }], "after": null })
    );
    assert_eq!(links, ["<?per_page=5>; rel=\"first\""]);
}

#[tokio::test]
async fn a_part_of_a_list_by_limit_and_offset() {
    let (body, links) = body_and_links("/parts?limit=3&offset=2").await;
    assert_eq!(
        body,
        json!({ "items": [{ "id": 3 }, { "id": 4 }, { "id": 5 }], "total": 7, "limit": 3, "offset": 2 })
    );
    assert_eq!(
        links,
        [
            "<?limit=3&offset=0>; rel=\"first\"",
            "<?limit=3&offset=0>; rel=\"prev\"",
            "<?limit=3&offset=5>; rel=\"next\"",
            "<?limit=3&offset=6>; rel=\"last\"",
        ]
    );
    let (body, links) = body_and_links("/parts?offset=70").await;
    assert_eq!(
        body,
        json!({ "items": [], "total": 7, "limit": 5, "offset": 70 })
    );
    assert_eq!(links[1], "<?limit=5&offset=5>; rel=\"prev\"");
    assert_eq!(links[2], "<?limit=5&offset=5>; rel=\"last\"");

    let refused = client().get("/parts?limit=6&offset=-1").await;
    refused.assert_status(422).assert_conforms();
    let problem = refused.problem();
    assert_eq!(problem["errors"][0]["loc"], json!(["query", "limit"]));
    assert_eq!(problem["errors"][0]["limit"], 5);
    assert_eq!(problem["errors"][1]["msg"], "must be at least 0");
}

#[tokio::test]
async fn a_name_that_a_query_cannot_hold_is_encoded_in_links() {
    let (body, links) = body_and_links("/clamped-parts?max-results=2&%24skip=3&q=y").await;
    assert_eq!(body, json!({ "userResults": [{ "id": 4 }, { "id": 5 }] }));
    assert_eq!(links[0], "<?q=y&max-results=2&%24skip=0>; rel=\"first\"");
    let (body, links) = body_and_links("/linked").await;
    assert_eq!(body["total_pages"], 4);
    assert_eq!(links[0], "<?n=1&per%20page=2>; rel=\"first\"");
}

#[tokio::test]
async fn a_page_made_of_numbers_has_links_once_it_is_told_how() {
    let answer = client().get("/numbers/2/10/17").await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(answer.header("link"), None);
    assert_eq!(answer.json::<Value>()["pages"], 2);
}

#[tokio::test]
async fn a_number_that_is_not_one_is_never_sent() {
    for path in [
        "/numbers/0/10/17",
        "/numbers/1/0/17",
        "/numbers/-1/10/17",
        "/numbers/4294967296/10/17",
        "/numbers/1/10/-1",
        "/uncounted",
    ] {
        let answer = client().get(path).await;
        answer.assert_status(500).assert_conforms();
        assert_eq!(answer.header("link"), None);
    }
}

#[test]
fn the_document_says_what_is_accepted() {
    let document = api().openapi();
    let parameters = |path: &str| document["paths"][path]["get"]["parameters"].clone();
    assert_eq!(
        parameters("/listing")[1],
        json!({
            "name": "per_page", "in": "query", "required": false,
            "description": "How many items a page has at most. 1 for a smaller number, 5 for a larger one",
            "schema": { "type": "integer", "default": 3 },
        })
    );
    assert_eq!(parameters("/clamped-parts")[1]["name"], "$skip");
    assert_eq!(parameters("/feed")[0]["name"], "after");
    assert_eq!(
        parameters("/parts")[0]["schema"],
        json!({ "type": "integer", "format": "uint32", "minimum": 1, "maximum": 5, "default": 5 })
    );
    assert_eq!(parameters("/parts")[1]["schema"]["minimum"], 0);
    for (path, relations) in [
        ("/listing", "first, prev, next, last"),
        ("/parts", "first, prev, next, last"),
        ("/feed", "first, next"),
    ] {
        let success = &document["paths"][path]["get"]["responses"]["200"];
        assert_eq!(
            success["headers"]["Link"]["description"],
            format!("Where other pages of the list are (RFC 8288): {relations}")
        );
    }
    let schema = &document["components"]["schemas"]["LimitOffsetPage_UserOut"];
    assert_eq!(
        schema["required"],
        json!(["items", "total", "limit", "offset"])
    );
}

#[test]
fn pages_of_the_same_content_are_equal() {
    let query: PageQuery = PageQuery::parse("page=2&size=2").unwrap();
    let page = Page::new(vec![3, 4], 7, &query);
    assert_eq!(page, Page::with_numbers(vec![3, 4], 7, 2, 2));
    assert_ne!(page, Page::with_numbers(vec![3, 4], 7, 2, 3));
}

/// A type of a user's own that is called `Page` is a row like any other.
mod own {
    use steadfast::ResponseModel;

    pub struct Page<T> {
        pub items: Vec<T>,
        pub lines: u32,
    }

    #[derive(ResponseModel)]
    #[response(from = Page<T>)]
    pub struct Sheet<T> {
        items: Vec<T>,
        lines: u32,
    }

    #[test]
    fn fills_a_model() {
        let page = Page {
            items: vec![1],
            lines: 30,
        };
        let sheet =
            steadfast::json::filled_to_vec::<Sheet<u32>, steadfast::model::policy::Everything, _>(
                page,
            );
        assert_eq!(sheet.unwrap(), br#"{"items":[1],"lines":30}"#);
    }
}
