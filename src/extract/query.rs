//! [`Query`]: an extractor of the query.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use response_core::contract::{AfterRefusal, Operation, Place, RequestPart};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{parameters, refuses, wraps};

/// The query string: `?sort=name&tag=a&tag=b`.
///
/// ```
/// use steadfast::extract::Query;
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Filter {
///     sort: Option<String>,
///     #[serde(default)]
///     tag: Vec<String>,
/// }
///
/// async fn list_users(Query(filter): Query<Filter>) -> String {
///     format!("{} tags", filter.tag.len())
/// }
/// ```
///
/// A parameter that may be given several times is a `Vec`. As `Option<Query<T>>` the query may be empty.
///
/// # Errors
/// 422 `validation_error` if it is not a `T`: `errors` names each parameter that is bad or missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Query<T>(pub T);

wraps!(Query);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        match parts.uri.query() {
            None | Some("") => Ok(None),
            Some(query) => parse(query).map(|query| Some(Self(query))),
        }
    }
}

pub(super) fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    parameters::parse("query", query.as_bytes()).map_err(Problem::invalid)
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema> RequestPart for Query<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;

    fn describe(operation: &mut Operation<'_>) {
        let schema = parameters::schema::<T>();
        let described = parameters::of_object(&schema, Place::Query);
        if schema["additionalProperties"] == false {
            let names = described.iter().map(|parameter| parameter.name.clone());
            operation.closed_queries.push(names.collect());
        }
        operation.parameters.extend(described);
        refuses(operation, &Problem::invalid([]));
    }
}
