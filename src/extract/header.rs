//! [`Header`]: an extractor of headers.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use response_core::contract::{AfterRefusal, Operation, Place, RequestPart};
use response_core::problem::{Loc, Problem};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{named, parameters, refuses, wraps};

/// Headers of the request, by name.
///
/// ```
/// use steadfast::extract::Header;
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Caller {
///     user_agent: Option<String>,                // `User-Agent`
///     #[serde(rename = "X-Tenant")]
///     tenant: u32,
///     #[serde(default)]
///     x_tag: Vec<String>,                        // `X-Tag`, once or several times
/// }
///
/// async fn list_users(Header(caller): Header<Caller>) -> String {
///     format!("{} tags", caller.x_tag.len())
/// }
/// ```
///
/// The names are those of the fields, as serde renames them, case-insensitive, and with `-` for `_`. A header that is
/// sent several times is a `Vec` with an item for each. Only the headers that the type names are read. A type with a
/// flattened field gets all of them, in lower case.
///
/// # Errors
/// 422 `validation_error` if a header is missing or is not what `T` expects: `errors` names each, as
/// `["header", "x-tenant"]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Header<T>(pub T);

wraps!(Header);

/// OpenAPI describes these headers elsewhere, and ignores parameters with their names.
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Header<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let given = parts
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()));
        named::parse("header", given, is_same)
            .map(Self)
            .map_err(|problem| as_on_the_wire(&problem))
    }
}

/// Header names have hyphens, which Rust names cannot have; proxies drop headers with underscores.
fn is_same(field: &str, header: &str) -> bool {
    let folded = |byte: u8| match byte {
        b'_' => b'-',
        byte => byte.to_ascii_lowercase(),
    };
    field.bytes().map(folded).eq(header.bytes().map(folded))
}

#[cold]
fn as_on_the_wire(problem: &Problem) -> Problem {
    let faults = problem.errors.iter().cloned().map(|mut fault| {
        if let Some(Loc::Key(name)) = fault.loc.get_mut(1) {
            *name = name.replace('_', "-").into();
        }
        fault
    });
    Problem::invalid(faults)
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema> RequestPart for Header<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;

    fn describe(operation: &mut Operation<'_>) {
        let described = parameters::of_object(&parameters::schema::<T>(), Place::Header);
        let is_described_here = |name: &str| {
            !DESCRIBED_ELSEWHERE
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
        };
        let described = described.into_iter().map(|mut parameter| {
            parameter.name = parameter.name.replace('_', "-");
            parameter
        });
        let described = described.filter(|parameter| is_described_here(&parameter.name));
        operation.parameters.extend(described);
        refuses(operation, &Problem::invalid([]));
    }
}
