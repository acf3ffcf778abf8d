//! [`Members`]: the members that a schema names, found by their names.

use std::collections::HashMap;

/// A member of an object.
#[derive(Debug)]
pub(super) struct Member {
    pub name: Box<str>,
    /// Its part of the guide.
    pub index: usize,
    pub required: bool,
}

/// The members of an object, in the order of their names.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub each: Vec<Member>,
    /// Where each name is, if there are many.
    places: HashMap<Box<str>, usize>,
}

impl Members {
    /// The number of members up to which names are compared one by one.
    const FEW: usize = 12;

    pub fn new(each: Vec<Member>) -> Self {
        let mut places = HashMap::new();
        if each.len() > Self::FEW {
            let names = each.iter().map(|member| member.name.clone());
            places.extend(names.enumerate().map(|(place, name)| (name, place)));
        }
        Self { each, places }
    }

    pub fn find(&self, name: &str) -> Option<(usize, &Member)> {
        let place = if self.places.is_empty() {
            self.each.iter().position(|member| *member.name == *name)
        } else {
            self.places.get(name).copied()
        };
        place.and_then(|place| Some((place, self.each.get(place)?)))
    }
}
