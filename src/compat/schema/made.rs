//! [`Made`]: how much is made to show differences, which a small document could make very large.

use serde_json::Value;

/// How many parts may be made: of one value, of all values for one pair of schemas, and of all for two documents.
const MOST: usize = 10_000;
const MOST_OF_PAIR: usize = 500_000;
const MOST_IN_ALL: usize = 10_000_000;

#[derive(Default)]
pub(super) struct Made {
    of_pair: usize,
    in_all: usize,
}

impl Made {
    pub(super) const fn next_value(&mut self) {
        self.of_pair = 0;
    }

    /// Whether a value of so many parts may be made.
    pub(super) const fn may_make(&mut self, parts: usize) -> bool {
        if parts > MOST {
            return false;
        }
        self.of_pair += parts;
        self.in_all += parts;
        self.of_pair <= MOST_OF_PAIR && self.in_all <= MOST_IN_ALL
    }

    /// Whether a value of some parts may have more of them.
    pub(super) const fn has_room(&mut self, parts: &mut usize, more: usize) -> bool {
        *parts += more;
        *parts <= MOST && self.may_make(more)
    }
}

/// How large a value is: its parts, and its long texts.
pub(super) fn size(value: &Value) -> usize {
    const LONG: usize = 16;
    1 + match value {
        Value::String(text) => text.len() / LONG,
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| name.len() / LONG + size(member))
            .sum(),
        _ => 0,
    }
}
