//! [`Few`]: a map that has a few keys, unless a request is strange.

use std::collections::HashMap;
use std::hash::Hash;

/// Values by keys. A few keys are compared one by one: that costs less than to hash one.
pub(super) struct Few<K, V> {
    few: Vec<(K, V)>,
    /// All of them, once there are many. A client may choose the keys, so they are hashed as the standard library does it.
    many: HashMap<K, V>,
}

/// The number of keys that are compared one by one.
const MOST: usize = 16;

impl<K: Eq + Hash, V> Few<K, V> {
    pub fn len(&self) -> usize {
        self.few.len() + self.many.len()
    }

    pub fn get(&self, key: &K) -> Option<&V> {
        if self.many.is_empty() {
            let known = self.few.iter().find(|(known, _)| known == key);
            known.map(|(_, value)| value)
        } else {
            self.many.get(key)
        }
    }

    /// The value of a key, which is a new one unless it is known.
    pub fn entry(&mut self, key: K, new: impl FnOnce() -> V) -> &mut V {
        if self.many.is_empty() {
            let known = self.few.iter().position(|(known, _)| *known == key);
            if known.is_some() || self.few.len() < MOST {
                let place = known.unwrap_or_else(|| {
                    self.few.push((key, new()));
                    self.few.len() - 1
                });
                return &mut self.few[place].1;
            }
            self.many.extend(self.few.drain(..));
        }
        self.many.entry(key).or_insert_with(new)
    }
}

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self {
            few: Vec::new(),
            many: HashMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_among_few_and_among_many() {
        let mut squares = Few::default();
        for number in 0..3 * MOST {
            assert_eq!(squares.get(&number), None);
            assert_eq!(*squares.entry(number, || number * number), number * number);
            assert_eq!(*squares.entry(number, || 0), number * number);
            assert_eq!(squares.len(), number + 1);
            let each = (0..=number).all(|known| squares.get(&known) == Some(&(known * known)));
            assert!(each);
        }
    }
}
