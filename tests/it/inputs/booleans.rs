//! Booleans in texts are read in the words that FastAPI reads, and documented as booleans.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use steadfast::prelude::*;

use super::{client, faults};

const TRUE: [&str; 8] = ["true", "1", "on", "yes", "t", "y", "TRUE", "Yes"];
const FALSE: [&str; 8] = ["false", "0", "off", "no", "f", "n", "False", "NO"];

#[derive(Debug, Deserialize, JsonSchema)]
struct Switch {
    open: bool,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Outer {
    #[serde(flatten)]
    inner: Switch,
}

#[route(get, "/query", response = Text)]
async fn query(Query(switch): Query<Switch>) -> Text {
    Text::from(switch.open.to_string())
}

#[route(get, "/flattened", response = Text)]
async fn flattened(Query(outer): Query<Outer>) -> Text {
    Text::from(outer.inner.open.to_string())
}

#[route(put, "/form", response = Text)]
async fn form(Form(switch): Form<Switch>) -> Text {
    Text::from(switch.open.to_string())
}

#[route(get, "/header", response = Text)]
async fn header(Header(switch): Header<Switch>) -> Text {
    Text::from(switch.open.to_string())
}

#[route(get, "/cookie", response = Text)]
async fn cookie(Cookie(switch): Cookie<Switch>) -> Text {
    Text::from(switch.open.to_string())
}

#[route(get, "/path/{open}", response = Text)]
async fn path(Path(open): Path<bool>) -> Text {
    Text::from(open.to_string())
}

fn api() -> Api {
    Api::new("Switches", "1.0.0").routes(routes![query, flattened, form, header, cookie, path])
}

#[tokio::test]
async fn every_word_is_read_wherever_texts_are() {
    let client = client(api());
    for (words, read) in [(TRUE, "true"), (FALSE, "false")] {
        for word in words {
            let put = client
                .put("/form")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!("open={word}"))
                .await;
            let cookie = format!("open={word}");
            for answer in [
                put,
                client.get(&format!("/query?open={word}")).await,
                client.get(&format!("/flattened?open={word}")).await,
                client.get("/header").header("open", word).await,
                client.get("/cookie").header("cookie", &cookie).await,
                client.get(&format!("/path/{word}")).await,
            ] {
                assert_eq!(answer.assert_status(200).assert_conforms().text(), read);
            }
        }
    }
}

#[tokio::test]
async fn another_word_is_a_fault_that_names_the_documented_ones() {
    let client = client(api());
    for word in ["", "2", "maybe", "yess"] {
        let answer = client.get(&format!("/query?open={word}")).await;
        assert_eq!(
            faults(&answer),
            json!([[["query", "open"], "bool_parsing"]])
        );
        let fault = &answer.problem()["errors"][0];
        assert_eq!(fault["msg"], "expected `true` or `false`", "{fault}");
    }
}

#[test]
fn they_are_documented_as_booleans() {
    let document = api().openapi();
    let parameter = &document["paths"]["/query"]["get"]["parameters"][0];
    assert_eq!(parameter["schema"], json!({ "type": "boolean" }));
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Depth {
    All(bool),
    Levels(u8),
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Listing {
    depth: Depth,
}

#[route(put, "/listing", response = Text)]
async fn listing(Form(listing): Form<Listing>) -> Text {
    Text::from(format!("{:?}", listing.depth))
}

#[tokio::test]
async fn where_a_number_may_stand_a_digit_is_one() {
    let client = client(Api::new("Listings", "1.0.0").routes(routes![listing]));
    for (word, read) in [
        ("1", "Levels(1)"),
        ("0", "Levels(0)"),
        ("yes", "All(true)"),
        ("false", "All(false)"),
    ] {
        let answer = client
            .put("/listing")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("depth={word}"))
            .await;
        assert_eq!(answer.assert_status(200).text(), read);
    }
}
