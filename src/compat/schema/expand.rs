//! Bringing a schema into its alternatives.

use std::rc::Rc;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::alternative::{Alternative, Object, Shape};
use super::opaque::Opaque;
use super::{Comparison, DEEPEST, MOST_ALTERNATIVES, Schema};
use crate::compat::document::{Document, address};

static ANYTHING: Value = Value::Bool(true);

/// The keywords of an empty schema.
fn nothing_said() -> &'static Map<String, Value> {
    static NOTHING: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    &NOTHING
}

/// Why a schema has no normal form here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

type Alternatives<'d> = Rc<Vec<Alternative<'d>>>;

impl<'d> Comparison<'d> {
    /// The alternatives of a schema. Together they allow what it allows, or more where one has something opaque.
    pub(super) fn alternatives(
        &mut self,
        schema: &Schema<'d>,
    ) -> Result<Alternatives<'d>, TooLarge> {
        if let [(document, only)] = schema.parts.as_slice() {
            return self.of_part(document, only, 0);
        }
        let key = schema.key();
        if let Some(known) = self.merged.get(&key) {
            return Ok(Rc::clone(known));
        }
        let mut all = super::own::own(schema.document, &ANYTHING, nothing_said());
        for (document, part) in &schema.parts {
            let of_part = self.of_part(document, part, 0)?;
            all = self.product(&all, &of_part)?;
        }
        let all = Rc::new(all);
        self.merged.insert(key, Rc::clone(&all));
        Ok(all)
    }

    fn of_part(
        &mut self,
        document: &'d Document,
        part: &'d Value,
        depth: usize,
    ) -> Result<Alternatives<'d>, TooLarge> {
        let key = address(part);
        if let Some(known) = self.expanded.get(&key) {
            return Ok(Rc::clone(known));
        }
        if depth > DEEPEST || !self.step() {
            return Err(TooLarge);
        }
        let all = match part {
            Value::Bool(true) => super::own::own(document, part, nothing_said()),
            Value::Object(keywords) => self.of_keywords(document, part, keywords, depth)?,
            Value::Bool(false) => Vec::new(),
            // Not a schema: nothing is known of what it allows.
            _ => {
                let mut all = super::own::own(document, &ANYTHING, nothing_said());
                add_opaque(&mut all, (document, part), "schema", part);
                all
            }
        };
        let all = Rc::new(all);
        self.expanded.insert(key, Rc::clone(&all));
        Ok(all)
    }

    fn of_keywords(
        &mut self,
        document: &'d Document,
        schema: &'d Value,
        keywords: &'d Map<String, Value>,
        depth: usize,
    ) -> Result<Vec<Alternative<'d>>, TooLarge> {
        let mut all = super::own::own(document, schema, keywords);
        if let Some(reference) = keywords.get("$ref") {
            match reference.as_str().and_then(|name| document.referred(name)) {
                Some(referred) => {
                    let of_it = self.of_part(document, referred, depth + 1)?;
                    all = self.product(&all, &of_it)?;
                }
                None => add_opaque(&mut all, (document, schema), "$ref", reference),
            }
        }
        for part in parts(keywords, "allOf") {
            let of_it = self.of_part(document, part, depth + 1)?;
            all = self.product(&all, &of_it)?;
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let branches = match keywords.get(keyword) {
                Some(Value::Array(branches)) if keyword != "allOf" => branches,
                Some(Value::Array(_)) | None => continue,
                Some(other) => {
                    add_opaque(&mut all, (document, schema), keyword, other);
                    continue;
                }
            };
            let mut of_branches: Vec<Vec<Alternative<'d>>> = Vec::with_capacity(branches.len());
            for branch in branches {
                of_branches.push(self.of_part(document, branch, depth + 1)?.as_ref().clone());
            }
            if keyword == "anyOf" {
                self.add_beside(&mut of_branches, (document, schema), &keywords[keyword]);
            }
            let overlap = keyword == "oneOf" && !self.are_disjoint(&of_branches);
            let mut union: Vec<Alternative<'d>> = of_branches.into_iter().flatten().collect();
            if overlap {
                add_opaque(&mut union, (document, schema), "oneOf", &keywords[keyword]);
            }
            all = self.product(&all, &union)?;
        }
        if let Some(others) = keywords.get("unevaluatedProperties") {
            let rest = Schema::of(document, others);
            for alternative in &mut all {
                let may_name = alternative.opaque.iter().any(Opaque::may_name_members);
                let Shape::Object(object) = &mut alternative.shape else {
                    continue;
                };
                if object.rest.is_some() {
                    continue;
                }
                if may_name || !object.beside.is_empty() {
                    // Which members are evaluated is not known.
                    object.rest = Some(Schema::any(document));
                    add_opaque(
                        std::slice::from_mut(alternative),
                        (document, schema),
                        "unevaluatedProperties",
                        others,
                    );
                } else {
                    object.rest = Some(rest.clone());
                }
            }
        }
        Ok(all)
    }

    /// A value may be of several branches of an `anyOf`, and have the members that each of them names.
    fn add_beside(
        &mut self,
        branches: &mut [Vec<Alternative<'d>>],
        at: (&'d Document, &'d Value),
        keyword: &'d Value,
    ) {
        let known = branches.to_vec();
        for (index, branch) in branches.iter_mut().enumerate() {
            for one in branch {
                let mut beside = Vec::new();
                let mut is_patterned = false;
                let Some(own) = naming(one) else {
                    continue;
                };
                for (other_index, other) in known.iter().enumerate() {
                    for other in other.iter().filter(|_| other_index != index) {
                        let Some(object) = naming(other) else {
                            continue;
                        };
                        let has_patterns = !own.patterns.is_empty() || !object.patterns.is_empty();
                        let names = |one: &Object<'d>, other: &Object<'d>| {
                            one.members
                                .keys()
                                .any(|name| !other.members.contains_key(name))
                        };
                        // A branch that names all that the other does has the values of both.
                        let is_apart = names(own, object) && names(object, own);
                        if !(has_patterns || is_apart) || self.excludes(one, other) {
                            continue;
                        }
                        is_patterned |= has_patterns;
                        let others = object.members.iter();
                        beside.extend(
                            others
                                .filter(|(name, _)| !own.members.contains_key(*name))
                                .map(|(name, member)| (*name, member.clone())),
                        );
                    }
                }
                if is_patterned {
                    add_opaque(std::slice::from_mut(one), at, "anyOf", keyword);
                }
                if let Shape::Object(object) = &mut one.shape {
                    object.beside.extend(beside);
                }
            }
        }
    }

    /// What both allow.
    fn product(
        &mut self,
        one: &[Alternative<'d>],
        other: &[Alternative<'d>],
    ) -> Result<Vec<Alternative<'d>>, TooLarge> {
        let mut all = Vec::new();
        for left in one {
            for right in other.iter().filter(|right| left.is_like(right)) {
                if !self.step() || all.len() >= MOST_ALTERNATIVES {
                    return Err(TooLarge);
                }
                if let Some(both) = left.clone().and(right.clone())
                    && !self.contradicts(&both)
                {
                    all.push(both);
                }
            }
        }
        Ok(all)
    }

    /// Whether a required member may have no value, such as a tag that is to be two texts at once.
    fn contradicts(&mut self, both: &Alternative<'d>) -> bool {
        let Shape::Object(object) = &both.shape else {
            return false;
        };
        let mut required = object
            .required
            .iter()
            .filter_map(|name| object.members.get(name));
        required.any(|member| {
            member.parts.len() > 1
                && member.parts.iter().all(|(_, part)| is_flat(part))
                && self.alternatives(member).is_ok_and(|all| all.is_empty())
        })
    }

    /// Whether no value matches two branches.
    fn are_disjoint(&mut self, branches: &[Vec<Alternative<'d>>]) -> bool {
        let mut pairs = branches
            .iter()
            .enumerate()
            .flat_map(|(index, one)| branches[index + 1..].iter().map(move |other| (one, other)));
        pairs.all(|(one, other)| {
            one.iter()
                .all(|left| other.iter().all(|right| self.excludes(left, right)))
        })
    }

    pub(super) fn excludes(&mut self, left: &Alternative<'d>, right: &Alternative<'d>) -> bool {
        if !left.is_like(right) || !self.step() {
            return !left.is_like(right);
        }
        let Some(both) = left.clone().and(right.clone()) else {
            return true;
        };
        let Shape::Object(object) = &both.shape else {
            return false;
        };
        object
            .required
            .iter()
            .filter_map(|name| object.members.get(name))
            .any(|member| {
                member.parts.len() > 1
                    && member.parts.iter().all(|(_, part)| is_flat(part))
                    && self.alternatives(member).is_ok_and(|all| all.is_empty())
            })
    }
}

/// Whether a schema combines no others: that of a tag does not.
fn is_flat(schema: &Value) -> bool {
    let Some(keywords) = schema.as_object() else {
        return true;
    };
    ["$ref", "allOf", "anyOf", "oneOf"]
        .iter()
        .all(|keyword| !keywords.contains_key(*keyword))
}

/// An object that names members, and says nothing of others.
fn naming<'a, 'd>(alternative: &'a Alternative<'d>) -> Option<&'a Object<'d>> {
    match &alternative.shape {
        Shape::Object(object) if object.rest.is_none() => {
            let names_some = !object.members.is_empty() || !object.patterns.is_empty();
            names_some.then_some(object)
        }
        _ => None,
    }
}

fn add_opaque<'d>(
    all: &mut [Alternative<'d>],
    (document, within): (&'d Document, &'d Value),
    keyword: &'d str,
    value: &'d Value,
) {
    for alternative in all {
        alternative.opaque.push(Opaque {
            document,
            keyword,
            value,
            within,
        });
    }
}

fn parts<'d>(keywords: &'d Map<String, Value>, keyword: &str) -> impl Iterator<Item = &'d Value> {
    keywords
        .get(keyword)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}
