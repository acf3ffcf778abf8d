//! [`Path`]: an extractor of path parameters.

use std::borrow::Cow;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{FromRequestParts, OptionalFromRequestParts, RawPathParams};
use axum::http::request::Parts;
use response_core::contract::{
    AfterRefusal, ApiFault, FaultKind, Needs, Operation, Parameter, PathTemplate, Place,
    RequestPart,
};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::checked::{Checked, ReadParts};
use super::faults::Node;
use super::matched::{self, Matched};
use super::schema::{At, Plan, Shape, Style, Types, Why};
use super::straight;
use super::texts::{self, Given};
use super::{parameters, refuses, wraps};

/// The path parameters: `/users/{id}`.
///
/// One parameter is the type itself. Several are a tuple in the order of the path, or a struct with their names. Below a
/// prefix with parameters (`.nest("/shops/{shop}", ..)`), the type itself and a tuple read those of the route's own path.
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

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::read_parts(parts, state).await?.into_result()
    }
}

impl<T, S> ReadParts<S> for Path<T>
where
    T: DeserializeOwned + Send + 'static,
    S: Send + Sync,
{
    async fn read_parts(parts: &mut Parts, state: &S) -> Result<Checked<Self>, Problem> {
        let by_own_router =
            matched::read(
                |matched| match only(|| matched.plain_last(parts.uri.path())) {
                    Some(only) => Ok(only),
                    None => read(given(matched, parts)?),
                },
            );
        if let Some(read) = by_own_router {
            return Ok(read?.map(Self));
        }
        match RawPathParams::from_request_parts(parts, state).await {
            Ok(given) => {
                let last = || {
                    let (_, text) = given.iter().last()?;
                    Some((given.iter().count(), text))
                };
                let read = match only(last) {
                    Some(only) => only,
                    None => read(raw(&given))?,
                };
                Ok(read.map(Self))
            }
            Err(rejection) => Err(refusal(rejection)),
        }
    }
}

impl<T, S> OptionalFromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Problem> {
        if let Some(read) = matched::read(|matched| read_some(given(matched, parts)?)) {
            return read;
        }
        match RawPathParams::from_request_parts(parts, state).await {
            Ok(given) => read_some(raw(&given)),
            Err(RawPathParamsRejection::MissingPathParams(_)) => Ok(None),
            Err(rejection) => Err(refusal(rejection)),
        }
    }
}

/// Reads a value, unless the path has no parameters.
fn read_some<T>(given: Named<'_>) -> Result<Option<Path<T>>, Problem>
where
    T: DeserializeOwned + 'static,
{
    if given.is_empty() {
        return Ok(None);
    }
    read(given)?.map(|value| Some(Path(value))).into_result()
}

fn refusal(rejection: RawPathParamsRejection) -> Problem {
    match rejection {
        RawPathParamsRejection::InvalidUtf8InPathParam(error) => not_utf8(&name_in(&error)),
        rejection => Problem::internal(&rejection),
    }
}

fn not_utf8(name: &str) -> Problem {
    Problem::invalid([texts::not_utf8(vec![PART.into(), name.to_owned().into()])])
}

/// The parameters that a router of ours has matched.
fn given<'m>(matched: &'m Matched, parts: &'m Parts) -> Result<Named<'m>, Problem> {
    let given = matched.given(parts.uri.path());
    let named = given.map(|given| {
        let (name, text) = given.map_err(not_utf8)?;
        Ok((Cow::Borrowed(name), Given::Text(text)))
    });
    named.collect()
}

/// The parameters that a router of axum's has matched.
fn raw(given: &RawPathParams) -> Named<'_> {
    given
        .iter()
        .map(|(name, text)| (Cow::Borrowed(name), Given::Text(Cow::Borrowed(text))))
        .collect()
}

/// Parameters with their names.
type Named<'m> = Vec<(Cow<'m, str>, Given<'m>)>;

/// The name of the parameter, which only the message has.
fn name_in(error: &impl std::fmt::Display) -> String {
    let message = error.to_string();
    let name = message.split('`').nth(1).unwrap_or_default();
    name.to_owned()
}

const PART: &str = "path";

/// Reads a value from the last parameter, if it is read from that one alone and is usual. `last` is the number of parameters and the
/// text of the last one.
fn only<'p, T>(last: impl FnOnce() -> Option<(usize, &'p str)>) -> Option<Checked<T>>
where
    T: DeserializeOwned + 'static,
{
    let plan = Plan::to_read::<T>();
    if plan.root().is_list() {
        return None;
    }
    let (there, text) = last()?;
    let value = (by_place(plan, there) == Some(1)).then(|| straight::one(text, plan))??;
    Some(Checked {
        value,
        part: PART,
        faults: Vec::new(),
    })
}

/// Reads a value from the parameters of the matched path.
fn read<T>(mut given: Named<'_>) -> Result<Checked<T>, Problem>
where
    T: DeserializeOwned + 'static,
{
    let plan = Plan::to_read::<T>();
    let root = plan.root();
    // By place, the parameters of the route itself are read: a prefix has those before them.
    let there = given.len();
    let by_place = by_place(plan, there);
    if by_place == Some(1)
        && !root.is_list()
        && let Some((name, Given::Text(text))) = given.last()
    {
        let node = Node::Texts(std::slice::from_ref(text), Some(root));
        return texts::read(PART, Some(&**name), node, plan).map_err(Problem::invalid);
    }
    let Some(read) = by_place else {
        if root.is_list() && root.items().any(At::is_list) {
            let pairs = given.into_iter().filter_map(|(name, given)| match given {
                Given::Text(text) => Some((name, text)),
                _ => None,
            });
            let pairs: Vec<_> = pairs.collect();
            return texts::read(PART, None, Node::Pairs(&pairs), plan).map_err(Problem::invalid);
        }
        let node = Node::Named(&given, Some(root));
        return texts::read(PART, None, node, plan).map_err(Problem::invalid);
    };
    if read > there {
        let error = format!("reads {read} parameters of a path that has {there}");
        return Err(Problem::internal(&*Box::<
            dyn std::error::Error + Send + Sync,
        >::from(error)));
    }
    given.drain(..there - read);
    texts::read(PART, None, Node::Named(&given, Some(root)), plan).map_err(Problem::invalid)
}

/// How many parameters a type reads by place; `None` if it reads them by name, or all of them.
fn by_place(plan: &Plan, there: usize) -> Option<usize> {
    let root = plan.root();
    match plan.undocumented {
        Some(Shape::One) => return Some(1),
        Some(Shape::Names | Shape::List) => return None,
        None => {}
    }
    if root.is_list() {
        return root.length();
    }
    let is_object = root.types().has(Types::OBJECT) && (root.is_object() || there != 1);
    (!is_object).then_some(1)
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema + Send + 'static> RequestPart for Path<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
    const NEEDS: Needs = Needs {
        path: true,
        ..Needs::NOTHING
    };

    fn describe(operation: &mut Operation<'_>) {
        let plan = Plan::of::<T>();
        parameters::report::<Self>(operation, plan, &[Why::Open, Why::Wide, Why::Text]);
        for (name, at) in parts(plan.root()) {
            if let Err(what) = Style::of(at).and_then(|style| style.at(Place::Path)) {
                let fault = parameters::unstyled::<Self>(&name, "path", what);
                operation.faults.push(fault);
            }
        }
        describe_into::<T>(operation, true);
        refuses(operation, &Problem::invalid([]));
    }
}

/// The parts of a value that are each read from one parameter.
fn parts(root: At) -> Vec<(String, At)> {
    if root.is_list() {
        let items = root.items().enumerate();
        let is_pair = |at: &At| at.is_list() && at.length() == Some(2);
        let items = items.filter(|(_, at)| !is_pair(at));
        return items.map(|(place, at)| (place.to_string(), at)).collect();
    }
    let members = root.members();
    members
        .into_iter()
        .map(|(name, at)| (name.to_owned(), at))
        .collect()
}

/// Adds the parameters to the document, and a fault if they could not be read from the path. Our extractor reads the last
/// ones by place, so that it may stand below a prefix with parameters.
pub(super) fn describe_into<T: JsonSchema>(operation: &mut Operation<'_>, takes_last: bool) {
    let schema = parameters::schema::<T>();
    let path = operation.path.as_deref();
    let by_place = match &schema["prefixItems"] {
        Value::Array(items) => Some(items.len()),
        _ => matches!(
            schema["type"].as_str(),
            Some("string" | "integer" | "number" | "boolean")
        )
        .then_some(1),
    };
    let mut described = describe(&schema, path);
    if let (Some(path), Some(read)) = (path, by_place) {
        let there = names_in(path);
        let own = operation
            .route
            .path
            .map_or(there.len(), |own| names_in(own).len());
        if read != there.len() && !(takes_last && read == own) {
            let what = format!(
                "reads {read} of the path's parameters by place, but {path} has {}",
                there.len()
            );
            operation.faults.push(
                ApiFault::new(FaultKind::PathParamsMismatch, what)
                    .advising("read them by name, with a struct"),
            );
        }
        let last = there.len().saturating_sub(read);
        for (parameter, name) in described.iter_mut().zip(there.into_iter().skip(last)) {
            name.clone_into(&mut parameter.name);
        }
    }
    if let Some(path) = path {
        let there = names_in(path);
        let members = parameters::members(&schema).into_iter();
        for (name, ..) in
            members.filter(|(name, required, _)| *required && !there.contains(&name.as_str()))
        {
            let what =
                format!("reads a parameter `{name}` of the path, but {path} has none of that name");
            let there = list(&there);
            operation
                .faults
                .push(
                    ApiFault::new(FaultKind::PathParamsMismatch, what).advising(format!(
                        "write `{{{name}}}` in the path, or read what it has, {there}"
                    )),
                );
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
    let members = parameters::members(schema);
    if !members.is_empty() {
        let mut parameters: Vec<_> = members
            .into_iter()
            .filter(|(name, ..)| path.is_none() || names.contains(&name.as_str()))
            .map(|(name, _, schema)| parameters::of(&name, Place::Path, true, schema))
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
