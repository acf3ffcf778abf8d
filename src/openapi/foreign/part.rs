//! What stands where in an OpenAPI document: objects of OpenAPI, schemas, and data of which nothing is known.

use response_core::schema::pointer::escaped;
use serde_json::{Map, Value};

/// What a part of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// An object of OpenAPI.
    Object,
    /// A Link Object.
    Link,
    Schema,
    /// Objects of OpenAPI, by names that mean nothing here.
    Objects,
    Links,
    Schemas,
    /// An example, a default, an extension: what looks like a reference in it is not one.
    Data,
}

impl Part {
    /// What the member with this name is.
    fn of(self, name: &str) -> Self {
        match self {
            Self::Data => Self::Data,
            Self::Objects => Self::Object,
            Self::Links => Self::Link,
            Self::Schemas => Self::Schema,
            _ if name.starts_with("x-") => Self::Data,
            Self::Object | Self::Link => match name {
                "schema" | "itemSchema" => Self::Schema,
                "schemas" => Self::Schemas,
                "links" => Self::Links,
                "callbacks" | "content" | "encoding" | "examples" | "headers" | "mediaTypes"
                | "parameters" | "pathItems" | "paths" | "requestBodies" | "responses"
                | "securitySchemes" | "webhooks" => Self::Objects,
                "dataValue" | "default" | "enum" | "example" | "serializedValue" | "value" => {
                    Self::Data
                }
                _ => Self::Object,
            },
            Self::Schema => match name {
                "$defs" | "definitions" | "dependentSchemas" | "patternProperties"
                | "properties" => Self::Schemas,
                "const" | "default" | "discriminator" | "enum" | "example" | "examples"
                | "externalDocs" | "xml" => Self::Data,
                _ => Self::Schema,
            },
        }
    }

    /// What an item of a list is.
    fn item(self) -> Self {
        match self {
            Self::Objects => Self::Object,
            Self::Links => Self::Link,
            Self::Schemas => Self::Schema,
            other => other,
        }
    }

    fn is_one(self) -> bool {
        matches!(self, Self::Object | Self::Link | Self::Schema)
    }
}

/// Calls `visit` with each object and each schema, the outer ones first.
pub(super) fn each_mut(
    value: &mut Value,
    part: Part,
    visit: &mut impl FnMut(&mut Map<String, Value>, Part),
) {
    match value {
        _ if part == Part::Data => {}
        Value::Object(members) => {
            if part.is_one() {
                visit(members, part);
            }
            for (name, value) in members {
                each_mut(value, part.of(name), visit);
            }
        }
        Value::Array(values) => {
            for value in values {
                each_mut(value, part.item(), visit);
            }
        }
        _ => {}
    }
}

/// Calls `visit` with each object and each schema, and its place as a JSON pointer that begins with `at`.
pub(super) fn each<'v>(
    value: &'v Value,
    part: Part,
    at: &mut String,
    visit: &mut impl FnMut(&str, &'v Map<String, Value>, Part),
) {
    let length = at.len();
    match value {
        _ if part == Part::Data => {}
        Value::Object(members) => {
            if part.is_one() {
                visit(at, members, part);
            }
            for (name, value) in members {
                at.push('/');
                at.push_str(&escaped(name));
                each(value, part.of(name), at, visit);
                at.truncate(length);
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                at.push_str(&format!("/{index}"));
                each(value, part.item(), at, visit);
                at.truncate(length);
            }
        }
        _ => {}
    }
}
