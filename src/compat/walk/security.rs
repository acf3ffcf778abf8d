//! Credentials: which are enough.

use std::collections::BTreeSet;

use serde_json::Value;

use super::shown::{Asked, Shown};
use super::{Walk, Way};
use crate::compat::change::{Kind, Subject, Verdict};
use crate::compat::document::Document;
use crate::compat::read::credentials::{Credentials, alternatives, scheme, sent_as, shown};

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
    let mut scheme = scheme(document, name).clone();
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

impl<'d> Walk<'d> {
    pub(super) fn security(&mut self, way: Way<'_, 'd>) {
        let way = way.of(&Subject::Security);
        let (old, new) = (way.sent.operation, way.read.operation);
        let (was, is) = (alternatives(self.old, old), alternatives(self.new, new));
        let places = (Some(place(self.old, old)), Some(place(self.new, new)));
        if self.outside_schemes(way, (&was, &is), places) {
            return;
        }
        let kind = Kind::SecurityChanged;
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
            let asked = Asked::Credentials(credentials);
            self.breaks(kind, way, places, sentence, Shown::Request(asked));
        }
        self.other_schemes(way, (&was, &is), places);
        for credentials in is
            .iter()
            .filter(|credentials| !is_enough(&was, credentials))
        {
            let sentence = format!("a request {} is let in", shown(credentials));
            self.keeps(kind, way, places, sentence);
        }
    }

    /// Credentials that are sent as before, and are of schemes that work in another way.
    fn other_schemes(
        &mut self,
        way: Way<'_, 'd>,
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
            self.risks(Kind::SecurityChanged, way, places, sentence);
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
    pub(super) fn own_security(&mut self, way: Way<'_, 'd>) {
        let way = way.of(&Subject::Security);
        let (sent, read) = (way.sent.operation, way.read.operation);
        if sent.get("security").is_none() && read.get("security").is_none() {
            return;
        }
        if alternatives(way.sender, sent) == alternatives(way.receiver, read) {
            return;
        }
        let sentence = "the service sends other credentials, which the receiver may not know";
        let places = (Some(sent), Some(read));
        self.risks(Kind::SecurityChanged, way, places, sentence);
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
