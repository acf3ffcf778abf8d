//! What a request needs to prove who asks.

use std::collections::{BTreeMap, BTreeSet};

use response_core::contract::SecurityRequirement;
use response_core::describe::{Credential, Operation};
use serde_json::{Map, Value, json};

use super::Head;

/// Schemes that are needed together, and the scopes of each.
pub(crate) type Alternative = BTreeMap<String, BTreeSet<String>>;

/// What a route and its extractors ask for: one of the alternatives. `None` where nobody says anything.
///
/// An optional extractor of a scheme that the route declares adds nothing: `Option<Bearer>, Option<ApiKey<K>>` below
/// `security("bearer"), security("x-key")` is one or the other.
pub(crate) fn alternatives(
    declared: Option<&[SecurityRequirement]>,
    credentials: &[Credential],
) -> Option<Vec<Alternative>> {
    if declared.is_none() && credentials.is_empty() {
        return None;
    }
    // Nothing that is asked for is one alternative, to which the extractors add theirs.
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
    // What the route names itself it also says the alternatives to.
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
        // The credential first: who has one should send it.
        for alternative in without.into_iter().flatten() {
            if !alternatives.contains(&alternative) {
                alternatives.push(alternative);
            }
        }
    }
    Some(alternatives)
}

/// The Security Requirement Objects; none at all means that everybody may.
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

/// What is wrong with the security of a route: a scheme that nobody has described or that means something else to another
/// (the extractors of the routes before it need those of `needed`), or a challenge that asks for another one than the
/// document does.
pub(crate) fn fault(
    head: &Head,
    operation: &Operation<'_>,
    alternatives: &[Alternative],
    needed: &mut Vec<Credential>,
) -> Option<String> {
    for credential in &operation.credentials {
        let name = &credential.name;
        let by_others = needed.iter().find(|other| other.name == *name);
        let known = head
            .scheme(name)
            .or_else(|| by_others.map(|other| &other.scheme));
        match known {
            Some(known) if !known.is_sent_as(&credential.scheme) => {
                return Some(format!(
                    "needs the security scheme `{name}` as {}, but it is described as {}: give one of them another name",
                    credential.scheme.to_value(),
                    known.to_value(),
                ));
            }
            Some(_) => {}
            None => needed.push(credential.clone()),
        }
    }
    let known = |name: &str| {
        let credential = || {
            operation
                .credentials
                .iter()
                .find(|credential| credential.name == name)
        };
        head.scheme(name)
            .or_else(|| credential().map(|credential| &credential.scheme))
    };
    let mut asked = BTreeSet::new();
    for name in alternatives.iter().flat_map(BTreeMap::keys) {
        let Some(scheme) = known(name) else {
            return Some(format!(
                "needs the security scheme `{name}`, which the API does not describe: add `.security_scheme({name:?}, \
                 SecurityScheme::..)`{}",
                others(head)
            ));
        };
        match scheme.http_scheme() {
            Some(scheme) => asked.insert(scheme.to_ascii_lowercase()),
            // Its challenge has no name that is known here.
            None => return None,
        };
    }
    if asked.is_empty() {
        return None;
    }
    let challenged = operation
        .errors
        .iter()
        .filter(|error| error.status == 401)
        .flat_map(|error| &error.headers)
        .filter(|header| header.name.eq_ignore_ascii_case("WWW-Authenticate"))
        .filter_map(|header| header.schema["const"].as_str())
        .find(|challenge| {
            let mut words = challenge.split([' ', ',']);
            !words.any(|word| asked.contains(&word.to_ascii_lowercase()))
        })?;
    let asked: Vec<String> = asked.into_iter().collect();
    Some(format!(
        "challenges with `WWW-Authenticate: {challenged}`, but its security scheme is `{}`",
        asked.join("`, `")
    ))
}

fn others(head: &Head) -> String {
    if head.schemes.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = head.schemes.iter().map(|(name, _)| name.as_str()).collect();
    format!(" (it describes `{}`)", names.join("`, `"))
}
