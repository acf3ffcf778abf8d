//! The names of a document's components among those that are there: equal ones are shared, others of one name renamed.

use std::collections::{BTreeMap, BTreeSet};

use response_core::schema::pointer::unescaped;
use serde_json::Value;

use super::reference::decoded;

/// The section and the name of a component.
type Key<'a> = (&'a str, &'a str);

/// The names that the components of a document have in another one.
#[derive(Debug)]
pub(super) struct Names {
    /// The new names, by section and old name, of the components that got one.
    renamed: BTreeMap<(String, String), String>,
    /// The components that the other document has already, so that they are shared.
    shared: BTreeSet<(String, String)>,
}

impl Names {
    /// Compares the components of a document, `own`, with those that are there.
    pub(super) fn of(own: &Value, there: &Value) -> Self {
        let shared: BTreeSet<_> = equal(own, there)
            .into_iter()
            .map(|(section, name)| (section.to_owned(), name.to_owned()))
            .collect();
        let mut names = Self {
            renamed: BTreeMap::new(),
            shared,
        };
        let mut given = BTreeSet::new();
        for (section, name, _) in entries(own) {
            if names.is_shared(section, name) {
                continue;
            }
            let clean = sanitized(name);
            let is_taken = |wanted: &str, given: &BTreeSet<(String, String)>| {
                there[section].get(wanted).is_some()
                    || (wanted != name && own[section].get(wanted).is_some())
                    || given.contains(&(section.to_owned(), wanted.to_owned()))
            };
            let mut wanted = clean.clone();
            let mut number = 2;
            while is_taken(&wanted, &given) {
                wanted = format!("{clean}_{number}");
                number += 1;
            }
            given.insert((section.to_owned(), wanted.clone()));
            if wanted != name {
                names
                    .renamed
                    .insert((section.to_owned(), name.to_owned()), wanted);
            }
        }
        names
    }

    pub(super) fn is_shared(&self, section: &str, name: &str) -> bool {
        self.shared.contains(&(section.to_owned(), name.to_owned()))
    }

    /// The name of a component, if it has another one than before.
    pub(super) fn renamed(&self, section: &str, name: &str) -> Option<&str> {
        let key = (section.to_owned(), name.to_owned());
        self.renamed.get(&key).map(String::as_str)
    }

    /// A reference to a component by its new name, if it has one.
    pub(super) fn rewritten(&self, reference: &str) -> Option<String> {
        let (section, name, rest) = component(reference)?;
        let name = self.renamed(section, &name)?;
        Some(format!("#/components/{section}/{name}{rest}"))
    }
}

/// Each component with its section and its name.
pub(super) fn entries(components: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let sections = components.as_object().into_iter().flatten();
    sections.flat_map(|(section, entries)| {
        let entries = entries.as_object().into_iter().flatten();
        entries.map(move |(name, component)| (section.as_str(), name.as_str(), component))
    })
}

/// The section and the name that a reference leads to, and what is behind the name.
pub(super) fn component(reference: &str) -> Option<(&str, String, &str)> {
    let rest = reference.strip_prefix("#/components/")?;
    let (section, rest) = rest.split_once('/')?;
    let end = rest.find('/').unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    Some((section, unescaped(&decoded(name)), rest))
}

/// OpenAPI section "Components Object": letters, digits, `.`, `-` and `_`.
fn sanitized(name: &str) -> String {
    let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    if !name.is_empty() && name.chars().all(is_allowed) {
        return name.to_owned();
    }
    let clean = name.replace(|letter| !is_allowed(letter), "_");
    match clean.trim_matches('_') {
        "" => "Unnamed".to_owned(),
        clean => clean.to_owned(),
    }
}

/// The components with one name that are equal, together with all that they refer to. Components that refer to each other in a
/// circle are equal unless something in it differs.
fn equal<'a>(own: &'a Value, there: &'a Value) -> BTreeSet<Key<'a>> {
    let mut equal = BTreeSet::new();
    let mut unequal = Vec::new();
    let mut needed_by: BTreeMap<(String, String), Vec<Key<'a>>> = BTreeMap::new();
    for (section, name, component) in entries(own) {
        let Some(other) = there[section].get(name) else {
            continue;
        };
        let mut needs = Vec::new();
        match is_equal(component, other, &mut needs) {
            true => {
                equal.insert((section, name));
                for need in needs {
                    needed_by.entry(need).or_default().push((section, name));
                }
            }
            false => unequal.push((section.to_owned(), name.to_owned())),
        }
    }
    // What is needed and is not on both sides.
    let missing = needed_by.keys().filter(|(section, name)| {
        own[section.as_str()].get(name).is_none() || there[section.as_str()].get(name).is_none()
    });
    unequal.extend(missing.cloned());
    while let Some(key) = unequal.pop() {
        for (section, name) in needed_by.remove(&key).unwrap_or_default() {
            if equal.remove(&(section, name)) {
                unequal.push((section.to_owned(), name.to_owned()));
            }
        }
    }
    equal
}

/// Whether both say the same if each component that they refer to by the same name is equal; these are added to `needs`.
fn is_equal(one: &Value, other: &Value, needs: &mut Vec<(String, String)>) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| {
                    other.get(name).is_some_and(|other| match name.as_str() {
                        "required" | "type" if is_equal_set(value, other) => true,
                        "$ref" => {
                            let reference = value.as_str().and_then(component);
                            needs.extend(
                                reference.map(|(section, name, _)| (section.to_owned(), name)),
                            );
                            value == other
                        }
                        _ => is_equal(value, other, needs),
                    })
                })
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_equal(one, other, needs))
        }
        _ => one == other,
    }
}

/// Whether two lists have the same items in any order.
fn is_equal_set(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            let texts = |list: &[Value]| {
                list.iter()
                    .map(ToString::to_string)
                    .collect::<BTreeSet<_>>()
            };
            texts(one) == texts(other)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reference(name: &str) -> Value {
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    #[test]
    fn what_refers_to_something_else_is_something_else() {
        let own = json!({ "schemas": {
            "Order": { "properties": { "user": reference("User") } },
            "User": { "properties": { "id": { "type": "integer" } } },
            "Shop": { "required": ["a", "b"], "properties": { "shop": reference("Shop") } },
        } });
        let there = json!({ "schemas": {
            "Order": { "properties": { "user": reference("User") } },
            "User": { "properties": { "id": { "type": "string" } } },
            "Shop": { "required": ["b", "a"], "properties": { "shop": reference("Shop") } },
        } });
        let names = Names::of(&own, &there);
        assert!(names.is_shared("schemas", "Shop"));
        assert_eq!(names.renamed("schemas", "Order"), Some("Order_2"));
        assert_eq!(
            names
                .rewritten("#/components/schemas/User/properties/id")
                .as_deref(),
            Some("#/components/schemas/User_2/properties/id")
        );
        assert_eq!(names.rewritten("#/components/schemas/Shop"), None);
    }

    #[test]
    fn a_new_name_is_one_that_nothing_has() {
        let own = json!({ "schemas": {
            "User": { "type": "string" },
            "User_2": { "type": "boolean" },
            "Page<User>": {},
            "Page_User": { "type": "array" },
        } });
        let there = json!({ "schemas": { "User": {}, "User_3": {} } });
        let names = Names::of(&own, &there);
        assert_eq!(names.renamed("schemas", "User"), Some("User_4"));
        assert_eq!(names.renamed("schemas", "User_2"), None);
        assert_eq!(names.renamed("schemas", "Page<User>"), Some("Page_User_2"));
        assert_eq!(
            names
                .rewritten("#/components/schemas/Page%3CUser%3E")
                .as_deref(),
            Some("#/components/schemas/Page_User_2")
        );
    }
}
