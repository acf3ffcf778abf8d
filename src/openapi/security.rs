//! The security requirements of a route.

use std::collections::{BTreeMap, BTreeSet};

use response_core::contract::{ApiFault, Credential, FaultKind, Operation, SecurityRequirement};
use serde_json::{Map, Value, json};

use super::{Described, Head};
use crate::extract::short_name;

/// Schemes that are needed together, each with its scopes.
pub(super) type Alternative = BTreeMap<String, BTreeSet<String>>;

/// The requirements of a route and its extractors: alternatives. `None` if none are declared.
///
/// An optional extractor whose scheme the route declares adds nothing: `Option<Bearer>, Option<ApiKey<K>>` with
/// `security("bearer"), security("x-key")` means one or the other.
pub(super) fn alternatives(
    declared: Option<&[SecurityRequirement]>,
    credentials: &[Credential],
) -> Option<Vec<Alternative>> {
    if declared.is_none() && credentials.is_empty() {
        return None;
    }
    // No requirements are one empty alternative, to which the extractors add theirs.
    let mut alternatives: Vec<Alternative> = declared
        .filter(|declared| !declared.is_empty())
        .unwrap_or(&[&[]])
        .iter()
        .map(|schemes| {
            schemes
                .iter()
                .map(|(name, scopes)| {
                    let scopes = scopes.iter().map(|scope| (*scope).to_owned());
                    ((*name).to_owned(), scopes.collect())
                })
                .collect()
        })
        .collect();
    // The route has declared the alternatives for the schemes that it names.
    let is_settled = |credential: &&Credential| {
        !credential.required
            && alternatives
                .iter()
                .any(|alternative| alternative.contains_key(credential.name.as_ref()))
    };
    let (_, credentials): (Vec<_>, Vec<_>) = credentials.iter().partition(is_settled);
    for credential in credentials {
        let without = (!credential.required).then(|| alternatives.clone());
        for alternative in &mut alternatives {
            let scopes = credential.scopes.iter().map(ToString::to_string);
            alternative
                .entry(credential.name.to_string())
                .or_default()
                .extend(scopes);
        }
        // The credential first: a client that has one should send it.
        for alternative in without.into_iter().flatten() {
            if !alternatives.contains(&alternative) {
                alternatives.push(alternative);
            }
        }
    }
    Some(alternatives)
}

/// The Security Requirement Objects. None at all means that the operation is public.
pub(super) fn requirements(alternatives: &[Alternative]) -> Value {
    if alternatives.iter().all(BTreeMap::is_empty) {
        return json!([]);
    }
    alternatives.iter().map(|schemes| json!(schemes)).collect()
}

pub(super) fn schemes(head: &Head, used: &[Credential]) -> Map<String, Value> {
    let mut schemes = Map::new();
    for (name, scheme) in &head.schemes {
        schemes.insert(name.clone(), scheme.to_value());
    }
    for credential in used {
        if !schemes.contains_key(credential.name.as_ref()) {
            let name = credential.name.to_string();
            schemes.insert(name, credential.scheme.to_value());
        }
    }
    schemes
}

/// The challenges of an operation's 401s that are always the same.
pub(super) fn challenges(operation: &Operation<'_>) -> Vec<String> {
    operation
        .errors
        .iter()
        .filter(|error| error.status == 401)
        .flat_map(|error| &error.headers)
        .filter(|header| header.name.eq_ignore_ascii_case("WWW-Authenticate"))
        .filter_map(|header| header.schema["const"].as_str())
        .map(str::to_owned)
        .collect()
}

impl Described {
    /// A scheme that has another meaning in the API, or for the extractors of earlier routes.
    pub(super) fn scheme_of_two_meanings(
        &self,
        head: &Head,
        needed: &mut Vec<Credential>,
    ) -> Option<ApiFault> {
        let mut fault = None;
        for credential in &self.credentials {
            let name = &credential.name;
            let by_others = needed.iter().find(|other| other.name == *name);
            let known = head
                .scheme(name)
                .or_else(|| by_others.map(|other| &other.scheme));
            match known {
                Some(known) if !known.is_sent_as(&credential.scheme) => {
                    fault.get_or_insert_with(|| {
                        let by = head
                            .describer(name)
                            .map_or_else(String::new, |title| format!(" by the document `{title}`"));
                        let what = format!(
                            "needs the security scheme `{name}` as {}, but it is described{by} as {}",
                            credential.scheme.to_value(),
                            known.to_value(),
                        );
                        ApiFault::new(FaultKind::DuplicateSecurityScheme, what)
                            .advising("give one of them another name")
                    });
                }
                Some(_) => {}
                None => needed.push(credential.clone()),
            }
        }
        fault
    }

    /// The arguments that document a 401 without its challenge.
    pub(super) fn without_challenge(&self) -> impl Iterator<Item = ApiFault> {
        self.unchallenged.iter().map(|argument| {
            let name = short_name(argument);
            let what = format!("takes `{name}`, whose 401 has no `WWW-Authenticate`");
            ApiFault::new(FaultKind::UnauthorizedWithoutChallenge, what).advising(
                "describe it by `Bearer::describe(operation)`, or by `<MyError as ErrorResponse>::describe(operation)` with \
                 `#[response(status = 401, challenge = \"Bearer\")]` on the variant",
            )
        })
    }

    /// A scheme that is not described, or a challenge for another scheme than the documented ones.
    pub(super) fn unknown_scheme_or_other_challenge(&self, head: &Head) -> Option<ApiFault> {
        let known = |name: &str| {
            let credential = || {
                self.credentials
                    .iter()
                    .find(|credential| credential.name == name)
            };
            head.scheme(name)
                .or_else(|| credential().map(|credential| &credential.scheme))
        };
        let mut asked = BTreeSet::new();
        for name in self.alternatives.iter().flat_map(BTreeMap::keys) {
            let Some(scheme) = known(name) else {
                let what =
                    format!("needs the security scheme `{name}`, which the API does not describe");
                let add =
                    format!("add `.security_scheme({name:?}, SecurityScheme::bearer(\"JWT\"))`");
                let help = match meant(name, head) {
                    Some(meant) => format!("did you mean `{meant}`? otherwise, {add}"),
                    None => format!("{add}, or name another scheme{}", others(head)),
                };
                return Some(ApiFault::new(FaultKind::UnknownSecurityScheme, what).advising(help));
            };
            match scheme.http_scheme() {
                Some(scheme) => asked.insert(scheme.to_ascii_lowercase()),
                // The name of its challenge is not known here.
                None => return None,
            };
        }
        if asked.is_empty() {
            return None;
        }
        let challenged = self.challenges.iter().find(|challenge| {
            let mut words = challenge.split([' ', ',']);
            !words.any(|word| asked.contains(&word.to_ascii_lowercase()))
        })?;
        let asked: Vec<String> = asked.into_iter().collect();
        let asked = asked.join("`, `");
        let what = format!(
            "challenges with `WWW-Authenticate: {challenged}`, but its security scheme is `{asked}`"
        );
        let help = format!("challenge with `{asked}` in the error: `challenge = \"{asked}\"`");
        Some(ApiFault::new(FaultKind::OtherChallenge, what).advising(help))
    }
}

/// The scheme that was most likely meant.
fn meant<'h>(name: &str, head: &'h Head) -> Option<&'h str> {
    let names = head.schemes.iter().map(|(known, _)| known.as_str());
    names
        .map(|known| (edits(&name.to_lowercase(), &known.to_lowercase()), known))
        .filter(|(edits, known)| edits * 3 <= known.chars().count())
        .min()
        .map(|(_, known)| known)
}

/// How many letters have to be inserted, dropped or replaced to make one text of the other.
fn edits(one: &str, other: &str) -> usize {
    // For each beginning of the other text, the edits that make it of what has been read of the first one.
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (read, letter) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = read + 1;
        for (at, same) in other.chars().map(|another| another == letter).enumerate() {
            let replaced = before + usize::from(!same);
            before = row[at + 1];
            row[at + 1] = replaced.min(before + 1).min(row[at] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

fn others(head: &Head) -> String {
    if head.schemes.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = head.schemes.iter().map(|(name, _)| name.as_str()).collect();
    format!(" (the API describes `{}`)", names.join("`, `"))
}
