//! [`Query`]: an extractor of the query.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use response_core::contract::{AfterRefusal, Needs, Operation, Place, RequestPart};
use response_core::problem::Problem;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::checked::{Checked, ReadParts};
use super::schema::Plan;
use super::{parameters, refuses, texts, wraps};

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
/// A parameter that may be given several times is a `Vec`, and one with parts is a struct: `filter[age]=7` (`deepObject` in
/// OpenAPI). An empty parameter that may be left out and is not text, as in `?limit=`, counts as left out. As
/// `Option<Query<T>>` the query may be empty.
///
/// The schema of `T` leads: what serde reads from a buffer (`flatten`, `untagged`, `tag = ".."`) is read as the number or
/// the boolean that the document shows.
///
/// # Errors
/// 422 `validation_error` if it is not a `T`: `errors` names each parameter that is bad or missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Query<T>(pub T);

wraps!(Query);

impl<T, S> ReadParts<S> for Query<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    async fn read_parts(parts: &mut Parts, _: &S) -> Result<Checked<Self>, Problem> {
        let read = parse(parts.uri.query().unwrap_or_default())?;
        Ok(read.map(Self))
    }
}

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let read = parse(parts.uri.query().unwrap_or_default())?;
        read.map(Self).into_result()
    }
}

impl<T, S> OptionalFromRequestParts<S> for Query<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        match parts.uri.query() {
            None | Some("") => Ok(None),
            Some(query) => parse(query)?.map(|query| Some(Self(query))).into_result(),
        }
    }
}

pub(super) fn parse<T>(query: &str) -> Result<Checked<T>, Problem>
where
    T: DeserializeOwned + 'static,
{
    texts::parse_text("query", query).map_err(Problem::invalid)
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema + 'static> RequestPart for Query<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
    const NEEDS: Needs = Needs::NOTHING;

    fn describe(operation: &mut Operation<'_>) {
        let mut described = parameters::describe::<Self, T>(operation, Place::Query, "query");
        let schema = parameters::schema::<T>();
        if schema["additionalProperties"] == false {
            let names = described.iter().map(|parameter| parameter.name.clone());
            operation.closed_queries.push(names.collect());
        }
        described.extend(parameters::rest(&schema, Plan::of::<T>().root()));
        operation.parameters.extend(described);
        refuses(operation, &Problem::invalid([]));
    }
}
