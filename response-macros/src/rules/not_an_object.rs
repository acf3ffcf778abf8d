//! A flattened field, or the content of an internally tagged variant, is not written as an object.
//!
//! `#[serde(flatten)]` writes the members of a field next to those of the struct, and `#[serde(tag = "type")]` writes the tag
//! as a member of what a variant holds. A number, a string or a list has no members, so serde would fail at run time. Give
//! the content a name: `#[serde(tag = "type", content = "value")]`, or a variant with fields. The bounds are `Flattens` and
//! `Tags` in `response-core`.

use super::Rule;
use crate::model::Model;

pub const RULE: Rule<Model> = Rule::of_the_contract(module_path!(), |_, _| {});
