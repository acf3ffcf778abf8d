//! Documenting names with texts: the parameters of a path, a query, headers and cookies, and the fields of forms.

use std::any::type_name;
use std::borrow::Cow;
use std::marker::PhantomData;

use response_core::contract::{ApiFault, FaultKind, Operation, Parameter, ParameterStyle, Place};
use response_core::schema::request_schema;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::schema::{At, Plan, Style, Types, Unreadable, Why};

/// The schema of a type with every referenced schema inlined, since a parameter cannot refer to definitions.
pub(super) fn schema<T: JsonSchema>() -> Value {
    request_schema::<T>(true)
}

/// Documents the members of an argument as parameters, and reports what could never be read as documented. Members of a form
/// have the styles of a query.
pub(super) fn describe<A, T>(
    operation: &mut Operation<'_>,
    place: Place,
    words: &str,
) -> Vec<Parameter>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let plan = Plan::of::<T>();
    report::<A>(operation, plan, &[Why::Open, Why::Wide, Why::Text]);
    let schema = schema::<T>();
    let root = plan.root();
    let mut parameters = Vec::new();
    for (name, required, schema) in members(&schema) {
        let at = root.member(&name);
        let style = at
            .map_or(Ok(Style::Plain), Style::of)
            .and_then(|style| style.at(place));
        match style {
            Ok(style) => {
                let mut parameter = of(&name, place, required, schema);
                parameter.style = style;
                parameters.push(parameter);
            }
            Err(what) => operation.faults.push(unstyled::<A>(&name, words, what)),
        }
    }
    if let Err(what) = has_names(root) {
        let what = format!(
            "reads the {words} as {what}: {} has no names",
            argument::<A>()
        );
        operation
            .faults
            .push(ApiFault::new(FaultKind::UnreadableArgument, what).advising("read a struct"));
    }
    parameters
}

/// Reports the parts of an argument that could never be read as documented.
pub(super) fn report<A>(operation: &mut Operation<'_>, plan: &Plan, reasons: &[Why]) {
    for Unreadable { way, why } in plan
        .unreadable
        .iter()
        .filter(|part| reasons.contains(&part.why))
    {
        let argument = argument::<A>();
        let part = match way.as_slice() {
            [] => argument,
            way => format!("`{}` of {argument}", way.join(".")),
        };
        let (what, help) = match why {
            Why::Open => (
                format!(
                    "cannot tell what the text of {part} stands for: it is a string in one variant, and a number or a \
                     boolean in another"
                ),
                "give them different names",
            ),
            Why::Wide => (
                format!(
                    "reads {part} by way of serde's buffer (`flatten`, `untagged` or `tag`), which holds no number of 128 \
                     bits"
                ),
                "move it out of there, or read it as a string",
            ),
            Why::Text => (
                format!("reads {part} from a text, but its schema has a list or an object"),
                "describe it as it is read, as in `#[schemars(with = \"String\")]`",
            ),
        };
        operation
            .faults
            .push(ApiFault::new(FaultKind::UnreadableArgument, what).advising(help));
    }
}

/// The fault for a member that no style of OpenAPI can express.
pub(super) fn unstyled<A>(name: &str, words: &str, what: &str) -> ApiFault {
    let what = format!(
        "reads `{name}` of {} as {what}, which the text of a {words} cannot express",
        argument::<A>()
    );
    ApiFault::new(FaultKind::UnreadableArgument, what)
        .advising("read it from a JSON body, or as a string that you parse")
}

/// `Query<Filter>` of `steadfast::extract::query::Query<shop::Filter>`, quoted.
pub(super) fn argument<A>() -> String {
    format!("`{}`", short_name(type_name::<A>()))
}

/// The name of a type without its modules.
pub(crate) fn short_name(name: &str) -> String {
    let mut short = String::new();
    let mut word = String::new();
    for letter in name.chars() {
        match letter {
            ':' => word.clear(),
            letter if letter.is_alphanumeric() || letter == '_' => word.push(letter),
            letter => {
                short.push_str(&std::mem::take(&mut word));
                short.push(letter);
            }
        }
    }
    short + &word
}

/// Whether the value has names; otherwise what it is.
fn has_names(root: At) -> Result<(), &'static str> {
    let types = root.types().present();
    let is_pairs = root.is_list() && root.items().any(|item| item.types().has(Types::ARRAY));
    if types.has(Types::OBJECT) || is_pairs || types == Types::default() {
        Ok(())
    } else if types.has(Types::ARRAY) {
        Err("a list")
    } else {
        Err("one value")
    }
}

/// The members of an object, each with whether it is required and its schema: those of every branch.
pub(super) fn members(schema: &Value) -> Vec<(String, bool, Value)> {
    let mut found: Vec<Member> = Vec::new();
    gather(schema, &mut found);
    found
        .into_iter()
        .map(|member| (member.name.clone(), member.required, either(member.schemas)))
        .collect()
}

struct Member {
    name: String,
    required: bool,
    schemas: Vec<Value>,
}

fn gather(schema: &Value, found: &mut Vec<Member>) {
    let required = schema["required"].as_array();
    let is_required =
        |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        add(found, name, is_required(name), property.clone());
    }
    // Flattened fields are parameters as well.
    for part in schema["allOf"].as_array().into_iter().flatten() {
        gather(part, found);
    }
    for keyword in ["anyOf", "oneOf"] {
        let Some(branches) = schema[keyword].as_array() else {
            continue;
        };
        let branches = branches.iter().filter(|branch| branch["type"] != "null");
        let each: Vec<Vec<Member>> = branches
            .map(|branch| {
                let mut members = Vec::new();
                gather(branch, &mut members);
                members
            })
            .collect();
        let everywhere = |name: &str| {
            let requires = |members: &Vec<Member>| {
                members
                    .iter()
                    .any(|member| member.name == name && member.required)
            };
            each.iter().all(requires)
        };
        let required: Vec<bool> = each
            .iter()
            .flatten()
            .map(|member| everywhere(&member.name))
            .collect();
        for (member, required) in each.into_iter().flatten().zip(required) {
            for schema in member.schemas {
                add(found, &member.name, required, schema);
            }
        }
    }
}

fn add(found: &mut Vec<Member>, name: &str, required: bool, schema: Value) {
    match found.iter_mut().find(|known| known.name == name) {
        Some(known) => {
            known.required |= required;
            if !known.schemas.contains(&schema) {
                known.schemas.push(schema);
            }
        }
        None => found.push(Member {
            name: name.to_owned(),
            required,
            schemas: vec![schema],
        }),
    }
}

/// The schema of a member that several branches have.
fn either(mut schemas: Vec<Value>) -> Value {
    if let [only] = schemas.as_mut_slice() {
        return only.take();
    }
    let constants: Option<Vec<&Value>> = schemas.iter().map(|schema| schema.get("const")).collect();
    match constants {
        Some(constants) if constants.iter().all(|constant| constant.is_string()) => {
            json!({ "type": "string", "enum": constants })
        }
        _ => json!({ "anyOf": schemas }),
    }
}

/// The query parameter for members that a schema does not name, as of a map.
pub(super) fn rest(schema: &Value, root: At) -> Option<Parameter> {
    let others = if root.is_list() {
        // Pairs of names and texts.
        let value = &schema["items"]["prefixItems"][1];
        Some(if value.is_null() {
            json!(true)
        } else {
            value.clone()
        })
    } else {
        let branches = ["allOf", "anyOf", "oneOf"]
            .iter()
            .filter_map(|keyword| schema[*keyword].as_array())
            .flatten();
        std::iter::once(schema)
            .chain(branches)
            .find_map(others)
            .filter(|_| root.types().has(Types::OBJECT))
    };
    let mut value = others?;
    drop_null(&mut value);
    let schema = json!({ "type": "object", "additionalProperties": value });
    Some(
        Parameter::new("parameters", Place::Query, schema)
            .optional()
            .style(ParameterStyle::Form)
            .description("Further parameters, each with a name of its own"),
    )
}

/// What a schema says of the members that it does not name.
fn others(schema: &Value) -> Option<Value> {
    let others = schema
        .get("additionalProperties")
        .filter(|others| others.is_object());
    let by_pattern = || schema["patternProperties"].as_object()?.values().next();
    others.or_else(by_pattern).cloned()
}

/// A parameter. Its description is moved out of its schema, since OpenAPI has a place for it.
pub(super) fn of(name: &str, place: Place, required: bool, mut schema: Value) -> Parameter {
    let mut description = None;
    if let Some(schema) = schema.as_object_mut() {
        description = schema
            .remove("description")
            .and_then(|text| text.as_str().map(str::to_owned));
        schema.remove("title");
    }
    drop_null(&mut schema);
    let mut parameter = Parameter::new(name, place, schema);
    parameter.required = required;
    parameter.description = description;
    parameter
}

/// The schema of a form, in which nothing is `null`.
pub(super) fn text_schema<T: JsonSchema>(operation: &mut Operation<'_>) -> Value {
    let whole = schema::<T>();
    let mut without_null = whole.clone();
    drop_null(&mut without_null);
    if without_null == whole {
        operation.schemas.request::<T>()
    } else {
        operation.schemas.request::<WithoutNull<T>>()
    }
}

/// A type whose members are never `null`, since a text has no `null`. It has a definition of its own, since that of the type
/// may be that of a JSON body.
struct WithoutNull<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for WithoutNull<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("steadfast::WithoutNull<{}>", T::schema_id()).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut schema = schema::<T>();
        drop_null(&mut schema);
        if let Some(keywords) = schema.as_object_mut() {
            keywords.remove("title");
        }
        Schema::try_from(schema).unwrap_or_default()
    }
}

/// Removes `null`, which JSON has and a text has not: what is `null` is left out.
fn drop_null(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_mut_slice() {
            let only = only.take();
            schema.insert("type".to_owned(), only);
        }
    }
    if schema.get("default") == Some(&Value::Null) {
        schema.remove("default");
    }
    if let Some(Value::Array(choices)) = schema.get_mut("enum") {
        choices.retain(|choice| !choice.is_null());
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let Some(Value::Array(choices)) = schema.get_mut(keyword) else {
            continue;
        };
        choices.iter_mut().for_each(drop_null);
        choices.retain(|choice| choice["type"] != "null");
        if let [Value::Object(only)] = choices.as_mut_slice() {
            let only: Map<String, Value> = std::mem::take(only);
            schema.remove(keyword);
            schema.extend(only);
        }
    }
    for keyword in ["items", "additionalProperties"] {
        if let Some(below) = schema.get_mut(keyword) {
            drop_null(below);
        }
    }
    for (_, member) in schema
        .get_mut("properties")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten()
    {
        drop_null(member);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Filter {
        /// What to sort by
        sort: Option<Sort>,
        #[serde(default)]
        tag: Vec<String>,
        limit: u8,
        before: Option<i64>,
    }

    #[derive(serde::Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    #[allow(dead_code)]
    enum Sort {
        Name,
        Age,
    }

    fn parameter(name: &str) -> Parameter {
        let all = members(&schema::<Filter>());
        let (name, required, schema) = all.into_iter().find(|(known, ..)| known == name).unwrap();
        of(&name, Place::Query, required, schema)
    }

    #[test]
    fn a_property_is_a_parameter() {
        let limit = parameter("limit");
        assert!(limit.required);
        assert_eq!(limit.schema["type"], "integer");
    }

    #[test]
    fn an_option_is_a_parameter_that_can_be_left_out() {
        let before = parameter("before");
        assert!(!before.required);
        assert_eq!(before.schema["type"], "integer");

        let sort = parameter("sort");
        assert_eq!(sort.description.as_deref(), Some("What to sort by"));
        assert_eq!(sort.schema["enum"], json!(["name", "age"]));
    }

    #[test]
    fn a_list_is_a_parameter_that_can_be_repeated() {
        let tag = parameter("tag");
        assert!(!tag.required);
        assert_eq!(tag.schema["type"], "array");
        assert_eq!(tag.schema["default"], json!([]));
    }

    #[test]
    fn the_members_of_every_branch_are_parameters() {
        let schema = json!({ "oneOf": [
            { "properties": { "kind": { "const": "a" }, "x": { "type": "integer" } }, "required": ["kind", "x"] },
            { "properties": { "kind": { "const": "b" } }, "required": ["kind"] },
        ] });
        assert_eq!(
            members(&schema),
            [
                (
                    "kind".to_owned(),
                    true,
                    json!({ "type": "string", "enum": ["a", "b"] })
                ),
                ("x".to_owned(), false, json!({ "type": "integer" })),
            ]
        );
    }

    #[test]
    fn a_type_is_named_without_its_modules() {
        assert_eq!(
            short_name("steadfast::extract::query::Query<shop::Filter>"),
            "Query<Filter>"
        );
        assert_eq!(
            short_name("response_core::model::page::query::PageQuery<100>"),
            "PageQuery<100>"
        );
    }
}
