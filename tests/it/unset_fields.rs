//! What a route sends of its model: `exclude_none`, `exclude_defaults`, `unset = default`, `pick` and `omit`, each alone and
//! each with each other.

use serde_json::{Value, json};
use steadfast::prelude::*;
use steadfast::testing::Client;

#[derive(Clone, Default, serde::Deserialize, schemars::JsonSchema)]
struct Patch {
    name: Field<String>,
    count: Field<u32>,
}

/// As it is stored: what is unset is not known.
#[derive(Clone, Default)]
struct Settings {
    id: i64,
    name: Field<String>,
    note: Field<Option<String>>,
    count: Field<u32>,
    nested: Nested,
    maybe: Option<i64>,
}

#[derive(Clone, Default)]
struct Nested {
    level: Field<u8>,
}

#[derive(ResponseModel, Clone)]
#[response(from = Nested)]
struct NestedOut {
    #[response(unset = 3)]
    level: Field<u8>,
}

#[derive(ResponseModel, Clone)]
#[response(from = Settings)]
struct SettingsOut {
    id: i64,
    name: Field<String>,
    note: Field<Option<String>>,
    #[response(unset = 10)]
    count: Field<u32>,
    nested: NestedOut,
    maybe: Option<i64>,
}

macro_rules! routes_of {
    ($($name:ident: $path:literal $(, $argument:tt $(($($inside:tt)*))? $(= $value:tt)?)*;)*) => {
        $(
            #[route(get, $path, response = SettingsOut $(, $argument $(($($inside)*))? $(= $value)?)*)]
            async fn $name() -> Settings {
                Settings { id: 1, ..Settings::default() }
            }
        )*
        fn app() -> Client {
            let api: Api = Api::new("Settings", "1.0.0").routes(routes![$($name),*]);
            Client::new(api.into_router())
        }
    };
}

routes_of! {
    plain: "/plain";
    none: "/none", exclude_none;
    defaults: "/defaults", exclude_defaults;
    unset: "/unset", unset = default;
    picked: "/picked", pick(id, count, nested);
    omitted: "/omitted", omit(id);
    none_defaults: "/none-defaults", exclude_none, exclude_defaults;
    none_unset: "/none-unset", exclude_none, unset = default;
    none_pick: "/none-pick", exclude_none, pick(id, maybe, note);
    none_omit: "/none-omit", exclude_none, omit(id);
    defaults_pick: "/defaults-pick", exclude_defaults, pick(id, maybe);
    defaults_omit: "/defaults-omit", exclude_defaults, omit(id);
    unset_pick: "/unset-pick", unset = default, pick(count, note);
    unset_omit: "/unset-omit", unset = default, omit(count, nested);
}

/// The body, and the members that are documented as required; both agree.
async fn answered(path: &str) -> (Value, Vec<String>) {
    let client = app();
    let answer = client.get(path).await;
    answer.assert_status(200).assert_conforms();
    let api = client.get("/openapi.json").await.json::<Value>();
    let content = &api["paths"][path]["get"]["responses"]["200"]["content"];
    let mut schema = &content["application/json"]["schema"];
    if let Some(reference) = schema["$ref"].as_str() {
        schema = api.pointer(&reference[1..]).unwrap();
    }
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let required = required
        .iter()
        .map(|name| name.as_str().unwrap().to_owned());
    (answer.json(), required.collect())
}

#[tokio::test]
async fn each_policy_alone() {
    let (body, required) = answered("/plain").await;
    assert_eq!(body, json!({ "id": 1, "nested": {}, "maybe": null }));
    assert_eq!(required, ["id", "nested", "maybe"]);
    let (body, required) = answered("/none").await;
    assert_eq!(body, json!({ "id": 1, "nested": {} }));
    assert_eq!(required, ["id", "nested"]);
    let (body, required) = answered("/defaults").await;
    assert_eq!(body, json!({ "id": 1, "nested": {} }));
    assert!(required.is_empty());
    let (body, required) = answered("/unset").await;
    let all = json!({
        "id": 1, "name": "", "note": null, "count": 10, "nested": { "level": 3 }, "maybe": null,
    });
    assert_eq!(body, all);
    assert_eq!(required, ["id", "name", "note", "count", "nested", "maybe"]);
    let (body, required) = answered("/picked").await;
    assert_eq!(body, json!({ "id": 1, "nested": {} }));
    assert_eq!(required, ["id", "nested"]);
    let (body, required) = answered("/omitted").await;
    assert_eq!(body, json!({ "nested": {}, "maybe": null }));
    assert_eq!(required, ["nested", "maybe"]);
}

#[tokio::test]
async fn each_with_each_other() {
    let (body, required) = answered("/none-defaults").await;
    assert_eq!(body, json!({ "id": 1, "nested": {} }));
    assert!(required.is_empty());
    let (body, required) = answered("/none-unset").await;
    let expected = json!({ "id": 1, "name": "", "count": 10, "nested": { "level": 3 } });
    assert_eq!(body, expected);
    assert_eq!(required, ["id", "name", "count", "nested"]);
    let (body, required) = answered("/none-pick").await;
    assert_eq!(body, json!({ "id": 1 }));
    assert_eq!(required, ["id"]);
    let (body, required) = answered("/none-omit").await;
    assert_eq!(body, json!({ "nested": {} }));
    assert_eq!(required, ["nested"]);
    let (body, required) = answered("/defaults-pick").await;
    assert_eq!(body, json!({ "id": 1 }));
    assert!(required.is_empty());
    let (body, required) = answered("/defaults-omit").await;
    assert_eq!(body, json!({ "nested": {} }));
    assert!(required.is_empty());
    let (body, required) = answered("/unset-pick").await;
    assert_eq!(body, json!({ "note": null, "count": 10 }));
    assert_eq!(required, ["note", "count"]);
    let (body, required) = answered("/unset-omit").await;
    assert_eq!(
        body,
        json!({ "id": 1, "name": "", "note": null, "maybe": null })
    );
    assert_eq!(required, ["id", "name", "note", "maybe"]);
}

#[tokio::test]
async fn what_is_set_is_sent_by_both_kinds_of_routes() {
    #[route(get, "/left-out", response = NestedOut)]
    async fn left_out() -> NestedOut {
        NestedOut {
            level: Field::Set(0),
        }
    }
    #[route(get, "/filled", response = NestedOut, unset = default)]
    async fn filled() -> NestedOut {
        NestedOut {
            level: Field::Set(0),
        }
    }
    let api: Api = Api::new("Levels", "1.0.0").routes(routes![left_out, filled]);
    let client = Client::new(api.into_router());
    for path in ["/left-out", "/filled"] {
        let answer = client.get(path).await;
        answer.assert_status(200).assert_conforms();
        assert_eq!(answer.json::<Value>(), json!({ "level": 0 }));
    }
    let api = client.get("/openapi.json").await.json::<Value>();
    for path in ["/left-out", "/filled"] {
        let schema =
            &api["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let reference = schema["$ref"].as_str().unwrap();
        let schema = api.pointer(&reference[1..]).unwrap();
        assert_eq!(schema["properties"]["level"]["default"], 3);
        let required = &schema["required"];
        assert_eq!(required.is_null(), path == "/left-out", "{schema:#}");
    }
}

/// serde skips an unset field by this function, and the route sends it all the same.
#[derive(serde::Serialize, ResponseModel)]
struct Shared {
    #[serde(default, skip_serializing_if = "Field::is_unset")]
    name: Field<String>,
    #[response(base64, unset = vec![0])]
    #[serde(skip_serializing_if = "Field::is_unset")]
    key: Field<Vec<u8>>,
}

#[route(get, "/shared", response = Shared, unset = default)]
async fn shared() -> Shared {
    Shared {
        name: Field::Unset,
        key: Field::Unset,
    }
}

#[tokio::test]
async fn an_attribute_for_serde_changes_nothing() {
    let api: Api = Api::new("Shared", "1.0.0").routes(routes![shared]);
    let client = Client::new(api.into_router());
    let answer = client.get("/shared").await;
    answer.assert_status(200).assert_conforms();
    assert_eq!(answer.json::<Value>(), json!({ "name": "", "key": "AA==" }));
}

#[derive(ResponseModel)]
struct NoDefault {
    kind: Field<Kind>,
}

#[derive(ResponseModel)]
enum Kind {
    Only,
}

#[route(get, "/kinds", response = NoDefault, unset = default)]
async fn kinds() -> NoDefault {
    NoDefault {
        kind: Field::Set(Kind::Only),
    }
}

#[test]
fn a_field_without_a_default_is_a_fault_of_the_route() {
    let api: Api = Api::new("Kinds", "1.0.0").routes(routes![kinds]);
    let fault = api.try_into_router().unwrap_err().to_string();
    assert!(fault.contains("`NoDefault.kind` has no default"), "{fault}");
    assert!(fault.contains("#[response(unset = ..)]"), "{fault}");
}

#[test]
fn a_patch_is_applied_to_a_field_too() {
    let patch = Patch {
        name: Field::Set("Ada".to_owned()),
        count: Field::Unset,
    };
    let mut settings = Settings {
        count: Field::Set(5),
        ..Settings::default()
    };
    patch.name.apply(&mut settings.name);
    patch.count.apply(&mut settings.count);
    assert_eq!(settings.name, Field::Set("Ada".to_owned()));
    assert_eq!(settings.count, Field::Set(5));
    Field::Set(None).apply(&mut settings.note);
    assert_eq!(settings.note, Field::Set(None));
}
