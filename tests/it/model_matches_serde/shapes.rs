//! What the shape of a model says of its fields.

use serde_json::json;
use steadfast::{Api, ResponseModel, route, routes};

use super::equal::schema;

#[test]
fn an_example_is_documented() {
    #[derive(ResponseModel)]
    enum Role {
        #[allow(dead_code)]
        Reader,
        Writer,
    }
    #[derive(ResponseModel)]
    struct User {
        #[response(example = Role::Writer)]
        role: Role,
        #[response(example = serde_json::json!(["a", 1]), foreign, allow(untyped_field, reason = "any JSON"))]
        more: serde_json::Value,
        #[response(example = "Ada Lovelace")]
        name: String,
        #[response(example = 6 * 7)]
        age: u8,
        #[response(example = ["a", "b"])]
        tags: Vec<String>,
    }
    let user = &schema::<User>()["definitions"][0]["properties"];
    assert_eq!(user["role"]["examples"], json!(["Writer"]));
    assert_eq!(user["more"]["examples"], json!([["a", 1]]));
    assert_eq!(user["name"]["examples"], json!(["Ada Lovelace"]));
    assert_eq!(user["age"]["examples"], json!([42]));
    assert_eq!(user["tags"]["examples"], json!([["a", "b"]]));
}

#[derive(ResponseModel)]
#[response(example = Self { id: 7, name: "Ada".to_owned(), nick: None })]
struct Whole {
    id: i64,
    #[serde(rename = "fullName")]
    name: String,
    nick: Option<String>,
}

fn ada() -> Whole {
    Whole {
        id: 7,
        name: "Ada".to_owned(),
        nick: None,
    }
}

#[route(get, "/whole", response = Whole)]
async fn whole() -> Whole {
    ada()
}

#[route(get, "/part", response = Whole, pick(id, name))]
async fn part() -> Whole {
    ada()
}

#[route(get, "/full", response = Whole, exclude_none)]
async fn full() -> Whole {
    ada()
}

#[test]
fn an_example_of_the_whole_shows_what_is_sent() {
    let api: Api = Api::new("Examples", "1.0.0").routes(routes![whole, part, full]);
    let document = api.openapi();
    let examples = |path: &str| {
        let answer = &document["paths"][path]["get"]["responses"]["200"];
        let schema = &answer["content"]["application/json"]["schema"];
        let schema = match schema["$ref"].as_str() {
            Some(reference) => document.pointer(&reference[1..]).unwrap(),
            None => schema,
        };
        schema["examples"].clone()
    };
    assert_eq!(
        examples("/whole"),
        json!([{ "id": 7, "fullName": "Ada", "nick": null }])
    );
    assert_eq!(examples("/part"), json!([{ "id": 7, "fullName": "Ada" }]));
    assert_eq!(examples("/full"), json!(null));
}

/// Who asks.
///
/// # Example
///
/// ```json
/// { "id": 7, "name": "Ada" }
/// ```
#[derive(ResponseModel)]
struct Told {
    /// A number.
    ///
    /// # Examples
    /// ```json
    /// 7
    /// ```
    /// ```json
    /// 8
    /// ```
    id: i64,
    name: String,
}

#[route(get, "/told", response = Told, pick(name))]
async fn told() -> Told {
    let name = "Ada".to_owned();
    Told { id: 7, name }
}

#[test]
fn an_example_may_stand_in_the_doc_comment() {
    let told = schema::<Told>()["definitions"][0].clone();
    assert_eq!(told["description"], "Who asks.");
    assert_eq!(told["examples"], json!([{ "id": 7, "name": "Ada" }]));
    assert_eq!(told["properties"]["id"]["description"], "A number.");
    assert_eq!(told["properties"]["id"]["examples"], json!([7, 8]));
    let api: Api = Api::new("Examples", "1.0.0").routes(routes![self::told]);
    let answer = &api.openapi()["paths"]["/told"]["get"]["responses"]["200"];
    assert_eq!(
        answer["content"]["application/json"]["schema"]["examples"],
        json!([{ "name": "Ada" }])
    );
}

#[test]
fn an_example_may_be_of_an_enum_and_of_a_generic_model() {
    #[derive(ResponseModel)]
    #[serde(tag = "kind")]
    #[response(example = Self::Square { side: 2 })]
    enum Figure {
        Square {
            side: u8,
        },
        #[allow(dead_code)]
        Point,
    }
    #[derive(ResponseModel)]
    #[response(example = Self { items: vec![T::default()] })]
    struct Listed<T: Default> {
        items: Vec<T>,
    }
    assert_eq!(
        schema::<Figure>()["definitions"][0]["examples"],
        json!([{ "kind": "Square", "side": 2 }])
    );
    assert_eq!(
        schema::<Listed<u8>>()["definitions"][0]["examples"],
        json!([{ "items": [0] }])
    );
}

#[test]
fn has_field_finds_fields_where_they_are_sent() {
    #[derive(ResponseModel)]
    struct Outer {
        #[serde(rename = "wire")]
        rust: u8,
        #[serde(flatten)]
        inner: Inner,
        #[serde(skip)]
        #[allow(dead_code)]
        hidden: u8,
    }
    #[derive(ResponseModel)]
    struct Inner {
        deep: u8,
    }
    for name in ["wire", "rust", "deep", "inner"] {
        assert!(Outer::SHAPE.has_field(name), "{name}");
        assert!(<Vec<Option<Outer>>>::SHAPE.has_field(name), "{name}");
    }
    for name in ["hidden", "deeper"] {
        assert!(!Outer::SHAPE.has_field(name), "{name}");
    }
}

#[test]
fn each_name_of_a_field_has_a_marker() {
    use steadfast::__private::{HasField, field_hash};

    #[derive(ResponseModel)]
    #[allow(dead_code)]
    struct User {
        #[serde(rename = "wire")]
        rust: u8,
        plain: u8,
    }
    const fn has<M: HasField<HASH>, const HASH: u64>() {}
    has::<User, { field_hash("wire") }>();
    has::<User, { field_hash("rust") }>();
    has::<steadfast::Page<User>, { field_hash("plain") }>();
    has::<Vec<Option<Box<User>>>, { field_hash("plain") }>();
}
