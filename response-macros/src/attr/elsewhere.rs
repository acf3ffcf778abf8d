//! The names that other frameworks use for the arguments of `#[route]`, and what to write here instead.

use self::Elsewhere::{Help, Key};
use super::route::ANOTHER_ROUTE;

const ARGUMENTS: &[(&str, Elsewhere)] = &[
    ("model", Key("response")),
    ("body", Key("response")),
    ("response_model", Key("response")),
    ("status_code", Key("status")),
    (
        "params",
        Help(
            "drop it: parameters come from the arguments of the handler, as in `Path(id): Path<i64>`",
        ),
    ),
    (
        "request_body",
        Help(
            "drop it: the body comes from an argument of the handler, as in `Json(new): Json<UserIn>`",
        ),
    ),
    (
        "context_path",
        Help("nest the routes: `Api::nest(\"/v1\", api)`"),
    ),
    ("include", Key("pick")),
    ("exclude", Key("omit")),
    ("response_model_include", Key("pick")),
    ("response_model_exclude", Key("omit")),
    ("response_model_exclude_none", Key("exclude_none")),
    ("response_model_exclude_defaults", Key("exclude_defaults")),
    ("response_model_exclude_unset", Help(UNSET)),
    ("exclude_unset", Help(UNSET)),
    ("methods", Help(ANOTHER_ROUTE)),
    (
        "response_class",
        Help("return what is sent: `Html`, `Text`, `Redirect`, `File`, `Sse<T>`, .."),
    ),
    (
        "include_in_schema",
        Help(
            "to leave a route out of the document, mount it by hand: `api.merge(axum::Router::new().route(..))`",
        ),
    ),
    (
        "dependencies",
        Help("take an extractor as an argument, or wrap the routes: `Api::layer`"),
    ),
];

const UNSET: &str =
    "declare a field that may be unset as `Field<T>`: it is left out while it is unset";

pub enum Elsewhere {
    /// An argument with another name and the same value.
    Key(&'static str),
    Help(&'static str),
}

/// What serde's own attribute says of a model and of its fields.
const SERDE: &[&str] = &[
    "alias",
    "content",
    "flatten",
    "rename",
    "rename_all",
    "rename_all_fields",
    "serialize_with",
    "skip",
    "skip_serializing",
    "skip_serializing_if",
    "tag",
    "transparent",
    "untagged",
    "with",
];

/// Whether an argument that a model does not have is one of serde's.
pub fn is_of_serde(name: &str) -> bool {
    SERDE.contains(&name)
}

/// Returns what an argument that `#[route]` does not have most likely means.
pub fn meaning(name: &str) -> Option<&'static Elsewhere> {
    ARGUMENTS
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, meaning)| meaning)
}
