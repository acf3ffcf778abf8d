//! Whether the faults that reading a value has had are all that its schema would find, so that it need not be asked.

use response_core::problem::{Fault, Loc};
use serde_json::Value;

use super::guide::{At, Found};

/// A fault, by the way to it from a value around it.
type Told<'f> = (&'f [Loc], &'f Fault);

/// Whether the rules hold for everything in a value but what the faults tell. The rules have to be all that the schema says.
pub(in crate::extract) fn is_explained(
    faults: &[Fault],
    place: &[Loc],
    value: &Value,
    at: At,
) -> bool {
    let told = faults.iter().map(|fault| (&*fault.loc, fault));
    let told: Vec<_> = told
        .filter_map(|(loc, fault)| Some((loc.strip_prefix(place)?, fault)))
        .collect();
    holds(value, at, &told)
}

fn holds(value: &Value, at: At, told: &[Told<'_>]) -> bool {
    let Some(rule) = at.rule() else {
        return false;
    };
    let here = told.iter().find(|(way, _)| way.is_empty());
    // Where the type has said nothing, the schema has the word.
    if here.is_some_and(|(_, fault)| fault.tells_nothing()) {
        return false;
    }
    let is_told = here.is_some();
    match value {
        Value::Null => is_told || rule.takes_null(),
        Value::Bool(boolean) => is_told || rule.takes_boolean(*boolean),
        Value::String(text) => is_told || rule.takes_text(text),
        Value::Number(number) => {
            is_told
                || match (number.as_u64(), number.as_i64()) {
                    (Some(whole), _) => rule.takes_whole(whole),
                    (None, Some(whole)) => rule.takes_whole(whole),
                    (None, None) => number.as_f64().is_some_and(|float| rule.takes_float(float)),
                }
        }
        Value::Array(items) => {
            let is_item = |(index, item)| match at.item(index) {
                Some(at) => holds(item, at, &below(told, &Loc::Index(index))),
                None => true,
            };
            (is_told || rule.takes_list(items.len())) && items.iter().enumerate().all(is_item)
        }
        Value::Object(fields) => {
            let mut members = 0;
            let is_member = |(name, value): (&String, &Value)| {
                // The schema tells such a name as the place in a list.
                if name.parse::<usize>().is_ok() {
                    return false;
                }
                let at = match at.find(name) {
                    Found::Member(place, at) => {
                        members |= 1_u64.checked_shl(place as u32).unwrap_or_default();
                        at
                    }
                    Found::Other(Some(at)) => at,
                    Found::Other(None) | Found::Nothing => return !rule.is_closed(),
                };
                match told {
                    [] => holds(value, at, &[]),
                    told => holds(value, at, &below(told, &Loc::chosen(name))),
                }
            };
            let hold = fields.iter().all(is_member);
            let is_missed = |name: &str| {
                let mut told = told.iter();
                told.any(|(way, _)| matches!(way, [Loc::Key(only)] if only == name))
            };
            hold && (is_told || rule.takes_object(u64::MAX))
                && at.places(rule.missing(members)).all(is_missed)
        }
    }
}

/// The faults one step further.
fn below<'f>(told: &[Told<'f>], step: &Loc) -> Vec<Told<'f>> {
    let there = told.iter().filter_map(|(way, fault)| match way {
        [first, way @ ..] if first == step => Some((way, *fault)),
        _ => None,
    });
    there.collect()
}
