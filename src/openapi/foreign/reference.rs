//! The references of a document: whether each leads somewhere, and whether one leads back to itself.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use response_core::contract::{ApiFault, FaultKind};
use serde_json::{Map, Value};

use super::part::{Part, each};

/// The keywords whose schemas describe the same value as the schema around them.
const OF_THE_SAME_VALUE: [&str; 7] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/// The faults of the references, one for each target that is not there.
pub(super) fn faults(title: &str, document: &Value) -> Vec<ApiFault> {
    let mut anchors = BTreeSet::new();
    let mut targets: BTreeMap<&str, String> = BTreeMap::new();
    let mut named_elsewhere = None;
    each(
        document,
        Part::Object,
        &mut "#".to_owned(),
        &mut |at, members, part| {
            let text = |keyword: &str| members.get(keyword).and_then(Value::as_str);
            for target in [text("$ref"), text("$dynamicRef")].into_iter().flatten() {
                targets.entry(target).or_insert_with(|| at.to_owned());
            }
            for target in mapped(members).filter(|target| target.starts_with('#')) {
                targets.entry(target).or_insert_with(|| at.to_owned());
            }
            // A link may lead to an operation of another API.
            if part == Part::Link
                && let Some(target) = text("operationRef").filter(|target| target.starts_with('#'))
            {
                targets.entry(target).or_insert_with(|| at.to_owned());
            }
            anchors.extend(
                [text("$anchor"), text("$dynamicAnchor")]
                    .into_iter()
                    .flatten(),
            );
            if part == Part::Schema && members.contains_key("$id") && named_elsewhere.is_none() {
                named_elsewhere = Some(at.to_owned());
            }
        },
    );
    let mut faults = Vec::new();
    if let Some(at) = named_elsewhere {
        let what = format!("the schema at `{at}` of the document `{title}` has an `$id`");
        faults.push(broken(what).advising(
            "drop the `$id`: what stands in the schema would refer to that, and not to the document",
        ));
    }
    for (target, at) in &targets {
        let Some(fragment) = target.strip_prefix('#') else {
            let what =
                format!("the document `{title}` refers to `{target}` at `{at}`, outside of itself");
            faults
                .push(broken(what).advising(
                    "make one document of them first, for example with `redocly bundle`",
                ));
            continue;
        };
        let is_there = match decoded(fragment) {
            pointer if pointer.is_empty() || pointer.starts_with('/') => {
                document.pointer(&pointer).is_some() && is_carried(&pointer)
            }
            anchor => anchors.contains(anchor.as_str()),
        };
        if !is_there {
            let what = format!(
                "the document `{title}` refers to `{target}` at `{at}`, but has nothing there that could be merged"
            );
            faults.push(broken(what).advising(match name_of_schema(target) {
                Some(name) => format!(
                    "add the schema `{name}` to it: in utoipa, `components(schemas({name}))`"
                ),
                None => "add it below `components`, or refer to something else".to_owned(),
            }));
        }
    }
    if faults.is_empty() {
        faults.extend(cycles(title, document, targets.keys().copied()));
    }
    faults
}

fn broken(what: String) -> ApiFault {
    ApiFault::new(FaultKind::BrokenReference, what)
}

/// Whether the part of the document is merged, so that what is there can still be referred to.
fn is_carried(pointer: &str) -> bool {
    ["/components/", "/paths/", "/webhooks/"]
        .iter()
        .any(|part| pointer.starts_with(part))
}

fn name_of_schema(target: &str) -> Option<&str> {
    let name = target.strip_prefix("#/components/schemas/")?;
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some(name)
}

/// What a discriminator leads to.
fn mapped(members: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let mapping = members
        .get("discriminator")
        .and_then(|all| all.get("mapping"));
    let mapping = mapping.and_then(Value::as_object).into_iter().flatten();
    mapping.filter_map(|(_, target)| target.as_str())
}

/// A fragment as a JSON pointer.
pub(super) fn decoded(fragment: &str) -> String {
    percent_decode_str(fragment)
        .decode_utf8_lossy()
        .into_owned()
}

/// What the reference of an object leads to, however many references there are on the way. They lead somewhere and do not go
/// in a circle.
pub(super) fn resolved<'d>(document: &'d Value, object: &'d Value) -> &'d Value {
    let mut found = object;
    while let Some(target) = found.get("$ref").and_then(Value::as_str)
        && let Some(there) = target
            .strip_prefix('#')
            .and_then(|fragment| document.pointer(&decoded(fragment)))
    {
        found = there;
    }
    found
}

/// References that lead back to themselves before any member or item of the value: they could never lead to anything. A
/// model that contains itself is not one.
fn cycles<'d>(
    title: &str,
    document: &'d Value,
    targets: impl Iterator<Item = &'d str>,
) -> Vec<ApiFault> {
    let next = |target: &str| {
        let mut found = Vec::new();
        let there = target.strip_prefix('#').map(decoded);
        if let Some(there) = there.and_then(|pointer| document.pointer(&pointer)) {
            of_the_same_value(there, &mut found);
        }
        found
    };
    let mut done = BTreeSet::new();
    let mut faults = Vec::new();
    for start in targets {
        if done.contains(start) {
            continue;
        }
        let mut way: Vec<(&str, Vec<&str>)> = vec![(start, next(start))];
        let mut on_the_way = BTreeSet::from([start]);
        while let Some((_, open)) = way.last_mut() {
            let Some(target) = open.pop() else {
                if let Some((target, _)) = way.pop() {
                    on_the_way.remove(target);
                    done.insert(target);
                }
                continue;
            };
            if on_the_way.contains(target) {
                let circle = way.iter().skip_while(|(known, _)| *known != target);
                let mut circle: Vec<String> =
                    circle.map(|(known, _)| format!("`{known}`")).collect();
                circle.push(format!("`{target}`"));
                let what = format!(
                    "the document `{title}` refers in a circle: {}",
                    circle.join(" to ")
                );
                faults.push(broken(what).advising(
                    "drop one of the references: a schema may contain itself only as a member or an item",
                ));
            } else if !done.contains(target) {
                on_the_way.insert(target);
                way.push((target, next(target)));
            }
        }
    }
    faults
}

fn of_the_same_value<'d>(schema: &'d Value, found: &mut Vec<&'d str>) {
    found.extend(schema.get("$ref").and_then(Value::as_str));
    for keyword in OF_THE_SAME_VALUE {
        match schema.get(keyword) {
            Some(Value::Array(branches)) => {
                branches
                    .iter()
                    .for_each(|branch| of_the_same_value(branch, found));
            }
            Some(branch) => of_the_same_value(branch, found),
            None => {}
        }
    }
}
