//! What is said of a body, by media type.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::ANYTHING;

/// The media types of a body; none if nothing is said of one.
pub(in crate::compat) fn content(object: &Value) -> Option<&Map<String, Value>> {
    object["content"]
        .as_object()
        .filter(|content| !content.is_empty())
}

/// The name without parameters (RFC 9110 section 8.3.1).
pub(in crate::compat) fn essence(name: &str) -> String {
    name.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The parameters that say more than how the bytes are read, by name.
fn parameters(name: &str) -> BTreeSet<String> {
    let parameters = name.split(';').skip(1).map(str::trim);
    parameters
        .filter_map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let name = name.trim().to_ascii_lowercase();
            let value = value.trim().trim_matches('"');
            let is_told = !matches!(name.as_str(), "" | "charset" | "boundary");
            is_told.then(|| format!("{name}={value}"))
        })
        .collect()
}

/// How a media type was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::compat) enum Found {
    Same,
    /// With other parameters.
    Alike,
    InRange,
    InAny,
}

fn found(known: &str, name: &str) -> Option<Found> {
    let (range, essence) = (essence(known), essence(name));
    if range == essence {
        let is_same = parameters(known) == parameters(name);
        return Some(if is_same { Found::Same } else { Found::Alike });
    }
    let kind = range.strip_suffix("/*")?;
    match kind {
        "*" => Some(Found::InAny),
        kind if essence.split('/').next() == Some(kind) => Some(Found::InRange),
        _ => None,
    }
}

/// What is said of a media type: under its name, that name with other parameters, or the narrowest range.
pub(in crate::compat) fn find<'c>(
    content: &'c Map<String, Value>,
    name: &str,
) -> Option<(&'c Value, Found)> {
    let all = content
        .iter()
        .filter_map(|(known, content)| Some((content, found(known, name)?)));
    all.min_by_key(|(_, found)| *found)
}

/// What is said of the body, or of each item of a stream.
pub(in crate::compat) fn schema(content: &Value) -> &Value {
    content
        .get("itemSchema")
        .or_else(|| content.get("schema"))
        .unwrap_or(&ANYTHING)
}
