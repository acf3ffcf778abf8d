//! The words of JSON Schema mean what JSON Schema says, and what a schema forbids is refused.

use garde::Validate;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use steadfast::prelude::*;

use super::{client, faults, send_form, send_json};

#[derive(Debug, Deserialize, JsonSchema)]
struct Order {
    #[schemars(range(min = 1, max = 9))]
    count: u8,
    #[schemars(length(min = 2, max = 5))]
    name: String,
    #[schemars(regex(pattern = "^[a-z]+$"))]
    code: String,
    #[schemars(email)]
    email: Option<String>,
    #[schemars(length(max = 2), inner(length(min = 1)))]
    #[serde(default)]
    tags: Vec<String>,
    #[schemars(extend("multipleOf" = 5, "exclusiveMinimum" = 0))]
    #[serde(default = "five")]
    step: i32,
}

fn five() -> i32 {
    5
}

#[route(post, "/json", action, response = Text)]
async fn by_json(Json(order): Json<Order>) -> Text {
    Text::from(format!("{order:?}"))
}

#[route(post, "/form", action, response = Text)]
async fn by_form(Form(order): Form<Order>) -> Text {
    Text::from(format!("{order:?}"))
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Filter {
    #[schemars(range(min = 1, max = 9))]
    count: u8,
}

#[route(get, "/{count}", response = Text)]
async fn by_path(_: Path<Filter>, _: Query<Filter>, _: Header<Filter>, _: Cookie<Filter>) -> Text {
    Text::from("")
}

fn api() -> Api {
    Api::new("Words", "1.0.0").routes(routes![by_json, by_form, by_path])
}

#[tokio::test]
async fn what_a_schema_forbids_is_a_fault_with_its_limit() {
    let client = client(api());
    let order = json!({
        "count": 10, "name": "x", "code": "A", "email": "nobody", "tags": ["a", "", "c"], "step": 7,
    });
    let answer = client.post("/json").json(&order).await;
    answer.assert_status(422).assert_conforms();
    let told = answer.problem()["errors"].clone();
    let of = |name: &str| -> Value {
        let faults = told.as_array().unwrap().iter();
        let of_name = faults.filter(|fault| fault["loc"][1] == name);
        let each = of_name.map(|fault| json!([fault["type"], fault["limit"], fault["msg"]]));
        each.collect::<Vec<_>>().into()
    };
    assert_eq!(
        of("count"),
        json!([["less_than_equal", 9, "must be at most 9"]])
    );
    assert_eq!(
        of("name"),
        json!([["string_too_short", 2, "must have at least 2 characters"]])
    );
    assert_eq!(
        of("code"),
        json!([["pattern", "^[a-z]+$", "must match `^[a-z]+$`"]])
    );
    assert_eq!(
        of("email"),
        json!([["email", "email", "expected an email address"]])
    );
    assert_eq!(
        of("tags"),
        json!([
            ["too_long", 2, "must have at most 2 items"],
            ["string_too_short", 1, "must have at least 1 character"],
        ])
    );
    assert_eq!(
        of("step"),
        json!([["multiple_of", 5, "must be a multiple of 5"]])
    );
}

#[tokio::test]
async fn constraints_are_told_with_all_other_faults_of_the_request() {
    let client = client(api());
    let answer = client
        .post("/json")
        .json(&json!({ "count": 0, "code": 7, "name": "long enough" }))
        .await;
    assert_eq!(
        faults(&answer),
        json!([
            [["body", "code"], "invalid_type"],
            [["body", "count"], "greater_than_equal"],
            [["body", "name"], "string_too_long"],
        ])
    );
    let request = client
        .get("/0?count=10")
        .header("count", "0")
        .header("cookie", "count=11");
    assert_eq!(
        faults(&request.await),
        json!([
            [["path", "count"], "greater_than_equal"],
            [["query", "count"], "less_than_equal"],
            [["header", "count"], "greater_than_equal"],
            [["cookie", "count"], "less_than_equal"],
        ])
    );
}

#[tokio::test]
async fn a_form_is_checked_as_a_json_body_is() {
    let client = client(api());
    let good = send_form(&client, "/form", "count=9&name=abc&code=a&tags=x").await;
    good.assert_status(200);
    let bad = send_form(
        &client,
        "/form",
        "count=0&name=abcdef&code=a&tags=a&tags=b&tags=c",
    )
    .await;
    assert_eq!(
        faults(&bad),
        json!([
            [["body", "count"], "greater_than_equal"],
            [["body", "name"], "string_too_long"],
            [["body", "tags"], "too_long"],
        ])
    );
}

#[derive(Debug, Deserialize, JsonSchema)]
struct Numbers {
    small: u8,
    wide: i64,
    list: Vec<i32>,
}

#[route(post, "/numbers", action, response = Text)]
async fn numbers(Json(numbers): Json<Numbers>) -> Text {
    Text::from(format!("{numbers:?}"))
}

#[tokio::test]
async fn an_integer_may_have_a_fraction_of_zero_and_an_exponent() {
    let client = client(Api::new("Numbers", "1").routes(routes![numbers]));
    let body = r#"{"small":2.0,"wide":-1.5e3,"list":[-0,-0.0,1E2]}"#;
    let answer = send_json(&client, "/numbers", body).await;
    assert_eq!(
        answer.assert_status(200).text(),
        "Numbers { small: 2, wide: -1500, list: [0, 0, 100] }"
    );
    for bad in ["1.5", "1e30", "256", "-1", "256.0", "9007199254740993.0"] {
        let body = format!(r#"{{"small":{bad},"wide":0,"list":[]}}"#);
        let answer = send_json(&client, "/numbers", &body).await;
        let told = faults(&answer);
        assert_eq!(told[0][0], json!(["body", "small"]), "{bad}");
        assert_eq!(told.as_array().unwrap().len(), 1);
    }
}

#[test]
fn integers_have_their_bounds_in_the_document() {
    let document = Api::<()>::new("Numbers", "1")
        .routes(routes![numbers])
        .openapi();
    let properties = &document["components"]["schemas"]["Numbers"]["properties"];
    assert_eq!(properties["wide"]["minimum"], i64::MIN);
    assert_eq!(properties["wide"]["maximum"], i64::MAX);
    assert_eq!(properties["list"]["items"]["maximum"], i32::MAX);
}

#[test]
fn a_duration_has_no_further_members_since_none_is_taken() {
    #[derive(Deserialize, JsonSchema)]
    struct Wait {
        wait: std::time::Duration,
    }
    #[route(put, "/wait", status = 204)]
    async fn wait(_: Json<Wait>) -> NoContent {
        NoContent
    }
    let document = Api::<()>::new("Wait", "1").routes(routes![wait]).openapi();
    let schemas = document["components"]["schemas"].to_string();
    assert!(
        schemas.contains(r#""additionalProperties":false"#),
        "{schemas}"
    );
}

#[derive(Deserialize, JsonSchema, Validate)]
struct Named {
    #[garde(length(min = 2, max = 5))]
    name: String,
    #[garde(length(utf16, equal = 3))]
    code: String,
    #[garde(length(bytes, min = 1), prefix("a"))]
    tag: String,
    #[garde(length(min = 1))]
    list: Vec<u8>,
}

#[route(post, "/named", action, response = Text)]
async fn named(Valid(Json(named)): Valid<Json<Named>>) -> Text {
    Text::from(format!(
        "{}{}{}{:?}",
        named.name, named.code, named.tag, named.list
    ))
}

#[tokio::test]
async fn a_length_is_in_code_points_whatever_garde_counts() {
    let client = client(Api::new("Named", "1").routes(routes![named]));
    let send = async |name: &str, code: &str, tag: &str| {
        let body = json!({ "name": name, "code": code, "tag": tag, "list": [1] });
        client.post("/named").json(&body).await
    };
    send("ééé", "\u{1f600}\u{1f600}\u{1f600}", "a")
        .await
        .assert_status(200);
    assert_eq!(
        faults(&send("日", "abcd", "a").await),
        json!([
            [["body", "name"], "string_too_short"],
            [["body", "code"], "string_too_long"],
        ])
    );
    assert_eq!(
        faults(&send("éééééé", "abc", "é").await),
        json!([
            [["body", "name"], "string_too_long"],
            [["body", "tag"], "prefix"],
        ])
    );
}

#[tokio::test]
async fn not_a_number_is_not_a_number_of_json() {
    #[derive(Deserialize, JsonSchema)]
    struct Ratio {
        ratio: f64,
    }
    #[route(get, "/", response = Text)]
    async fn ratio(Query(read): Query<Ratio>) -> Text {
        Text::from(read.ratio.to_string())
    }
    let client = client(Api::new("Ratio", "1").routes(routes![ratio]));
    assert_eq!(client.get("/?ratio=-1.5e1").await.text(), "-15");
    for bad in ["NaN", "inf", "-infinity"] {
        let answer = client.get(&format!("/?ratio={bad}")).await;
        assert_eq!(
            faults(&answer),
            json!([[["query", "ratio"], "float_parsing"]])
        );
    }
}

#[tokio::test]
async fn no_item_is_twice_where_the_document_says_so() {
    #[derive(Deserialize, JsonSchema)]
    struct Set {
        ids: std::collections::BTreeSet<u8>,
    }
    #[route(post, "/", action, response = Text)]
    async fn set(Json(set): Json<Set>) -> Text {
        Text::from(format!("{:?}", set.ids))
    }
    let client = client(Api::new("Set", "1").routes(routes![set]));
    let answer = client.post("/").json(&json!({ "ids": [1, 2, 1] })).await;
    assert_eq!(faults(&answer), json!([[["body", "ids"], "unique_items"]]));
}

#[tokio::test]
async fn the_constraints_of_an_option_are_told_as_those_of_what_it_holds() {
    #[derive(Debug, Deserialize, JsonSchema)]
    struct Outer {
        inner: Option<Inner>,
    }
    #[derive(Debug, Deserialize, JsonSchema)]
    struct Inner {
        #[schemars(range(max = 3))]
        n: u8,
    }
    #[route(post, "/", action, response = Text)]
    async fn outer(Json(outer): Json<Outer>) -> Text {
        Text::from(format!("{outer:?}"))
    }
    let client = client(Api::new("Outer", "1").routes(routes![outer]));
    client
        .post("/")
        .json(&json!({ "inner": null }))
        .await
        .assert_status(200);
    let answer = client.post("/").json(&json!({ "inner": { "n": 4 } })).await;
    assert_eq!(
        faults(&answer),
        json!([[["body", "inner", "n"], "less_than_equal"]])
    );
}
