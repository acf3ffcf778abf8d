//! Reading a document.

use std::collections::BTreeSet;

use response_core::contract::{ApiFault, FaultKind, SecurityScheme};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::components::component;
use super::part::{Part, each};
use super::{Foreign, ForeignOperation, from_3_0, operations, reference};
use crate::openapi::OpenApiVersion;

/// The length of the longest document that is read. The largest public ones are half as long.
const LONGEST: usize = 64 << 20;

/// How many faults of one document are reported.
const MOST: usize = 16;

/// What a schema means without a `$schema` of its own.
const DIALECTS: [&str; 3] = [
    "https://json-schema.org/draft/2020-12/schema",
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
];

impl Foreign {
    /// Reads a document: a value that serializes to it, or its text.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn read(document: &impl Serialize) -> Result<Self, Vec<ApiFault>> {
        let mut document = parsed(document).map_err(|fault| vec![fault])?;
        let (version, is_3_0) = version(&document).map_err(|fault| vec![fault])?;
        let title = document["info"]["title"]
            .as_str()
            .unwrap_or("untitled")
            .to_owned();
        let mut faults = Vec::new();
        if let Some(what) = of_the_form(&document) {
            let what = format!("in the document `{title}`, {what}");
            return Err(vec![
                unreadable(what).advising("write it as OpenAPI 3.1 does"),
            ]);
        }
        if is_3_0 {
            from_3_0::convert(&mut document);
        }
        faults.extend(reference::faults(&title, &document));
        let (of_paths, of_webhooks) = match faults.is_empty() {
            true => operations::of(&title, &document, &mut faults),
            false => (Vec::new(), Vec::new()),
        };
        if !faults.is_empty() {
            return Err(few(faults, &title));
        }
        let schemes = schemes(&document);
        let tags = document["tags"].as_array().cloned().unwrap_or_default();
        let mut components = match document["components"].take() {
            Value::Object(components) => components,
            _ => Map::new(),
        };
        components.retain(|name, _| name != "securitySchemes");
        retain_path_items(&mut components, of_paths.iter().chain(&of_webhooks));
        Ok(Self {
            title,
            version,
            operations: of_paths,
            webhooks: of_webhooks,
            referred: json!({ "components": components }),
            schemes,
            tags,
        })
    }
}

pub(super) fn unreadable(what: impl Into<String>) -> ApiFault {
    ApiFault::new(FaultKind::UnreadableDocument, what)
}

/// Keeps as many faults as a person reads.
fn few(mut faults: Vec<ApiFault>, title: &str) -> Vec<ApiFault> {
    if let Some(more) = faults.len().checked_sub(MOST).filter(|more| *more > 0) {
        faults.truncate(MOST);
        let what = format!("the document `{title}` has {more} faults more");
        faults.push(unreadable(what).advising("mend those that are told first"));
    }
    faults
}

/// The document as a value. A text is read as JSON, whose depth is limited.
fn parsed(document: &impl Serialize) -> Result<Value, ApiFault> {
    let not_json = |error: serde_json::Error, help: &str| {
        unreadable(format!("a document that is merged is not JSON: {error}")).advising(help)
    };
    let too_long = |length: usize| {
        let what = format!("a document that is merged has {length} bytes");
        unreadable(what).advising(format!(
            "merge one of at most {LONGEST}: that of the router, not of everything behind it"
        ))
    };
    let text = serde_json::to_vec(document).map_err(|error| {
        not_json(
            error,
            "pass what serializes to a document, such as a `serde_json::Value`",
        )
    })?;
    // A document that is given as a text is a JSON string here: a quote takes two bytes in it.
    if text.len() > 2 * LONGEST {
        return Err(too_long(text.len()));
    }
    let value = serde_json::from_slice(&text)
        .map_err(|error| not_json(error, "write it without lists and objects as deep as that"))?;
    let value = match value {
        Value::String(text) if text.len() > LONGEST => return Err(too_long(text.len())),
        Value::String(text) => {
            let text = text.trim_start_matches('\u{feff}');
            let help = match text.trim_start().starts_with('{') {
                true => "pass the whole text of the document",
                false => {
                    "pass its text as JSON, also if its file is YAML: `yq -o json openapi.yaml` converts it"
                }
            };
            serde_json::from_str(text).map_err(|error| not_json(error, help))?
        }
        value if text.len() > LONGEST => {
            drop(value);
            return Err(too_long(text.len()));
        }
        value => value,
    };
    match value.is_object() {
        true => Ok(value),
        false => Err(unreadable("a document that is merged is not an object")
            .advising("pass the whole document, from `openapi` to `components`")),
    }
}

/// The version, and whether it is 3.0.
fn version(document: &Value) -> Result<(OpenApiVersion, bool), ApiFault> {
    let Some(text) = document["openapi"].as_str() else {
        let help = match document.get("swagger") {
            Some(_) => "convert it to OpenAPI 3 first: `npx swagger2openapi swagger.json`",
            None => "pass the whole document: its `openapi` is the version, as in \"3.1.0\"",
        };
        return Err(unreadable("a document that is merged is not one of OpenAPI 3").advising(help));
    };
    let mut numbers = text.split('.');
    match (numbers.next(), numbers.next()) {
        (Some("3"), Some("0")) => Ok((OpenApiVersion::V3_1, true)),
        (Some("3"), Some("1")) => Ok((OpenApiVersion::V3_1, false)),
        (Some("3"), Some("2")) => Ok((OpenApiVersion::V3_2, false)),
        _ => {
            let what = format!("a document that is merged is of OpenAPI `{text}`");
            Err(unreadable(what).advising("pass one of OpenAPI 3.0, 3.1 or 3.2"))
        }
    }
}

/// The part of the document that has another form than OpenAPI says.
fn of_the_form(document: &Value) -> Option<String> {
    let not_an_object = |name: &str, part: &Value| {
        (!part.is_object()).then(|| format!("`{name}` is not an object"))
    };
    if let Some(dialect) = document["jsonSchemaDialect"].as_str()
        && !DIALECTS.contains(&dialect)
    {
        return Some(format!(
            "the dialect of the schemas, `{dialect}`, is not known"
        ));
    }
    for name in ["info", "paths", "webhooks", "components"] {
        let part = document.get(name);
        if let Some(what) = part.and_then(|part| not_an_object(name, part)) {
            return Some(what);
        }
    }
    if document.get("tags").is_some_and(|tags| !tags.is_array()) {
        return Some("`tags` is not a list".to_owned());
    }
    let mut sections = document["components"].as_object().into_iter().flatten();
    sections
        .find(|(name, section)| !name.starts_with("x-") && !section.is_object())
        .and_then(|(name, section)| not_an_object(&format!("components.{name}"), section))
}

/// Keeps the path items that callbacks refer to: those of paths have become part of them.
fn retain_path_items<'o>(
    components: &mut Map<String, Value>,
    operations: impl Iterator<Item = &'o ForeignOperation>,
) {
    let Some(Value::Object(mut items)) = components.remove("pathItems") else {
        return;
    };
    let mut needed = BTreeSet::new();
    let mut need = |value: &Value, part: Part| {
        each(value, part, &mut String::new(), &mut |_, members, _| {
            let target = members.get("$ref").and_then(Value::as_str);
            if let Some(("pathItems", name, _)) = target.and_then(component) {
                needed.insert(name);
            }
        });
    };
    for operation in operations {
        if let Some(callbacks) = operation.object.get("callbacks") {
            need(callbacks, Part::Objects);
        }
    }
    if let Some(callbacks) = components.get("callbacks") {
        need(callbacks, Part::Objects);
    }
    need(&items.clone().into(), Part::Objects);
    items.retain(|name, _| needed.contains(name));
    if !items.is_empty() {
        components.insert("pathItems".to_owned(), items.into());
    }
}

fn schemes(document: &Value) -> Vec<(String, SecurityScheme)> {
    let schemes = document["components"]["securitySchemes"].as_object();
    schemes
        .into_iter()
        .flatten()
        .filter_map(|(name, scheme)| {
            let object = reference::resolved(document, scheme).as_object()?;
            Some((name.clone(), SecurityScheme::from_object(object.clone())))
        })
        .collect()
}
