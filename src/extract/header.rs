//! [`Header`]: an extractor of headers.

use std::borrow::Cow;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use response_core::contract::{AfterRefusal, Needs, Operation, Place, RequestPart};
use response_core::problem::{Fault, Loc, Problem};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::checked::{Checked, ReadParts};
use super::schema::{At, Plan};
use super::texts::{self, Texts};
use super::{parameters, refuses, wraps};

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
///     x_tag: Vec<String>,                        // `X-Tag: a, b`, or several of them
/// }
///
/// async fn list_users(Header(caller): Header<Caller>) -> String {
///     format!("{} tags", caller.x_tag.len())
/// }
/// ```
///
/// The names are those of the fields, as serde renames them, case-insensitive, and with `-` for `_`. A `Vec` has an item
/// for each element of a list, in one line or in several: `X-Tag: a, b` (RFC 9110 section 5.6.1). Only the headers that
/// the type names are read; a type with a flattened map gets all of them, in lower case.
///
/// # Errors
/// 422 `validation_error` if a header is missing or is not what `T` expects: `errors` names each, as
/// `["header", "x-tenant"]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Header<T>(pub T);

wraps!(Header);

/// OpenAPI describes these headers elsewhere, and ignores parameters with their names.
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

impl<T, S> FromRequestParts<S> for Header<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::read_parts(parts, state).await?.into_result()
    }
}

impl<T, S> ReadParts<S> for Header<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    async fn read_parts(parts: &mut Parts, _: &S) -> Result<Checked<Self>, Problem> {
        let plan = Plan::to_read::<T>();
        let mut pairs = Vec::new();
        let mut faults = Vec::new();
        for (given, value) in &parts.headers {
            let Some(name) = texts::read_as(plan, given.as_str(), is_same) else {
                continue;
            };
            let Ok(value) = std::str::from_utf8(value.as_bytes()) else {
                faults.push(texts::not_utf8(vec!["header".into(), Loc::chosen(&name)]));
                pairs.push((name, texts::UNDECODED.into()));
                if faults.len() >= Fault::MOST {
                    break;
                }
                continue;
            };
            if plan.root().member(&name).is_some_and(At::is_list) {
                let elements = elements(value);
                pairs.extend(elements.map(|element| (name.clone(), Cow::Borrowed(element))));
            } else {
                pairs.push((name, Cow::Borrowed(value)));
            }
        }
        let texts = Texts::of(pairs.into_iter(), plan.root());
        match texts::read_beside(faults, "header", &texts, plan) {
            Ok(Checked {
                value,
                part,
                faults,
            }) => Ok(Checked {
                value: Self(value),
                part,
                faults: as_on_the_wire(faults),
            }),
            Err(faults) => Err(Problem::invalid(as_on_the_wire(faults))),
        }
    }
}

/// The elements of a list (RFC 9110 section 5.6.1): between commas outside of quotes; empty ones are left out.
fn elements(value: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    let is_end = move |letter: char| {
        let is_end = letter == ',' && !is_quoted;
        if is_escaped {
            is_escaped = false;
        } else {
            is_quoted ^= letter == '"';
            is_escaped = is_quoted && letter == '\\';
        }
        is_end
    };
    value
        .split(is_end)
        .map(str::trim_ascii)
        .filter(|element| !element.is_empty())
}

/// Header names have hyphens, which Rust names cannot have; proxies drop headers with underscores.
fn is_same(field: &str, header: &str) -> bool {
    let folded = |byte: u8| match byte {
        b'_' => b'-',
        byte => byte.to_ascii_lowercase(),
    };
    field.bytes().map(folded).eq(header.bytes().map(folded))
}

/// Names headers in faults as they are sent.
pub(super) fn as_on_the_wire(mut faults: Vec<Fault>) -> Vec<Fault> {
    for fault in &mut faults {
        if let Some(Loc::Key(name)) = fault.loc.get_mut(1) {
            *name = name.replace('_', "-").into();
        }
    }
    faults
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema + 'static> RequestPart for Header<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
    const NEEDS: Needs = Needs {
        request_id: true,
        ..Needs::NOTHING
    };

    fn describe(operation: &mut Operation<'_>) {
        let described = parameters::describe::<Self, T>(operation, Place::Header, "header");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_between_commas_outside_of_quotes() {
        let all: Vec<_> = elements(r#"a, , b,"c,\",d" ,W/"e""#).collect();
        assert_eq!(all, ["a", "b", r#""c,\",d""#, r#"W/"e""#]);
    }
}
