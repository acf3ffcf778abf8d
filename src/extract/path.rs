//! [`Path`]: an extractor of path parameters.

use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, OptionalFromRequestParts, RawPathParams};
use axum::http::request::Parts;
use response_core::contract::{
    AfterRefusal, Operation, Parameter, PathTemplate, Place, RequestPart,
};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::faults::{self, Node};
use super::{parameters, refuses, wraps};
use response_core::problem::{Fault, Loc};

/// The path parameters: `/users/{id}`.
///
/// One parameter is the type itself. Several are a tuple in the order of the path, or a struct with their names.
///
/// ```
/// use steadfast::extract::Path;
///
/// async fn get_post(Path((user_id, slug)): Path<(i64, String)>) -> String {
///     format!("{slug} by {user_id}")
/// }
/// ```
///
/// # Errors
/// 422 `validation_error` if a parameter is not what `T` expects: `errors` names each that is not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Path<T>(pub T);

wraps!(Path);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match <axum::extract::Path<T> as FromRequestParts<S>>::from_request_parts(parts, state)
            .await
        {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(rejection) => Err(refusal::<T>(rejection, &given(parts, state).await)),
        }
    }
}

impl<T: DeserializeOwned + Send + 'static, S: Send + Sync> OptionalFromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Problem> {
        match <axum::extract::Path<T> as OptionalFromRequestParts<S>>::from_request_parts(
            parts, state,
        )
        .await
        {
            Ok(value) => Ok(value.map(|axum::extract::Path(value)| Self(value))),
            Err(rejection) => Err(refusal::<T>(rejection, &given(parts, state).await)),
        }
    }
}

/// The parameters of the matched path, in order.
async fn given<S: Send + Sync>(parts: &mut Parts, state: &S) -> Vec<(String, Vec<String>)> {
    match RawPathParams::from_request_parts(parts, state).await {
        Ok(parameters) => parameters
            .iter()
            .map(|(name, text)| (name.to_owned(), vec![text.to_owned()]))
            .collect(),
        Err(_) => Vec::new(),
    }
}

fn refusal<T: DeserializeOwned>(
    rejection: PathRejection,
    given: &[(String, Vec<String>)],
) -> Problem {
    let PathRejection::FailedToDeserializePathParams(error) = rejection else {
        return Problem::internal(&rejection);
    };
    let at = |index: usize| given.get(index).map(|(name, _)| name.clone());
    let fault = match error.kind() {
        ErrorKind::ParseErrorAtKey {
            key, expected_type, ..
        } => expected(Some(key.clone()), expected_type),
        ErrorKind::ParseErrorAtIndex {
            index,
            expected_type,
            ..
        } => expected(at(*index), expected_type),
        ErrorKind::ParseError { expected_type, .. } => expected(at(0), expected_type),
        ErrorKind::InvalidUtf8InPathParam { key } => Fault::new(
            loc(Some(key.clone())),
            "not valid UTF-8 once it is decoded",
            "invalid_utf8",
        ),
        ErrorKind::DeserializeError { key, message, .. } => {
            Fault::from_deserializer(loc(Some(key.clone())), message)
        }
        // A single parameter has no key of its own.
        ErrorKind::Message(message) => {
            let only = if given.len() == 1 { at(0) } else { None };
            Fault::from_deserializer(loc(only), message)
        }
        // The path and the type do not match: the server's fault, whatever the client sends.
        _ => return Problem::internal(&error),
    };
    let mut faults = faults::of::<T>("path", Node::Named(given), fault);
    for fault in faults.iter_mut().filter(|fault| fault.kind == INT_PARSING) {
        let is_digits =
            |(_, texts): &(String, Vec<String>)| texts.iter().all(|text| is_integer(text));
        let of_fault = given
            .iter()
            .find(|(name, _)| fault.loc.last() == Some(&Loc::from(name.clone())));
        fault.msg = if of_fault.is_some_and(is_digits) {
            "expected an integer in range".into()
        } else {
            "expected an integer".into()
        };
    }
    Problem::invalid(faults)
}

const INT_PARSING: &str = "int_parsing";

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The fault for a parameter that does not parse as the named type.
fn expected(name: Option<String>, expected_type: &'static str) -> Fault {
    let (msg, kind) = match expected_type {
        "f32" | "f64" => ("expected a number", "float_parsing"),
        "bool" => ("expected `true` or `false`", "bool_parsing"),
        "char" => ("expected a single character", "char_parsing"),
        "i8" | "i16" | "i32" | "i64" | "i128" | "u8" | "u16" | "u32" | "u64" | "u128" => {
            ("expected an integer", INT_PARSING)
        }
        _ => ("invalid value", "value_error"),
    };
    Fault::new(loc(name), msg, kind)
}

fn loc(name: Option<String>) -> Vec<Loc> {
    std::iter::once(Loc::from("path"))
        .chain(name.map(Loc::from))
        .collect()
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema> RequestPart for Path<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;

    fn describe(operation: &mut Operation<'_>) {
        describe_into::<T>(operation);
        refuses(operation, &Problem::invalid([]));
    }
}

/// Adds the parameters to the document, and a fault if axum could not read them from the path.
pub(super) fn describe_into<T: JsonSchema>(operation: &mut Operation<'_>) {
    let schema = parameters::schema::<T>();
    let path = operation.path.as_deref();
    let described = describe(&schema, path);
    let by_place = match &schema["prefixItems"] {
        Value::Array(items) => Some(items.len()),
        _ => matches!(
            schema["type"].as_str(),
            Some("string" | "integer" | "number" | "boolean")
        )
        .then_some(1),
    };
    if let (Some(path), Some(read)) = (path, by_place) {
        let there = names_in(path).len();
        if read != there {
            operation.faults.push(format!(
                "reads {read} of the path's parameters by place, but {path} has {there}: read them by name, with a struct"
            ));
        }
    }
    if let (Some(path), Some(required)) = (path, schema["required"].as_array()) {
        let there = names_in(path);
        let is_there = |name: &str| there.contains(&name);
        for name in required
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| !is_there(name))
        {
            operation.faults.push(format!(
                "reads a parameter `{name}` of the path, but {path} has none of that name: it has {}",
                list(&there)
            ));
        }
    }
    operation.parameters.extend(described);
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        return "no parameters".to_owned();
    }
    let quoted: Vec<_> = names.iter().map(|name| format!("`{{{name}}}`")).collect();
    quoted.join(", ")
}

/// The parameters of a type, with their names in the path.
pub(super) fn describe(schema: &Value, path: Option<&str>) -> Vec<Parameter> {
    let parameter =
        |name: &str, schema: &Value| parameters::of(name, Place::Path, true, schema.clone());
    let names: Vec<&str> = path.map(names_in).unwrap_or_default();
    if let Some(items) = schema["prefixItems"].as_array() {
        return names
            .iter()
            .zip(items)
            .map(|(name, item)| parameter(name, item))
            .collect();
    }
    if schema["properties"].is_object() {
        let mut parameters: Vec<_> = parameters::of_object(schema, Place::Path)
            .into_iter()
            .filter(|parameter| path.is_none() || names.contains(&parameter.name.as_str()))
            .map(|mut parameter| {
                parameter.required = true;
                parameter
            })
            .collect();
        parameters.sort_by_key(|parameter| names.iter().position(|name| *name == parameter.name));
        return parameters;
    }
    // A map or a list of pairs accepts all parameters.
    let is_collection = matches!(schema["type"].as_str(), Some("object" | "array"));
    let each = if is_collection {
        serde_json::json!({ "type": "string" })
    } else {
        schema.clone()
    };
    let taken = if is_collection { names.len() } else { 1 };
    names
        .iter()
        .take(taken)
        .map(|name| parameter(name, &each))
        .collect()
}

/// The names of a path's parameters, from left to right.
fn names_in(path: &str) -> Vec<&str> {
    PathTemplate::new(path).parameters().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize, JsonSchema)]
    #[allow(dead_code)]
    struct Place {
        shelf: u8,
        room: String,
    }

    fn described<T: JsonSchema>(path: &str) -> Vec<(String, Value)> {
        describe(&parameters::schema::<T>(), Some(path))
            .into_iter()
            .map(|parameter| (parameter.name, parameter.schema["type"].clone()))
            .collect()
    }

    #[test]
    fn a_scalar_is_the_only_parameter() {
        assert_eq!(
            described::<i64>("/users/{id}"),
            [("id".to_owned(), "integer".into())]
        );
    }

    #[test]
    fn a_tuple_is_in_the_order_of_the_path() {
        assert_eq!(
            described::<(i64, String)>("/users/{id}/posts/{slug}"),
            [
                ("id".to_owned(), "integer".into()),
                ("slug".to_owned(), "string".into())
            ]
        );
    }

    #[test]
    fn a_struct_is_by_name() {
        assert_eq!(
            described::<Place>("/{room}/{shelf}"),
            [
                ("room".to_owned(), "string".into()),
                ("shelf".to_owned(), "integer".into())
            ]
        );
    }

    #[test]
    fn a_map_takes_every_parameter() {
        assert_eq!(
            described::<std::collections::HashMap<String, String>>("/{a}/{*rest}"),
            [
                ("a".to_owned(), "string".into()),
                ("rest".to_owned(), "string".into())
            ]
        );
    }
}
