//! The `Location` of a route that is nested below a prefix.

use http::HeaderValue;
use http::header::LOCATION;
use percent_encoding::utf8_percent_encode;

use super::links::NOT_IN_A_QUERY;
use super::mounts::{Mounts, filled};
use super::request::Asked;
use crate::outcome::LeadsTo;

/// Adds the prefix to the path, now that the place of the route is known.
pub(super) fn complete<RB>(
    mut response: http::Response<RB>,
    asked: &Asked,
    mounts: &Mounts,
) -> http::Response<RB> {
    let Some(LeadsTo(route)) = response.extensions_mut().remove() else {
        return response;
    };
    if let Some(matched) = asked.template()
        && let Some(prefix) = mounts.prefix(route, matched)
        && let Some(prefix) = filled(&prefix, matched, asked.path().unwrap_or_default())
        && !prefix.is_empty()
        && let Some(location) = response.headers_mut().get_mut(LOCATION)
        && let Ok(path) = location.to_str()
    {
        let prefix = utf8_percent_encode(&prefix, NOT_IN_A_QUERY);
        // A route that declares `/` is served at the prefix itself.
        let path = if path == "/" { "" } else { path };
        if let Ok(whole) = HeaderValue::try_from(format!("{prefix}{path}")) {
            *location = whole;
        }
    }
    response
}
