//! The answers of an operation, by status, and their headers.

use serde_json::Value;

/// What is documented of a status: by its number, by its range, or as `default`.
pub(in crate::compat) fn documented<'r>(responses: &'r Value, status: &str) -> Option<&'r Value> {
    let range = || status.get(..1).map(|class| format!("{class}XX"));
    let of_range = || {
        let range = range()?;
        responses
            .get(&range)
            .or_else(|| responses.get(range.to_lowercase()))
    };
    responses
        .get(status)
        .or_else(of_range)
        .or_else(|| responses.get("default"))
}

/// A status of the key that nothing else describes.
pub(in crate::compat) fn status_of(key: &str, responses: &Value) -> Option<u16> {
    if let Ok(status) = key.parse() {
        return Some(status);
    }
    let class: u16 = key.get(..1)?.parse().ok()?;
    (class * 100..class * 100 + 100)
        .find(|status| documented(responses, &status.to_string()).is_none())
}

pub(in crate::compat) fn statuses(responses: &Value) -> impl Iterator<Item = (&String, &Value)> {
    responses
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| !name.starts_with("x-"))
}

/// The headers of an answer. OpenAPI gives `Content-Type` another place.
pub(in crate::compat) fn headers(response: &Value) -> Vec<(&str, &Value)> {
    let headers = response["headers"].as_object().into_iter().flatten();
    headers
        .map(|(name, header)| (name.as_str(), header))
        .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
        .collect()
}
