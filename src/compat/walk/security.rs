//! Credentials: which are enough.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Walk;
use super::paths::Mounted;
use crate::compat::change::{Direction, Kind, Verdict};
use crate::compat::document::Document;
use crate::compat::witness::Witness;

/// Credentials that are sent together, by how they are sent, each with its scopes and its name.
type Credentials = BTreeMap<String, (BTreeSet<String>, String)>;

/// How a credential is sent. A token is sent in the same header wherever it comes from (RFC 6750 section 2.1).
fn sent_as(document: &Document, name: &str) -> String {
    let scheme = document.resolved(&document.root["components"]["securitySchemes"][name]);
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

fn alternatives(document: &Document, operation: &Value) -> Vec<Credentials> {
    let requirements = operation
        .get("security")
        .unwrap_or(&document.root["security"]);
    let listed = requirements.as_array().into_iter().flatten();
    let alternatives: Vec<Credentials> = listed
        .map(|requirement| {
            let schemes = requirement.as_object().into_iter().flatten();
            schemes
                .map(|(name, scopes)| {
                    let scopes = scopes.as_array().into_iter().flatten();
                    let scopes = scopes
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect();
                    (sent_as(document, name), (scopes, name.clone()))
                })
                .collect()
        })
        .collect();
    if alternatives.is_empty() {
        vec![Credentials::new()]
    } else {
        alternatives
    }
}

/// Whether a request with these credentials is let in.
fn is_enough(alternatives: &[Credentials], credentials: &Credentials) -> bool {
    alternatives.iter().any(|alternative| {
        alternative.iter().all(|(scheme, (scopes, _))| {
            credentials
                .get(scheme)
                .is_some_and(|(granted, _)| scopes.is_subset(granted))
        })
    })
}

fn shown(credentials: &Credentials) -> String {
    if credentials.is_empty() {
        return "without credentials".to_owned();
    }
    let each = credentials
        .values()
        .map(|(scopes, name)| match scopes.is_empty() {
            true => format!("`{name}`"),
            false => {
                let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
                format!("`{name}` ({})", scopes.join(" "))
            }
        });
    format!("with {}", each.collect::<Vec<_>>().join(" and "))
}

impl<'d> Walk<'d> {
    pub(super) fn security(
        &mut self,
        name: &str,
        old: &'d Value,
        new: &'d Value,
        before: &Mounted<'d>,
    ) {
        let (was, is) = (alternatives(self.old, old), alternatives(self.new, new));
        let places = (Some(place(self.old, old)), Some(place(self.new, new)));
        for credentials in was
            .iter()
            .filter(|credentials| !is_enough(&is, credentials))
        {
            let wanted: Vec<String> = is.iter().map(shown).collect();
            let sentence = format!(
                "a request {} is refused; it is let in {}",
                shown(credentials),
                wanted.join(", or ")
            );
            let method = before.method.to_uppercase();
            let path = self.sample_path(before);
            let change = self.tell(
                Kind::SecurityChanged,
                Verdict::Breaking,
                name,
                places,
                sentence,
            );
            change.direction = Some(Direction::Sent);
            change.witness = Some(Witness::Request(format!(
                "{method} {path} {}",
                shown(credentials)
            )));
        }
        for credentials in is
            .iter()
            .filter(|credentials| !is_enough(&was, credentials))
        {
            let sentence = format!("a request {} is let in", shown(credentials));
            let change = self.tell(
                Kind::SecurityChanged,
                Verdict::Compatible,
                name,
                places,
                sentence,
            );
            change.direction = Some(Direction::Sent);
        }
    }

    /// Where tokens come from, by the name of the scheme.
    pub(super) fn schemes(&mut self) {
        let all =
            |document: &'d Document| document.root["components"]["securitySchemes"].as_object();
        let (Some(old), Some(new)) = (all(self.old), all(self.new)) else {
            return;
        };
        for (name, scheme) in old {
            let Some(other) = new.get(name) else { continue };
            if sent_as(self.old, name) != sent_as(self.new, name) {
                continue;
            }
            let differing = ["type", "flows", "openIdConnectUrl", "bearerFormat"]
                .into_iter()
                .find(|member| without_scopes(&scheme[*member]) != without_scopes(&other[*member]));
            if let Some(member) = differing {
                let sentence = format!(
                    "the credential `{name}` is sent as before, but has another `{member}`"
                );
                self.tell(
                    Kind::SecuritySchemeChanged,
                    Verdict::Risky,
                    "",
                    (Some(scheme), Some(other)),
                    sentence,
                );
            }
        }
    }
}

/// The flows without the scopes that may be asked for, which operations name as far as they need them.
fn without_scopes(value: &Value) -> Value {
    let mut value = value.clone();
    if let Value::Object(flows) = &mut value {
        for (_, flow) in flows {
            if let Value::Object(flow) = flow {
                flow.remove("scopes");
            }
        }
    }
    value
}

fn place<'d>(document: &'d Document, operation: &'d Value) -> &'d Value {
    match (operation.get("security"), document.root.get("security")) {
        (Some(own), _) | (None, Some(own)) => own,
        (None, None) => operation,
    }
}
