//! Bytes in a model: JSON has none, so they are text in base64 (RFC 4648 section 4), and described as that.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::body::Bytes;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use steadfast::json::to_vec;
use steadfast::prelude::*;
use steadfast::testing::Client;
use steadfast::{Base64, ResponseModel};

use crate::model_matches_serde::equal::{same, schema, schema_under};

fn sent(model: &impl ResponseModel) -> Value {
    serde_json::from_slice(&to_vec(model).unwrap()).unwrap()
}

fn text() -> Value {
    json!({ "type": "string", "contentEncoding": "base64" })
}

#[derive(ResponseModel)]
struct Everything<'a> {
    #[response(base64)]
    vec: Vec<u8>,
    #[response(base64)]
    array: [u8; 2],
    #[response(base64)]
    slice: &'a [u8],
    #[response(base64)]
    cow: Cow<'a, [u8]>,
    #[response(base64)]
    bytes: Bytes,
    #[response(base64)]
    shared: Arc<[u8]>,
    #[response(base64)]
    boxed: Box<[u8]>,
    #[response(base64)]
    option: Option<Vec<u8>>,
    #[response(base64)]
    field: Field<Option<Bytes>>,
    #[response(base64)]
    list: Vec<Bytes>,
    #[response(base64)]
    options: Vec<Option<[u8; 1]>>,
    #[response(base64)]
    pair: [Vec<u8>; 2],
    #[response(base64)]
    map: BTreeMap<String, Vec<u8>>,
}

fn everything() -> Everything<'static> {
    Everything {
        vec: b"a".to_vec(),
        array: *b"ab",
        slice: b"abc",
        cow: Cow::Borrowed(b"abcd"),
        bytes: Bytes::from_static(&[0xfb, 0xff, 0xfe]),
        shared: Arc::from(*b"a"),
        boxed: Box::default(),
        option: None,
        field: Field::Unset,
        list: vec![Bytes::from_static(b"a"), Bytes::new()],
        options: vec![Some([0]), None],
        pair: [vec![0], vec![]],
        map: BTreeMap::from([("a".to_owned(), b"a".to_vec())]),
    }
}

#[test]
fn all_that_holds_bytes_is_text() {
    let expected = json!({
        "vec": "YQ==", "array": "YWI=", "slice": "YWJj", "cow": "YWJjZA==", "bytes": "+//+",
        "shared": "YQ==", "boxed": "", "option": null,
        "list": ["YQ==", ""], "options": ["AA==", null], "pair": ["AA==", ""], "map": { "a": "YQ==" },
    });
    assert_eq!(sent(&everything()), expected);
    let set = Everything {
        field: Field::Set(Some(Bytes::from_static(b"a"))),
        option: Some(vec![]),
        ..everything()
    };
    assert_eq!(sent(&set)["field"], "YQ==");
    assert_eq!(sent(&set)["option"], "");
}

#[test]
fn it_is_described_as_text() {
    let schema = schema::<Everything<'_>>();
    let properties = &schema["definitions"][0]["properties"];
    for name in ["vec", "array", "slice", "cow", "bytes", "shared", "boxed"] {
        assert_eq!(properties[name], text(), "{schema:#}");
    }
    let nullable = json!({ "type": ["string", "null"], "contentEncoding": "base64" });
    assert_eq!(properties["option"], nullable);
    assert_eq!(properties["field"], nullable);
    assert_eq!(
        properties["list"],
        json!({ "type": "array", "items": text() })
    );
    assert_eq!(properties["options"]["items"], nullable);
    let pair = json!({ "type": "array", "items": text(), "minItems": 2, "maxItems": 2 });
    assert_eq!(properties["pair"], pair);
    let map = json!({ "type": "object", "additionalProperties": text() });
    assert_eq!(properties["map"], map);
}

#[test]
fn every_length_is_what_the_reader_decodes() {
    for length in 0..100 {
        let bytes: Vec<u8> = (0..length).map(|byte: u8| byte.wrapping_mul(37)).collect();
        let written = to_vec(&Base64(bytes.as_slice())).unwrap();
        let read: Base64 = serde_json::from_slice(&written).unwrap();
        assert_eq!(read.0, bytes);
    }
}

/// A type that is received and sent.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema, ResponseModel)]
struct Attachment {
    content: Base64,
    digest: Base64<[u8; 4]>,
    thumbnail: Option<Base64<Bytes>>,
    parts: Vec<(String, Base64)>,
}

#[test]
fn serde_and_the_model_agree() {
    let attachment = |thumbnail| Attachment {
        content: Base64(b"content".to_vec()),
        digest: Base64([0, 1, 254, 255]),
        thumbnail,
        parts: vec![("a".to_owned(), Base64(vec![1]))],
    };
    same(&[
        attachment(None),
        attachment(Some(Base64(Bytes::from_static(b"small")))),
    ]);
}

#[test]
fn what_is_not_base64_is_refused_and_not_repeated() {
    let read = |digest: &str| {
        let text = json!({ "content": "", "digest": digest, "parts": [] });
        serde_json::from_value::<Attachment>(text).map_err(|error| error.to_string())
    };
    assert_eq!(read("AAH+/w==").unwrap().digest.0, [0, 1, 254, 255]);
    let expected = "expected base64 with padding, as in RFC 4648 section 4";
    for odd in ["AAH-_w==", "AAH+/w", "AAH+/w=", "sécret", "AAH+ /w=="] {
        assert_eq!(read(odd).unwrap_err(), expected);
    }
    let expected = "1 bytes are not as many as expected";
    assert_eq!(read("AA==").unwrap_err(), expected);
}

struct Row {
    image: Vec<u8>,
    digest: [u8; 20],
    inside: Vec<u8>,
    preview: Option<Vec<u8>>,
}

#[derive(ResponseModel)]
#[response(from = Row)]
struct Moved {
    #[response(base64)]
    image: Vec<u8>,
    #[response(base64)]
    digest: [u8; 20],
    inside: Base64,
    preview: Option<Base64>,
}

#[derive(ResponseModel)]
#[response(from = &Row)]
struct Borrowed<'a> {
    #[response(base64)]
    image: &'a [u8],
    #[response(base64)]
    digest: &'a [u8],
    inside: Base64<&'a [u8]>,
    #[response(base64)]
    #[response(from_field = image)]
    copy: Cow<'a, [u8]>,
}

fn row() -> Row {
    Row {
        image: b"image".to_vec(),
        digest: [0; 20],
        inside: vec![1],
        preview: Some(vec![2]),
    }
}

#[route(get, "/moved", response = Moved)]
async fn moved() -> Row {
    row()
}

#[route(get, "/borrowed", response = Borrowed<'_>, omit(digest))]
async fn borrowed() -> Arc<Row> {
    Arc::new(row())
}

#[route(
    post,
    "/attachments",
    action,
    response = Attachment,
    allow(request_model_as_response, reason = "it says what it has read")
)]
async fn echo(Json(attachment): Json<Attachment>) -> Attachment {
    attachment
}

#[tokio::test]
async fn rows_fill_it_and_requests_are_read() {
    let api: Api = Api::new("Files", "1.0.0").routes(routes![moved, borrowed, echo]);
    let client = Client::new(api.into_router());
    let expected = json!({
        "image": "aW1hZ2U=", "digest": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "inside": "AQ==", "preview": "Ag==",
    });
    let answer = client.get("/moved").await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(answer.json::<Value>(), expected);
    let answer = client.get("/borrowed").await;
    answer.assert_status(200).assert_conforms();
    let expected = json!({ "image": "aW1hZ2U=", "inside": "AQ==", "copy": "aW1hZ2U=" });
    assert_eq!(answer.json::<Value>(), expected);
    let body =
        json!({ "content": "YQ==", "digest": "AAH+/w==", "thumbnail": null, "parts": [["a", ""]] });
    let answer = client.post("/attachments").json(&body).await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(answer.json::<Value>(), body);
    let odd = json!({ "content": "?", "digest": "AAH+/w==", "parts": [] });
    let answer = client.post("/attachments").json(&odd).await;
    answer.assert_status(422).assert_conforms();
    assert_eq!(
        answer.problem()["errors"][0]["loc"],
        json!(["body", "content"])
    );
}

mod shared_with_a_module {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64_STANDARD
            .decode(text)
            .map_err(serde::de::Error::custom)
    }
}

/// The attribute describes what a module of the user's writes for serde.
#[derive(Serialize, Deserialize, ResponseModel)]
struct WithModule {
    #[serde(with = "shared_with_a_module")]
    #[response(base64)]
    content: Vec<u8>,
}

#[test]
fn a_module_for_serde_may_stand_beside_the_attribute() {
    let model = WithModule {
        content: b"abcd".to_vec(),
    };
    let written = to_vec(&model).unwrap();
    assert_eq!(written, serde_json::to_vec(&model).unwrap());
    let read: WithModule = serde_json::from_slice(&written).unwrap();
    assert_eq!(read.content, b"abcd");
    assert_eq!(
        schema::<WithModule>()["definitions"][0]["properties"]["content"],
        text()
    );
}

#[derive(ResponseModel)]
struct Envelope<T> {
    content: T,
    #[response(base64)]
    raw: HashMap<u8, Vec<u8>>,
}

#[derive(ResponseModel)]
struct Inner<T> {
    #[response(base64)]
    content: Option<T>,
}

#[derive(ResponseModel)]
struct Key(#[response(base64)] [u8; 3]);

#[derive(ResponseModel)]
#[serde(tag = "type")]
enum Part {
    File {
        #[response(base64)]
        content: Vec<u8>,
    },
    Empty,
}

#[derive(ResponseModel)]
enum Either {
    Bytes(#[response(base64)] Vec<u8>),
    Both(String, #[response(base64)] Vec<u8>),
}

#[test]
fn generic_models_newtypes_and_variants_hold_bytes() {
    let model = Envelope {
        content: Base64(vec![0]),
        raw: HashMap::from([(7, vec![0])]),
    };
    assert_eq!(
        sent(&model),
        json!({ "content": "AA==", "raw": { "7": "AA==" } })
    );
    let inner = Inner {
        content: Some([0_u8; 1]),
    };
    assert_eq!(sent(&inner), json!({ "content": "AA==" }));
    assert_eq!(sent(&Key([0; 3])), "AAAA");
    assert_eq!(
        schema::<Key>()["definitions"][0]["contentEncoding"],
        "base64"
    );
    let part = Part::File { content: vec![0] };
    assert_eq!(sent(&part), json!({ "type": "File", "content": "AA==" }));
    assert_eq!(sent(&Part::Empty), json!({ "type": "Empty" }));
    assert_eq!(sent(&Either::Bytes(vec![0])), json!({ "Bytes": "AA==" }));
    let both = Either::Both("a".to_owned(), vec![]);
    assert_eq!(sent(&both), json!({ "Both": ["a", ""] }));
}

fn three() -> Vec<u8> {
    vec![3]
}

#[derive(ResponseModel)]
#[response(exclude_defaults)]
struct Sparse {
    #[serde(default = "three")]
    #[response(base64)]
    three: Vec<u8>,
    #[response(base64)]
    none: Option<Vec<u8>>,
    #[response(base64)]
    empty: Vec<u8>,
}

#[test]
fn what_has_its_default_is_left_out() {
    let model = |three: &[u8], none, empty: &[u8]| Sparse {
        three: three.to_vec(),
        none,
        empty: empty.to_vec(),
    };
    assert_eq!(sent(&model(&[3], None, &[])), json!({}));
    let expected = json!({ "three": "", "none": "", "empty": "Ag==" });
    assert_eq!(sent(&model(&[], Some(vec![]), &[2])), expected);
    assert_eq!(
        schema::<Sparse>()["definitions"][0]["properties"]["three"]["default"],
        "Aw=="
    );
}

enum NoneLeftOut {}

impl steadfast::model::Policy for NoneLeftOut {
    const EXCLUDE_NONE: bool = true;
    type Nested = Self;
    type At<const RUST: u64, const WIRE: u64> = Self::Nested;
}

#[test]
fn none_is_left_out_where_the_route_says_so() {
    let written =
        steadfast::json::filled_to_vec::<Inner<Vec<u8>>, NoneLeftOut, _>(Inner { content: None });
    assert_eq!(written.unwrap(), b"{}");
    let schema = schema_under::<Inner<Vec<u8>>, NoneLeftOut>();
    let schema = &schema["definitions"][0];
    assert_eq!(schema["properties"]["content"], text());
    assert_eq!(schema["required"], Value::Null);
}

/// As few bytes as in a colour, an address or a version, and what is ordered, are numbers.
#[derive(ResponseModel)]
struct Numbers {
    colour: [u8; 3],
    set: std::collections::BTreeSet<u8>,
    wide: Vec<u16>,
    #[response(allow(bytes_as_numbers, reason = "levels from 0 to 255"))]
    levels: Vec<u8>,
}

#[test]
fn numbers_stay_numbers() {
    let numbers = Numbers {
        colour: [1, 2, 3],
        set: [1].into(),
        wide: vec![1],
        levels: vec![1],
    };
    let expected = json!({ "colour": [1, 2, 3], "set": [1], "wide": [1], "levels": [1] });
    assert_eq!(sent(&numbers), expected);
}

/// Of these the rule about bytes warns, and they compile.
#[allow(warnings)]
mod warned {
    use super::*;

    pub type Ratings = Vec<u8>;

    #[derive(ResponseModel)]
    pub struct Film<'a> {
        pub ratings: Ratings,
        pub versions: [u8; 6],
        pub levels: Option<&'a [u8]>,
        pub enveloped: Envelope<Ratings>,
    }

    #[derive(ResponseModel)]
    pub struct Envelope<T> {
        pub content: T,
        pub days: Days,
    }

    #[derive(ResponseModel)]
    pub struct Days {
        pub by_day: std::collections::VecDeque<Vec<u8>>,
    }

    #[route(get, "/ratings", response = Ratings)]
    pub async fn get_ratings() -> Ratings {
        vec![5, 4]
    }
}

#[test]
fn a_list_of_small_numbers_needs_no_allow_to_be_sent() {
    let film = warned::Film {
        ratings: vec![5],
        versions: [1, 2, 3, 4, 5, 6],
        levels: Some(&[0]),
        enveloped: warned::Envelope {
            content: vec![2],
            days: warned::Days {
                by_day: [vec![1]].into(),
            },
        },
    };
    let expected = json!({
        "ratings": [5],
        "versions": [1, 2, 3, 4, 5, 6],
        "levels": [0],
        "enveloped": { "content": [2], "days": { "by_day": [[1]] } },
    });
    assert_eq!(sent(&film), expected);
}

#[derive(ResponseModel)]
struct Doubtful {
    #[response(base64)]
    content: Option<Field<Vec<u8>>>,
}

/// The `Option` is what the member is, so the document says that it is always there.
#[test]
fn an_option_of_what_is_unset_is_null() {
    for content in [None, Some(Field::Unset)] {
        let sent = to_vec(&Doubtful { content }).unwrap();
        assert_eq!(String::from_utf8_lossy(&sent), r#"{"content":null}"#);
    }
}

/// Each type that holds another one answers for it, so that no bytes are listed as numbers without a warning.
#[test]
fn a_type_that_holds_bytes_says_so() {
    use std::collections::{LinkedList, VecDeque};
    use std::num::Wrapping;
    use std::ops::{Range, RangeInclusive};

    fn has<T: ResponseModel>() -> bool {
        T::HAS_BYTES
    }
    type Bytes = Vec<u8>;
    for (name, has) in [
        ("Option", has::<Option<Bytes>>()),
        ("Field", has::<Field<Bytes>>()),
        ("Box", has::<Box<Bytes>>()),
        ("Arc", has::<Arc<Bytes>>()),
        ("Cow", has::<Cow<'static, [u8]>>()),
        ("Vec", has::<Vec<Bytes>>()),
        ("VecDeque", has::<VecDeque<Bytes>>()),
        ("LinkedList", has::<LinkedList<Bytes>>()),
        ("array", has::<[Bytes; 1]>()),
        ("tuple", has::<(u8, Bytes)>()),
        ("BTreeMap", has::<BTreeMap<u8, Bytes>>()),
        ("HashMap", has::<HashMap<u8, Bytes>>()),
        ("Range", has::<Range<Bytes>>()),
        ("RangeInclusive", has::<RangeInclusive<Bytes>>()),
        ("Wrapping", has::<Wrapping<Bytes>>()),
        ("AtMost", has::<AtMost<Bytes, 2>>()),
        ("Page", has::<Page<Bytes>>()),
        ("LimitOffsetPage", has::<LimitOffsetPage<Bytes>>()),
        ("CursorPage", has::<CursorPage<Bytes>>()),
    ] {
        assert!(has, "{name}");
    }
    assert!(!has::<Vec<u16>>());
}
