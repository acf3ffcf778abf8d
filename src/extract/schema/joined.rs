//! The faults of a value: those that reading it finds, and those that its schema finds, each reported once.

use response_core::problem::{Fault, Loc};

/// Adds what the schema has found to what is known from reading.
pub(super) fn join(known: &mut Vec<Fault>, mut found: Vec<Fault>) {
    found.retain_mut(|found| {
        if let Some(known) = known.iter_mut().find(|known| known.loc == found.loc) {
            // The type has refused the value without saying why.
            if known.tells_nothing() && !found.tells_nothing() {
                std::mem::swap(known, found);
            }
            return false;
        }
        counts_entries(found) || !known.iter().any(|known| is_within(&known.loc, &found.loc))
    });
    // Reading reports one fault for the whole of a value that serde buffers: the schema says where in it the fault is.
    known.retain(|known| {
        let mut within = found
            .iter()
            .filter(|found| is_within(&found.loc, &known.loc));
        if known.kind == "unknown_field" {
            !within.any(|found| found.kind == known.kind)
        } else {
            within.next().is_none()
        }
    });
    known.extend(found);
}

/// Whether a fault is about how many entries a list or a map has, or about two of them, and not about what is in one: it
/// stands beside the faults of the entries.
fn counts_entries(fault: &Fault) -> bool {
    matches!(fault.kind, "too_short" | "too_long" | "unique_items")
}

fn is_within(inner: &[Loc], outer: &[Loc]) -> bool {
    inner.len() > outer.len() && inner.starts_with(outer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(loc: &[&'static str], msg: &'static str, kind: &'static str) -> Fault {
        Fault::new(loc.iter().copied(), msg, kind)
    }

    fn joined<const KNOWN: usize, const FOUND: usize>(
        known: [Fault; KNOWN],
        found: [Fault; FOUND],
    ) -> Vec<String> {
        let mut all = known.into();
        join(&mut all, found.into());
        let told = all
            .iter()
            .map(|fault| format!("{} {}", fault.kind, fault.loc.last().unwrap()));
        told.collect()
    }

    #[test]
    fn a_value_that_could_not_be_read_is_not_judged_as_well() {
        let read = fault(&["body", "age"], "expected u8", "invalid_type");
        let found = fault(&["body", "age"], "must be at most 9", "less_than_equal");
        assert_eq!(joined([read], [found]), ["invalid_type age"]);
    }

    #[test]
    fn a_type_that_says_nothing_leaves_the_word_to_the_schema() {
        let read = fault(&["body", "age"], "invalid value", "value_error");
        let found = fault(&["body", "age"], "must be at most 9", "less_than_equal");
        assert_eq!(joined([read], [found]), ["less_than_equal age"]);
    }

    #[test]
    fn the_length_of_a_list_stands_beside_a_fault_of_an_item() {
        let read = fault(&["body", "tags", "0"], "expected a string", "invalid_type");
        let long = fault(&["body", "tags"], "must have at most 1 item", "too_long");
        let whole = fault(&["body"], "invalid value", "value_error");
        assert_eq!(
            joined([read], [long, whole]),
            ["invalid_type 0", "too_long tags"]
        );
    }

    #[test]
    fn the_place_within_a_whole_is_told_in_its_stead() {
        let read = fault(&["body"], "matches none of the alternatives", "value_error");
        let found = fault(&["body", "age"], "must be at most 9", "less_than_equal");
        assert_eq!(joined([read], [found]), ["less_than_equal age"]);
    }

    #[test]
    fn an_unknown_field_is_told_once() {
        let read = || fault(&["body"], "unknown field, expected `age`", "unknown_field");
        let same = fault(&["body", "x"], "unknown field", "unknown_field");
        assert_eq!(joined([read()], [same]), ["unknown_field x"]);
        let other = fault(&["body", "age"], "must be at most 9", "less_than_equal");
        assert_eq!(
            joined([read()], [other]),
            ["unknown_field body", "less_than_equal age"]
        );
    }
}
