//! The credentials that an operation asks for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::compat::document::Document;

/// Credentials that are sent together, by how they are sent, each with its scopes and its names.
pub(in crate::compat) type Credentials = BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>;

/// The scheme of a name.
pub(in crate::compat) fn scheme<'d>(document: &'d Document, name: &str) -> &'d Value {
    document.resolved(&document.root["components"]["securitySchemes"][name])
}

/// How a credential is sent. A token is sent in the same header wherever it comes from (RFC 6750 section 2.1).
pub(in crate::compat) fn sent_as(document: &Document, name: &str) -> String {
    let scheme = scheme(document, name);
    let text = |member: &str| scheme[member].as_str().unwrap_or_default();
    match text("type") {
        "http" => format!("http {}", text("scheme").to_ascii_lowercase()),
        "oauth2" | "openIdConnect" => "http bearer".to_owned(),
        "apiKey" if text("in") == "header" => {
            format!("header {}", text("name").to_ascii_lowercase())
        }
        "apiKey" => format!("{} {}", text("in"), text("name")),
        "" => format!("`{name}`"),
        other => other.to_owned(),
    }
}

/// The credentials that are enough, each alternative with all that it needs. Without any, nothing is needed.
pub(in crate::compat) fn alternatives(document: &Document, operation: &Value) -> Vec<Credentials> {
    let requirements = operation
        .get("security")
        .unwrap_or(&document.root["security"]);
    let listed = requirements.as_array().into_iter().flatten();
    let alternatives: Vec<Credentials> = listed
        .map(|requirement| {
            let mut credentials = Credentials::new();
            for (name, scopes) in requirement.as_object().into_iter().flatten() {
                // Two schemes of one header ask for one token that is enough for both.
                let (all, names) = credentials.entry(sent_as(document, name)).or_default();
                let scopes = scopes.as_array().into_iter().flatten();
                all.extend(scopes.filter_map(Value::as_str).map(str::to_owned));
                names.insert(name.clone());
            }
            credentials
        })
        .collect();
    if alternatives.is_empty() {
        vec![Credentials::new()]
    } else {
        alternatives
    }
}

/// The credentials, as a sentence has them.
pub(in crate::compat) fn shown(credentials: &Credentials) -> String {
    if credentials.is_empty() {
        return "without credentials".to_owned();
    }
    let each = credentials.values().map(|(scopes, names)| {
        let joined = |texts: &BTreeSet<String>, between: &str| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            texts.join(between)
        };
        let names = format!("`{}`", joined(names, "` and `"));
        match scopes.is_empty() {
            true => names,
            false => format!("{names} ({})", joined(scopes, " ")),
        }
    });
    format!("with {}", each.collect::<Vec<_>>().join(" and "))
}
