//! The preconditions of a GET or a HEAD (RFC 9110 sections 13.1 and 13.2).

use http::header::{ETAG, LAST_MODIFIED};
use http::{HeaderMap, Method, StatusCode};

use super::replaced;
use super::request::{Asked, Wanted};
use crate::message::body::Body;
use crate::message::entity_tag::{Comparison, EntityTag, names};
use crate::message::ranged::Ranged;
use crate::message::validator::{Unconditional, Unversioned, date, has_validator};
use crate::problem::Problem;

/// Turns a 200 into a 412 if it is not the version that the client asks for, into a 304 if the client has it already, in
/// the order of RFC 9110 section 13.2.2. A 200 without validators has no preconditions.
pub(super) fn complete<RB>(response: http::Response<RB>, asked: &Asked) -> http::Response<RB>
where
    RB: http_body::Body + From<Body>,
{
    let wanted = asked.wanted();
    let is_read = asked.method == Method::GET || asked.method == Method::HEAD;
    if !is_read || response.status() != StatusCode::OK {
        return response;
    }
    let extensions = response.extensions();
    let is_declared = extensions.get::<Unconditional>().is_none();
    let is_versioned = is_declared
        && (has_validator(response.headers()) || extensions.get::<Unversioned>().is_some());
    // The parts of a content are joined by the version, so it counts even if the handler has not declared it.
    let is_in_parts = || extensions.get::<Ranged>().is_some();
    if wanted.is_conditional()
        && (is_versioned || is_in_parts())
        && !is_wanted(response.headers(), wanted)
    {
        return replaced::by_problem(response, Problem::precondition_failed());
    }
    if is_declared && is_known(response.headers(), wanted) {
        return not_modified(response);
    }
    response
}

fn not_modified<RB>(mut response: http::Response<RB>) -> http::Response<RB>
where
    RB: http_body::Body + From<Body>,
{
    let unsent = replaced::unsent(response.headers(), response.body().size_hint().exact());
    response.extensions_mut().insert(unsent);
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    replaced::forget_content(response.headers_mut());
    *response.body_mut() = RB::from(Body::empty());
    response
}

/// Whether this is a version that `If-Match` names or that is not newer than `If-Unmodified-Since`. The time is ignored if
/// the request names tags, if it is malformed, or if nobody knows when the content has changed (RFC 9110 section 13.1.4).
fn is_wanted(headers: &HeaderMap, wanted: &Wanted) -> bool {
    if !wanted.if_match.is_empty() {
        return names(wanted.if_match.iter(), tag(headers), Comparison::Strong);
    }
    let since = wanted.if_unmodified_since.as_ref().and_then(date);
    match (headers.get(LAST_MODIFIED).and_then(date), since) {
        (Some(modified), Some(since)) => modified <= since,
        _ => true,
    }
}

/// Whether the client has this version. The time is ignored if the request names a tag, which is more precise.
fn is_known(headers: &HeaderMap, wanted: &Wanted) -> bool {
    if !wanted.if_none_match.is_empty() {
        return has_validator(headers)
            && names(wanted.if_none_match.iter(), tag(headers), Comparison::Weak);
    }
    let since = wanted.if_modified_since.as_ref().and_then(date);
    match (headers.get(LAST_MODIFIED).and_then(date), since) {
        (Some(modified), Some(since)) => modified <= since,
        _ => false,
    }
}

fn tag(headers: &HeaderMap) -> Option<EntityTag<'_>> {
    headers.get(ETAG).and_then(EntityTag::of)
}
