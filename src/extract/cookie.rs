//! [`Cookie`]: an extractor of cookies.

use std::collections::HashSet;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use percent_encoding::percent_decode;
use response_core::contract::{AfterRefusal, Needs, Operation, Place, RequestPart};
use response_core::problem::{Fault, Loc, Problem};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::checked::{Checked, ReadParts};
use super::schema::{At, Plan};
use super::texts::{self, Pair, Texts};
use super::{parameters, refuses, wraps};

/// Cookies of the request, by name.
///
/// ```
/// use steadfast::extract::Cookie;
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Visitor {
///     session: Option<String>,
///     #[serde(default)]
///     visits: u32,
/// }
///
/// async fn home(Cookie(visitor): Cookie<Visitor>) -> String {
///     format!("visit {}", visitor.visits + 1)
/// }
/// ```
///
/// A value is used without the quotes that may surround it (RFC 6265 section 4.1.1) and percent-decoded, as `SetCookie`
/// encodes it. Only the cookies that the type names are read.
///
/// Of several cookies of one name the first is taken; a list takes all of them, for which only OpenAPI 3.2 has a style
/// (`Api::openapi_version`). A sibling host can set a cookie for this
/// one, but none whose name begins with `__Host-` (RFC 6265bis section 4.1.3.2): give a session such a name.
///
/// # Errors
/// 422 `validation_error` if a cookie is missing or is not what `T` expects: `errors` names each, as
/// `["cookie", "session"]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cookie<T>(pub T);

wraps!(Cookie);

impl<T, S> FromRequestParts<S> for Cookie<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::read_parts(parts, state).await?.into_result()
    }
}

impl<T, S> ReadParts<S> for Cookie<T>
where
    T: DeserializeOwned + 'static,
    S: Send + Sync,
{
    async fn read_parts(parts: &mut Parts, _: &S) -> Result<Checked<Self>, Problem> {
        let plan = Plan::to_read::<T>();
        let mut pairs: Vec<Pair<'_>> = Vec::new();
        let mut known = HashSet::new();
        let mut faults = Vec::new();
        for (given, value) in all(&parts.headers) {
            let Some(name) = texts::read_as(plan, given, str::eq) else {
                continue;
            };
            // A browser sends two cookies of one name where they differ in path or domain, the one with the longer path
            // first (RFC 6265 section 5.4). Whoever controls a sibling host can set one: it must not lock anybody out.
            let is_list = plan.root().member(&name).is_some_and(At::is_list);
            if !known.insert(given) && !is_list {
                continue;
            }
            match String::from_utf8(value) {
                Ok(value) => pairs.push((name, value.into())),
                Err(_) => {
                    faults.push(texts::not_utf8(vec!["cookie".into(), Loc::chosen(&name)]));
                    pairs.push((name, texts::UNDECODED.into()));
                }
            }
            if faults.len() >= Fault::MOST {
                break;
            }
        }
        let texts = Texts::of(pairs.into_iter(), plan.root());
        let read = texts::read_beside(faults, "cookie", &texts, plan);
        let read = read.map_err(Problem::invalid)?;
        Ok(read.map(Self))
    }
}

/// The cookies of a request, decoded.
pub(super) fn all(headers: &HeaderMap) -> impl Iterator<Item = (&str, Vec<u8>)> {
    headers
        .get_all(COOKIE)
        .iter()
        .flat_map(|header| pairs(header.as_bytes()))
        .map(|(name, value)| (name, percent_decode(value).collect()))
}

/// The pairs of `a=1; b="2"` (RFC 6265 section 4.2.1). A pair without a name, or whose name is not UTF-8, is skipped.
fn pairs(header: &[u8]) -> impl Iterator<Item = (&str, &[u8])> {
    header.split(|byte| *byte == b';').filter_map(|pair| {
        let equals = pair.iter().position(|byte| *byte == b'=')?;
        let name = std::str::from_utf8(pair[..equals].trim_ascii()).ok()?;
        let value = pair[equals + 1..].trim_ascii();
        let unquoted = value
            .strip_prefix(b"\"")
            .and_then(|value| value.strip_suffix(b"\""));
        Some((name, unquoted.unwrap_or(value)))
    })
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + JsonSchema + 'static> RequestPart for Cookie<T> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
    const NEEDS: Needs = Needs::NOTHING;

    fn describe(operation: &mut Operation<'_>) {
        let described = parameters::describe::<Self, T>(operation, Place::Cookie, "cookie");
        operation.parameters.extend(described);
        refuses(operation, &Problem::invalid([]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_a_list_of_pairs() {
        let all: Vec<_> = pairs(b"a=1; b=\"2\";c=x=y; ;flag").collect();
        assert_eq!(all, [("a", &b"1"[..]), ("b", b"2"), ("c", b"x=y")]);
    }
}
