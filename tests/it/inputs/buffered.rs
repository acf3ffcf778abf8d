//! Types that serde reads by way of a buffer: `flatten`, `untagged` and `tag`. The schema leads.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use steadfast::prelude::*;

use super::{client, faults, refused, send_form, send_json};

#[derive(Debug, Deserialize, JsonSchema)]
struct Paging {
    page: u32,
    #[serde(default)]
    only_open: bool,
    #[serde(default)]
    ratio: f64,
    #[serde(default)]
    id: Vec<i64>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Flattened {
    sort: Option<String>,
    #[serde(flatten)]
    paging: Paging,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "shape", rename_all = "lowercase")]
enum Tagged {
    Circle { radius: u32 },
    Square { side: u8, filled: Option<bool> },
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Untagged {
    Id { id: u32 },
    Name { name: String },
}

#[route(get, "/flattened", response = Text)]
async fn flattened(Query(read): Query<Flattened>) -> Text {
    Text::from(format!("{:?} {:?}", read.sort, read.paging))
}

#[route(get, "/tagged", response = Text)]
async fn tagged(Query(read): Query<Tagged>) -> Text {
    Text::from(format!("{read:?}"))
}

#[route(get, "/untagged", response = Text)]
async fn untagged(Query(read): Query<Untagged>) -> Text {
    Text::from(format!("{read:?}"))
}

#[route(post, "/form", action, response = Text)]
async fn form(Form(read): Form<Flattened>) -> Text {
    Text::from(format!("{:?} {:?}", read.sort, read.paging))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Caller {
    #[serde(flatten)]
    trace: Trace,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Trace {
    #[serde(rename = "X-Depth")]
    depth: u8,
    x_sampled: bool,
}

#[route(get, "/headers", response = Text)]
async fn headers(Header(read): Header<Caller>) -> Text {
    Text::from(format!("{:?}", read.trace))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Visitor {
    #[serde(flatten)]
    visits: Visits,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Visits {
    visits: u32,
}

#[route(get, "/cookies", response = Text)]
async fn cookies(Cookie(read): Cookie<Visitor>) -> Text {
    Text::from(format!("{:?}", read.visits))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Place {
    #[serde(flatten)]
    at: At,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct At {
    row: u8,
    seat: String,
}

#[route(get, "/rows/{row}/seats/{seat}", response = Text)]
async fn path(Path(read): Path<Place>) -> Text {
    Text::from(format!("{:?}", read.at))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Counted {
    counts: BTreeMap<u8, i16>,
    total: i32,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct FlatCounts {
    #[serde(flatten)]
    inner: Counted,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct FlatMap {
    name: String,
    #[serde(flatten)]
    counts: BTreeMap<i32, u8>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "type")]
enum TaggedCounts {
    Counts(Counted),
}

#[route(post, "/counts", action, response = Text)]
async fn counts(Json(read): Json<FlatCounts>) -> Text {
    Text::from(format!("{:?}", read.inner))
}

#[route(post, "/map", action, response = Text)]
async fn map(Json(read): Json<FlatMap>) -> Text {
    Text::from(format!("{} {:?}", read.name, read.counts))
}

#[route(post, "/tag", action, response = Text)]
async fn tag(Json(TaggedCounts::Counts(read)): Json<TaggedCounts>) -> Text {
    Text::from(format!("{read:?}"))
}

fn api() -> Api {
    let routes = routes![
        flattened, tagged, untagged, form, headers, cookies, path, counts, map, tag
    ];
    Api::new("Buffered", "1.0.0").routes(routes)
}

#[tokio::test]
async fn a_flattened_query_is_read_as_the_numbers_and_booleans_of_the_document() {
    let client = client(api());
    let answer = client
        .get("/flattened?page=2&sort=7&only_open=true&ratio=1.5&id=-4&id=5")
        .await;
    assert_eq!(
        answer.assert_status(200).text(),
        r#"Some("7") Paging { page: 2, only_open: true, ratio: 1.5, id: [-4, 5] }"#
    );
    let one = client.get("/flattened?page=2&id=5").await;
    assert!(one.text().contains("id: [5]"), "{}", one.text());
    let wrong = client.get("/flattened?page=x&id=1&id=y").await;
    assert_eq!(
        faults(&wrong),
        json!([
            [["query", "page"], "int_parsing"],
            [["query", "id", 1], "int_parsing"],
        ])
    );
}

#[tokio::test]
async fn the_variants_of_an_enum_are_read_by_what_they_hold() {
    let client = client(api());
    for (query, read) in [
        ("/tagged?shape=circle&radius=3", "Circle { radius: 3 }"),
        (
            "/tagged?shape=square&side=3&filled=false",
            "Square { side: 3, filled: Some(false) }",
        ),
        ("/untagged?id=3", "Id { id: 3 }"),
        ("/untagged?name=3", r#"Name { name: "3" }"#),
    ] {
        assert_eq!(client.get(query).await.assert_status(200).text(), read);
    }
    let wrong = client.get("/tagged?shape=circle&radius=x").await;
    assert_eq!(faults(&wrong)[0][0], json!(["query", "radius"]));
    let wide = client.get("/tagged?shape=square&side=256").await;
    assert_eq!(
        faults(&wide),
        json!([[["query", "side"], "less_than_equal"]])
    );
    client.get("/untagged?other=3").await.assert_status(422);
}

#[tokio::test]
async fn forms_headers_cookies_and_paths_are_read_in_the_same_way() {
    let client = client(api());
    let form = send_form(&client, "/form", "page=2&id=1&sort=").await;
    assert_eq!(
        form.assert_status(200).text(),
        r#"Some("") Paging { page: 2, only_open: false, ratio: 0.0, id: [1] }"#
    );
    let headers = client
        .get("/headers")
        .header("x-depth", "3")
        .header("X-Sampled", "true")
        .await;
    assert_eq!(
        headers.assert_status(200).text(),
        "Trace { depth: 3, x_sampled: true }"
    );
    let wrong = client.get("/headers").header("x-depth", "x").await;
    assert_eq!(
        faults(&wrong),
        json!([
            [["header", "X-Depth"], "int_parsing"],
            [["header", "x-sampled"], "missing"],
        ])
    );
    let cookies = client
        .get("/cookies")
        .header("cookie", "visits=3; visits=4")
        .await;
    assert_eq!(cookies.assert_status(200).text(), "Visits { visits: 3 }");
    let path = client.get("/rows/3/seats/4").await;
    assert_eq!(
        path.assert_status(200).text(),
        r#"At { row: 3, seat: "4" }"#
    );
    client.get("/rows/x/seats/4").await.assert_status(422);
}

#[tokio::test]
async fn whole_numbers_are_keys_behind_a_buffer() {
    let client = client(api());
    let counts = send_json(
        &client,
        "/counts",
        r#"{"counts":{"1":-2,"3":4},"total":1e2}"#,
    )
    .await;
    assert_eq!(
        counts.assert_status(200).text(),
        "Counted { counts: {1: -2, 3: 4}, total: 100 }"
    );
    let map = send_json(&client, "/map", r#"{"name":"x","-1":2,"3":4}"#).await;
    assert_eq!(map.assert_status(200).text(), "x {-1: 2, 3: 4}");
    let tag = send_json(
        &client,
        "/tag",
        r#"{"type":"Counts","counts":{"1":2},"total":5.0}"#,
    )
    .await;
    assert_eq!(
        tag.assert_status(200).text(),
        "Counted { counts: {1: 2}, total: 5 }"
    );
    send_json(&client, "/counts", r#"{"counts":{"256":1},"total":1}"#)
        .await
        .assert_status(422);
}

#[test]
fn a_text_that_may_be_a_string_or_a_number_is_an_error() {
    #[derive(Deserialize, JsonSchema)]
    #[serde(untagged)]
    enum Who {
        Id { who: u32, since: u8 },
        Name { who: String },
    }
    #[route(get, "/", response = Text)]
    async fn find(_: Query<Who>) -> Text {
        Text::from("")
    }
    assert_eq!(
        refused(Api::new("Who", "1").routes(routes![find])),
        "`it::inputs::buffered::find` cannot tell what the text of `who` of `Query<Who>` stands for: it is a string in one \
         variant, and a number or a boolean in another: give them different names"
    );
}

#[test]
fn a_number_of_128_bits_behind_a_buffer_is_an_error_in_texts_and_in_json() {
    #[derive(Deserialize, JsonSchema)]
    struct Wide {
        n: u128,
    }
    #[derive(Deserialize, JsonSchema)]
    struct Outer {
        #[serde(flatten)]
        wide: Wide,
    }
    #[route(get, "/query", response = Text)]
    async fn in_query(_: Query<Outer>) -> Text {
        Text::from("")
    }
    #[route(post, "/json", status = 204)]
    async fn in_json(_: Json<Outer>) -> NoContent {
        NoContent
    }
    let error = refused(Api::new("Wide", "1").routes(routes![in_query, in_json]));
    for (handler, argument) in [("in_query", "Query<Outer>"), ("in_json", "Json<Outer>")] {
        let fault = format!(
            "`it::inputs::buffered::{handler}` reads `n` of `{argument}` by way of serde's buffer (`flatten`, `untagged` \
             or `tag`), which holds no number of 128 bits: move it out of there, or read it as a string"
        );
        assert!(error.contains(&fault), "{error}");
    }
}

#[tokio::test]
async fn a_number_of_128_bits_that_is_not_behind_a_buffer_is_read() {
    #[derive(Deserialize, JsonSchema)]
    struct Wide {
        n: u128,
    }
    #[route(get, "/query", response = Text)]
    async fn in_query(Query(wide): Query<Wide>) -> Text {
        Text::from(wide.n.to_string())
    }
    #[route(post, "/json", action, response = Text)]
    async fn in_json(Json(wide): Json<Wide>) -> Text {
        Text::from(wide.n.to_string())
    }
    let client = client(Api::new("Wide", "1").routes(routes![in_query, in_json]));
    let most = u128::MAX.to_string();
    assert_eq!(client.get(&format!("/query?n={most}")).await.text(), most);
    let body = format!(r#"{{"n":{most}}}"#);
    assert_eq!(send_json(&client, "/json", &body).await.text(), most);
}

#[tokio::test]
async fn a_type_that_reads_strings_and_numbers_is_not_taken_for_two_variants() {
    #[derive(Deserialize, JsonSchema)]
    struct Price {
        #[schemars(with = "String")]
        price: rust_decimal::Decimal,
    }
    #[derive(Deserialize, JsonSchema)]
    struct Filter {
        #[serde(flatten)]
        price: Price,
    }
    #[route(get, "/", response = Text)]
    async fn find(Query(filter): Query<Filter>) -> Text {
        Text::from(filter.price.price.to_string())
    }
    let client = client(Api::new("Prices", "1").routes(routes![find]));
    assert_eq!(
        client.get("/?price=1.50").await.assert_status(200).text(),
        "1.50"
    );
}
