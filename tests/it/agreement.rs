//! Bytes, schema and examples of a route agree, whatever it picks, omits and excludes: every combination, over a route,
//! against the published document, closed.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;

/// A model with every value that makes a difference: all set, none set, all default.
trait Cases: Sized {
    fn cases() -> Vec<Self>;
}

/// The handler's value number `case`.
fn case<M: Cases>(case: usize) -> M {
    M::cases().swap_remove(case)
}

/// Every answer is as documented, every documented name is sent in one of them, and every example is one.
async fn agree<M: Cases>(api: Api) {
    let client = Client::new(api.into_router());
    let answer = client.get("/openapi.json").await;
    let document: Value = serde_json::from_str(answer.text()).unwrap();
    let content = &document["paths"]["/{case}"]["put"]["responses"]["200"]["content"];
    let schema = &content["application/json"]["schema"];
    let mut sent = BTreeSet::new();
    for case in 0..M::cases().len() {
        let answer = client.put(&format!("/{case}")).await;
        answer.assert_status(200).assert_conforms();
        names_sent(&serde_json::from_str(answer.text()).unwrap(), &mut sent);
    }
    let mut documented = BTreeSet::new();
    names_documented(&document, schema, &mut documented);
    assert_eq!(sent, documented, "sent, and documented in {schema:#}");
    let mut examples = 0;
    each_example(
        &document,
        &content["application/json"],
        &mut |schema, example| {
            let schema = json!({ "allOf": [schema], "components": document["components"] });
            let validator = jsonschema::draft202012::new(&schema).unwrap();
            assert!(validator.is_valid(example), "{example} is no {schema:#}");
            examples += 1;
        },
    );
    assert!(examples > 0 || !documented.contains("shown"));
}

fn names_sent(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            names.insert(name.clone());
            names_sent(value, names);
        }),
        Value::Array(items) => items.iter().for_each(|item| names_sent(item, names)),
        _ => {}
    }
}

/// What a `$ref` stands for.
fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap(),
        None => schema,
    }
}

fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    ["allOf", "anyOf", "oneOf", "prefixItems"]
        .into_iter()
        .filter_map(|keyword| schema[keyword].as_array())
        .flatten()
        .chain(schema.get("items"))
        .chain(schema.get("additionalProperties"))
}

fn names_documented(document: &Value, schema: &Value, names: &mut BTreeSet<String>) {
    if schema.get("$ref").is_some() {
        names_documented(document, resolved(document, schema), names);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        names.insert(name.clone());
        names_documented(document, property, names);
    }
    for part in parts(schema) {
        names_documented(document, part, names);
    }
}

/// Calls with every example of the content and of the schemas in it, and with the schema that it is an example of.
fn each_example(document: &Value, content: &Value, check: &mut impl FnMut(&Value, &Value)) {
    let schema = &content["schema"];
    if let Some(example) = content.get("example") {
        check(schema, example);
    }
    for example in content["examples"].as_object().into_iter().flatten() {
        check(schema, &resolved(document, example.1)["value"]);
    }
    each_schema(document, schema, &mut |schema| {
        let several = schema["examples"].as_array().into_iter().flatten();
        for example in several.chain(schema.get("default")) {
            check(schema, example);
        }
    });
}

fn each_schema<'d>(document: &'d Value, schema: &'d Value, call: &mut impl FnMut(&'d Value)) {
    call(schema);
    if schema.get("$ref").is_some() {
        each_schema(document, resolved(document, schema), call);
    }
    for (_, property) in schema["properties"].as_object().into_iter().flatten() {
        each_schema(document, property, call);
    }
    for part in parts(schema) {
        each_schema(document, part, call);
    }
}

/// Each selection of two fields, with each way to exclude.
macro_rules! every_combination {
    ($($model:ident: $response:ty, $first:ident, $second:ident;)*) => {$(
        mod $model {
            every_combination! { @excludes $response;
                sends_all [];
                picks_the_first [, pick($first)];
                picks_the_second [, pick($second)];
                picks_both [, pick($first, $second)];
                omits_the_first [, omit($first)];
                omits_the_second [, omit($second)];
                omits_both [, omit($first, $second)];
            }
        }
    )*};
    ($($model:ident: $response:ty;)*) => {$(
        mod $model {
            every_combination! { @excludes $response; sends_all []; }
        }
    )*};
    (@excludes $response:ty; $($selection:ident $arguments:tt;)*) => {$(
        mod $selection {
            every_combination! { @route $response; excludes_nothing $arguments [] }
            every_combination! { @route $response; excludes_none $arguments [, exclude_none] }
            every_combination! { @route $response; excludes_defaults $arguments [, exclude_defaults] }
            every_combination! { @route $response; excludes_both $arguments [, exclude_none, exclude_defaults] }
        }
    )*};
    (@route $response:ty; $name:ident [$($selection:tt)*] [$($excluded:tt)*]) => {
        #[tokio::test]
        async fn $name() {
            use crate::agreement::*;

            #[route(
                put, "/{case}", response = $response $($selection)* $($excluded)*
            )]
            async fn answer(Path(number): Path<usize>) -> $response {
                case(number)
            }
            agree::<$response>(Api::new("Cases", "1.0.0").routes(routes![answer])).await;
        }
    };
}

every_combination! {
    plain: Plain, number, text;
    an_option: Optional, number, text;
    a_field_that_may_be_unset: Unset, number, text;
    a_renamed_field: Renamed, number, text;
    a_field_with_a_default_of_its_own: Defaults, number, text;
    a_model_with_a_default: WholeDefault, number, text;
    a_field_that_may_be_skipped: Skipped, number, text;
    an_example: Shown, shown, text;
    a_nested_model: Nested, inner, maybe;
    a_flattened_model: Flattened, inner, text;
    a_member_of_a_flattened_model: Flattened, number, text;
    a_list_of_models: Lists, items, options;
    a_model_that_excludes_by_itself: Excluding, number, text;
    a_newtype: Newtype, number, text;
    a_generic_model: Envelope<Optional>, data, text;
    an_internally_tagged_enum: Internal, number, text;
    an_untagged_enum: Untagged, number, text;
    a_list: Vec<Optional>, number, text;
    a_page: Page<Optional>, number, text;
    a_page_of_enums: Page<Internal>, number, text;
    a_nullable_model: Option<Optional>, number, text;
    a_boxed_model: Box<Nested>, inner, maybe;
}

// The members of these stand below the name of the variant, so that there is nothing to select.
every_combination! {
    an_externally_tagged_enum: External;
    an_adjacently_tagged_enum: Adjacent;
    a_list_of_enums: Vec<External>;
}

#[derive(ResponseModel)]
struct Plain {
    number: u8,
    text: String,
}

impl Cases for Plain {
    fn cases() -> Vec<Self> {
        let plain = |number, text: &str| Self {
            number,
            text: text.to_owned(),
        };
        vec![plain(0, ""), plain(1, "a"), plain(0, "a"), plain(1, "")]
    }
}

#[derive(ResponseModel)]
struct Optional {
    number: Option<u8>,
    text: Option<String>,
    kept: bool,
}

impl Cases for Optional {
    fn cases() -> Vec<Self> {
        let optional = |number, text: Option<&str>, kept| Self {
            number,
            text: text.map(str::to_owned),
            kept,
        };
        vec![
            optional(None, None, false),
            optional(Some(0), Some(""), false),
            optional(Some(1), Some("a"), true),
            optional(None, Some("a"), true),
        ]
    }
}

#[derive(ResponseModel)]
struct Unset {
    number: Field<u8>,
    text: Field<Option<String>>,
}

impl Cases for Unset {
    fn cases() -> Vec<Self> {
        let unset = |number, text| Self { number, text };
        vec![
            unset(Field::Unset, Field::Unset),
            unset(Field::Set(0), Field::Set(None)),
            unset(Field::Set(1), Field::Set(Some("a".to_owned()))),
        ]
    }
}

#[derive(ResponseModel)]
#[serde(rename_all = "UPPERCASE")]
struct Renamed {
    number: u8,
    #[serde(rename = "a \"text\"")]
    text: Option<String>,
}

impl Cases for Renamed {
    fn cases() -> Vec<Self> {
        let renamed = |number, text| Self { number, text };
        vec![renamed(0, None), renamed(1, Some("a".to_owned()))]
    }
}

#[derive(ResponseModel)]
struct Defaults {
    #[serde(default = "seven")]
    number: u8,
    #[serde(default)]
    text: Option<String>,
}

fn seven() -> u8 {
    7
}

impl Cases for Defaults {
    fn cases() -> Vec<Self> {
        let defaults = |number, text| Self { number, text };
        vec![
            defaults(0, None),
            defaults(7, None),
            defaults(1, Some("a".to_owned())),
        ]
    }
}

#[derive(ResponseModel)]
#[serde(default)]
struct WholeDefault {
    number: u8,
    text: Option<String>,
}

impl Default for WholeDefault {
    fn default() -> Self {
        Self {
            number: 7,
            text: Some("a".to_owned()),
        }
    }
}

impl Cases for WholeDefault {
    fn cases() -> Vec<Self> {
        let other = Self {
            number: 0,
            text: Some("b".to_owned()),
        };
        let none = Self {
            number: 7,
            text: None,
        };
        vec![Self::default(), other, none]
    }
}

#[derive(ResponseModel)]
struct Skipped {
    #[serde(skip_serializing_if = "is_zero")]
    number: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip)]
    #[allow(dead_code)]
    never: u8,
}

fn is_zero(number: &u8) -> bool {
    *number == 0
}

impl Cases for Skipped {
    fn cases() -> Vec<Self> {
        let skipped = |number, text| Self {
            number,
            text,
            never: 1,
        };
        vec![skipped(0, None), skipped(1, Some("a".to_owned()))]
    }
}

#[derive(ResponseModel)]
struct Shown {
    #[response(example = 3)]
    shown: u8,
    #[response(example = "an example")]
    text: Option<&'static str>,
}

impl Cases for Shown {
    fn cases() -> Vec<Self> {
        let shown = |shown, text| Self { shown, text };
        vec![shown(0, None), shown(1, Some("a"))]
    }
}

#[derive(ResponseModel)]
struct Nested {
    inner: Optional,
    maybe: Option<Optional>,
    unset: Field<Optional>,
}

impl Cases for Nested {
    fn cases() -> Vec<Self> {
        let nested = |inner, maybe, unset| Self {
            inner,
            maybe,
            unset,
        };
        let [none, default, set] = [0, 1, 2].map(|_| Optional::cases());
        none.into_iter()
            .zip(default)
            .zip(set)
            .flat_map(|((inner, maybe), unset)| {
                [
                    nested(inner, Some(maybe), Field::Unset),
                    nested(case(0), None, Field::Set(unset)),
                ]
            })
            .collect()
    }
}

#[derive(ResponseModel)]
struct Flattened {
    #[serde(flatten)]
    inner: Inner,
    text: Option<String>,
}

#[derive(ResponseModel)]
struct Inner {
    number: Option<u8>,
    other: u8,
}

impl Cases for Flattened {
    fn cases() -> Vec<Self> {
        let flattened = |number, other, text| Self {
            inner: Inner { number, other },
            text,
        };
        vec![
            flattened(None, 0, None),
            flattened(Some(0), 1, None),
            flattened(Some(1), 1, Some("a".to_owned())),
        ]
    }
}

#[derive(ResponseModel)]
struct Lists {
    items: Vec<Optional>,
    options: Vec<Option<u8>>,
    pairs: Vec<(u8, Optional)>,
}

impl Cases for Lists {
    fn cases() -> Vec<Self> {
        let empty = Self {
            items: Vec::new(),
            options: Vec::new(),
            pairs: Vec::new(),
        };
        let full = Self {
            items: Optional::cases(),
            options: vec![None, Some(0), Some(1)],
            pairs: Optional::cases()
                .into_iter()
                .map(|item| (0, item))
                .collect(),
        };
        vec![empty, full]
    }
}

#[derive(ResponseModel)]
#[response(exclude_none, exclude_defaults)]
struct Excluding {
    number: u8,
    text: Option<String>,
    inner: Optional,
}

impl Cases for Excluding {
    fn cases() -> Vec<Self> {
        Optional::cases()
            .into_iter()
            .zip([0, 1, 2, 3])
            .map(|(inner, number)| Self {
                number,
                text: inner.text.clone(),
                inner,
            })
            .collect()
    }
}

#[derive(ResponseModel)]
struct Newtype(Optional);

impl Cases for Newtype {
    fn cases() -> Vec<Self> {
        Optional::cases().into_iter().map(Self).collect()
    }
}

#[derive(ResponseModel)]
struct Envelope<T> {
    data: T,
    text: Option<String>,
}

impl<T: Cases> Cases for Envelope<T> {
    fn cases() -> Vec<Self> {
        T::cases()
            .into_iter()
            .zip([None, Some("a".to_owned())].into_iter().cycle())
            .map(|(data, text)| Self { data, text })
            .collect()
    }
}

macro_rules! enums {
    ($($(#[$attribute:meta])* $name:ident)*) => {$(
        #[derive(ResponseModel)]
        $(#[$attribute])*
        enum $name {
            Both { number: u8, text: Option<String> },
            One { number: Option<u8> },
            Other { text: String },
        }

        impl Cases for $name {
            fn cases() -> Vec<Self> {
                vec![
                    Self::Both { number: 0, text: None },
                    Self::Both { number: 1, text: Some("a".to_owned()) },
                    Self::One { number: None },
                    Self::One { number: Some(1) },
                    Self::Other { text: String::new() },
                    Self::Other { text: "a".to_owned() },
                ]
            }
        }
    )*};
}

enums! {
    External
    #[serde(tag = "type")] Internal
    #[serde(tag = "type", content = "of")] Adjacent
    #[serde(untagged)] Untagged
}

impl<T: Cases> Cases for Vec<T> {
    fn cases() -> Vec<Self> {
        vec![Vec::new(), T::cases()]
    }
}

impl<T: Cases> Cases for Page<T> {
    fn cases() -> Vec<Self> {
        let query: PageQuery = PageQuery::parse("").unwrap();
        let page = |items: Vec<T>| Page::new(items, 0_u64, &query);
        vec![page(Vec::new()), page(T::cases())]
    }
}

impl<T: Cases> Cases for Option<T> {
    fn cases() -> Vec<Self> {
        T::cases().into_iter().map(Some).chain([None]).collect()
    }
}

impl<T: Cases> Cases for Box<T> {
    fn cases() -> Vec<Self> {
        T::cases().into_iter().map(Box::new).collect()
    }
}
