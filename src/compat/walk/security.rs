//! Credentials: which are enough.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Walk;
use super::paths::Mounted;
use crate::compat::change::{Direction, Kind, Verdict};
use crate::compat::document::Document;
use crate::compat::witness::Witness;

/// Credentials that are sent together, by how they are sent, each with its scopes and its names.
type Credentials = BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>;

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

/// The alternatives that let in a request with these credentials.
fn enough<'a>(
    alternatives: &'a [Credentials],
    credentials: &Credentials,
) -> impl Iterator<Item = &'a Credentials> {
    alternatives.iter().filter(|alternative| {
        alternative.iter().all(|(scheme, (scopes, _))| {
            credentials
                .get(scheme)
                .is_some_and(|(granted, _)| scopes.is_subset(granted))
        })
    })
}

fn is_enough(alternatives: &[Credentials], credentials: &Credentials) -> bool {
    enough(alternatives, credentials).next().is_some()
}

/// Where the tokens of a scheme come from, without what only describes it, and without the header in which they are sent.
fn works(document: &Document, name: &str) -> Value {
    let mut scheme = document
        .resolved(&document.root["components"]["securitySchemes"][name])
        .clone();
    if let Value::Object(members) = &mut scheme {
        members.retain(|member, _| {
            let is_said_elsewhere =
                ["description", "in", "name", "scheme"].contains(&member.as_str());
            !(is_said_elsewhere || member.starts_with("x-"))
        });
        for (_, value) in members.iter_mut() {
            *value = without_scopes(value);
        }
    }
    scheme
}

fn shown(credentials: &Credentials) -> String {
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
        self.other_schemes(name, (&was, &is), places);
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

    /// Credentials that are sent as before, and are of schemes that work in another way.
    fn other_schemes(
        &mut self,
        name: &str,
        (was, is): (&[Credentials], &[Credentials]),
        places: (Option<&'d Value>, Option<&'d Value>),
    ) {
        for credentials in was {
            let mut taken = enough(is, credentials).peekable();
            let is_alike = |alternative: &Credentials| {
                alternative.iter().all(|(scheme, (_, names))| {
                    let own = credentials.get(scheme).map(|(_, names)| names);
                    own.is_some_and(|own| own == names || self.work_alike(own, names))
                })
            };
            let Some(first) = taken.peek().copied() else {
                continue;
            };
            if taken.any(is_alike) {
                continue;
            }
            let sentence = format!(
                "a request {} is let in {}; whether the same credentials are meant is not known here",
                shown(credentials),
                shown(first)
            );
            let change = self.tell(
                Kind::SecurityChanged,
                Verdict::Risky,
                name,
                places,
                sentence,
            );
            change.direction = Some(Direction::Sent);
        }
    }

    /// Whether schemes of other names work in the same way.
    fn work_alike(&self, old: &BTreeSet<String>, new: &BTreeSet<String>) -> bool {
        let before: Vec<Value> = old.iter().map(|name| works(self.old, name)).collect();
        let after: Vec<Value> = new.iter().map(|name| works(self.new, name)).collect();
        before.iter().all(|scheme| after.contains(scheme))
            && after.iter().all(|scheme| before.contains(scheme))
    }

    /// The credentials of a request that the service sends. What the document says of all operations is what clients send.
    pub(super) fn own_security(&mut self, name: &str, old: &'d Value, new: &'d Value) {
        if old.get("security").is_none() && new.get("security").is_none() {
            return;
        }
        if alternatives(self.old, old) == alternatives(self.new, new) {
            return;
        }
        let sentence = "the service sends other credentials, which the receiver may not know";
        let change = self.tell(
            Kind::SecurityChanged,
            Verdict::Risky,
            name,
            (Some(old), Some(new)),
            sentence,
        );
        change.direction = Some(Direction::Received);
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
