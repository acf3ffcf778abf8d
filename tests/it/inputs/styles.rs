//! Lists and objects in texts: the document says in which style, and exactly that is read.

use std::collections::BTreeMap;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use steadfast::OpenApiVersion;
use steadfast::prelude::*;

use super::{client, faults, refused, send_form};

#[derive(Debug, Deserialize, JsonSchema)]
struct Filter {
    #[serde(default)]
    tag: Vec<String>,
    size: Option<(u8, u8)>,
    pair: Option<[i16; 2]>,
    age: Option<Range>,
    within: Option<Duration>,
    #[serde(default)]
    label: BTreeMap<String, u8>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Range {
    from: Option<u8>,
    to: Option<u8>,
}

#[route(get, "/query", response = Text)]
async fn query(Query(read): Query<Filter>) -> Text {
    Text::from(format!("{read:?}"))
}

#[route(post, "/form", action, response = Text)]
async fn form(Form(read): Form<Filter>) -> Text {
    Text::from(format!("{read:?}"))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Hints {
    #[serde(default)]
    x_id: Vec<u32>,
    if_match: Option<Vec<String>>,
}

#[route(get, "/header", response = Text)]
async fn header(Header(read): Header<Hints>) -> Text {
    Text::from(format!("{read:?}"))
}

fn api() -> Api {
    Api::new("Styles", "1.0.0").routes(routes![query, form, header])
}

/// The style of each parameter of an operation.
fn styles(operation: &Value) -> Value {
    let parameters = operation["parameters"].as_array().expect("parameters");
    let styles = parameters.iter().map(|parameter| {
        (
            parameter["name"].as_str().unwrap(),
            &parameter["style"],
            &parameter["explode"],
        )
    });
    json!(styles.collect::<Vec<_>>())
}

#[test]
fn the_style_is_written_wherever_a_list_or_an_object_is_documented() {
    let document = api().openapi();
    assert_eq!(
        styles(&document["paths"]["/query"]["get"]),
        json!([
            ["tag", "form", true],
            ["size", "form", true],
            ["pair", "form", true],
            ["age", "deepObject", true],
            ["within", "deepObject", true],
            ["label", "deepObject", true],
        ])
    );
    assert_eq!(
        styles(&document["paths"]["/header"]["get"]),
        json!([["x-id", "simple", false], ["if-match", "simple", false]])
    );
    let form = &document["paths"]["/form"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"];
    assert_eq!(
        form["encoding"]["tag"],
        json!({ "style": "form", "explode": true })
    );
    assert_eq!(
        form["encoding"]["age"],
        json!({ "style": "deepObject", "explode": true })
    );
    // A text is never `null`.
    let name = form["schema"]["$ref"]
        .as_str()
        .unwrap()
        .replace("#/components/schemas/", "");
    let schema = &document["components"]["schemas"][name];
    assert_eq!(schema["properties"]["size"]["type"], "array");
}

const READ: &str = "Filter { tag: [\"a\", \"b,c\"], size: Some((1, 2)), pair: Some([-1, 2]), age: Some(Range { from: \
                    Some(3), to: None }), within: Some(5s), label: {\"x\": 1, \"y\": 2} }";

const SENT: &str = "tag=a&tag=b%2Cc&size=1&size=2&pair=-1&pair=2&age[from]=3&within%5Bsecs%5D=5&within[nanos]=0&label[x]=1\
                    &label[y]=2";

#[tokio::test]
async fn lists_are_repeated_and_objects_are_deep_in_a_query_and_in_a_form() {
    let client = client(api());
    let query = client.get(&format!("/query?{SENT}")).await;
    assert_eq!(query.assert_status(200).text(), READ);
    let form = send_form(&client, "/form", SENT).await;
    assert_eq!(form.assert_status(200).text(), READ);
}

#[tokio::test]
async fn a_fault_in_an_object_names_its_member() {
    let client = client(api());
    let answer = client
        .get("/query?age[from]=x&age[to]=300&size=1&label[a]=b")
        .await;
    assert_eq!(
        faults(&answer),
        json!([
            [["query", "size"], "invalid_length"],
            [["query", "age", "from"], "int_parsing"],
            [["query", "age", "to"], "int_parsing"],
            [["query", "label", "a"], "int_parsing"],
        ])
    );
}

#[tokio::test]
async fn a_list_in_a_header_is_in_one_line_or_in_several() {
    let client = client(api());
    let request = client
        .get("/header")
        .header("x-id", "1, 2,,")
        .header("x-id", "3");
    let answer = request.header("if-match", r#"W/"a,b", "c""#).await;
    assert_eq!(
        answer.assert_status(200).text(),
        r#"Hints { x_id: [1, 2, 3], if_match: Some(["W/\"a,b\"", "\"c\""]) }"#
    );
    let wrong = client.get("/header").header("x-id", "1, x").await;
    assert_eq!(
        faults(&wrong),
        json!([[["header", "x-id", 1], "int_parsing"]])
    );
}

#[test]
fn what_no_style_expresses_is_an_error_when_the_app_is_built() {
    #[derive(Deserialize, JsonSchema)]
    struct Nested {
        rows: Vec<Vec<u8>>,
        points: Vec<Range>,
        tree: Option<Box<Tree>>,
        deep: BTreeMap<String, Vec<u8>>,
    }
    #[derive(Deserialize, JsonSchema)]
    struct Tree {
        left: Option<Box<Tree>>,
    }
    #[route(get, "/", response = Text)]
    async fn find(_: Query<Nested>) -> Text {
        Text::from("")
    }
    let error = refused(Api::new("Nested", "1").routes(routes![find]));
    for (name, what) in [
        ("rows", "a list of lists or objects"),
        ("points", "a list of lists or objects"),
        ("tree", "an object with lists or objects inside"),
        ("deep", "an object with lists or objects inside"),
    ] {
        let fault = format!(
            "reads `{name}` of `Query<Nested>` as {what}, which the text of a query cannot express: read it from a JSON \
             body, or as a string that you parse"
        );
        assert!(error.contains(&fault), "{error}");
    }
}

#[test]
fn objects_in_headers_cookies_and_paths_and_lists_in_paths_are_errors() {
    #[derive(Deserialize, JsonSchema)]
    struct Ranged {
        age: Range,
    }
    #[derive(Deserialize, JsonSchema)]
    struct Listed {
        ids: Vec<u8>,
    }
    #[route(get, "/header", response = Text)]
    async fn header(_: Header<Ranged>) -> Text {
        Text::from("")
    }
    #[route(get, "/cookie", response = Text)]
    async fn cookie(_: Cookie<Ranged>) -> Text {
        Text::from("")
    }
    #[route(get, "/path/{ids}", response = Text)]
    async fn path(_: Path<Listed>) -> Text {
        Text::from("")
    }
    let error = refused(Api::new("Nested", "1").routes(routes![header, cookie, path]));
    for fault in [
        "reads `age` of `Header<Ranged>` as an object, which the text of a header cannot express",
        "reads `age` of `Cookie<Ranged>` as an object, which the text of a cookie cannot express",
        "reads `ids` of `Path<Listed>` as a list, which the text of a path cannot express",
    ] {
        assert!(error.contains(fault), "{error}");
    }
}

#[derive(Deserialize, JsonSchema)]
struct Tags {
    tag: Vec<String>,
}

#[route(get, "/", response = Text)]
async fn tags(Cookie(tags): Cookie<Tags>) -> Text {
    Text::from(tags.tag.join(" "))
}

#[test]
fn a_list_of_cookies_is_an_error_in_openapi_3_1() {
    assert_eq!(
        refused(Api::new("Tags", "1").routes(routes![tags])),
        "`it::inputs::styles::tags` reads a list of the cookie `tag`, for which OpenAPI 3.1.0 has no style: read one value, \
         or set `OpenApiVersion::V3_2`"
    );
}

#[tokio::test]
async fn a_list_of_cookies_has_a_style_in_openapi_3_2() {
    let api = Api::new("Tags", "1")
        .openapi_version(OpenApiVersion::V3_2)
        .routes(routes![tags]);
    assert_eq!(
        styles(&api.openapi()["paths"]["/"]["get"]),
        json!([["tag", "cookie", true]])
    );
    let answer = client(api).get("/").header("cookie", "tag=a; tag=b").await;
    assert_eq!(answer.assert_status(200).text(), "a b");
}

#[test]
fn a_list_that_is_read_from_one_text_is_an_error() {
    fn by_commas<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<String>, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(text.split(',').map(str::to_owned).collect())
    }
    #[derive(Deserialize, JsonSchema)]
    struct Listed {
        #[serde(deserialize_with = "by_commas")]
        tags: Vec<String>,
    }
    #[route(get, "/", response = Text)]
    async fn find(_: Query<Listed>) -> Text {
        Text::from("")
    }
    assert_eq!(
        refused(Api::new("Listed", "1").routes(routes![find])),
        "`it::inputs::styles::find` reads `tags` of `Query<Listed>` from a text, but its schema has a list or an object: \
         describe it as it is read, as in `#[schemars(with = \"String\")]`"
    );
}
