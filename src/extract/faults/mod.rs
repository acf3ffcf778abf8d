//! Finding every fault of a value, although serde stops at the first.
//!
//! A value that failed is read again, with a memory: a bad or missing value is recorded, and then a stand-in is read in its
//! place, which gets further. A field or an item is read again at once, and the whole value in another pass. A type whose own
//! conversion refuses every stand-in ends the search in the objects around it, but not beside them. This does not decide
//! whether a request is refused: the plain pass before has decided that, and its fault is always among those that are
//! reported.
//!
//! Text, which has no types of its own, is read in the same way when it has no faults: without a memory.

mod access;
mod failure;
mod few;
mod node;
mod pass;
mod reader;
mod stand_in;
mod truth;
mod well_known;

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use serde::de::DeserializeOwned;
use serde_json::Value;

pub(super) use self::failure::Failure;
pub(super) use self::node::Node;
use self::pass::{Knowledge, Pass};
use self::reader::Reader;
pub(super) use self::truth::truth;
pub(super) use self::well_known::{DATE, MOMENT};
use super::body;
use super::schema::At;
use response_core::problem::{Fault, Loc};

/// The maximum number of times that a value is read, and that the values in it are read again.
const MOST_PASSES: usize = 256;

/// The maximum number of parts that are read, over all passes.
const MOST_VISITS: usize = 200_000;

/// Reads a value; `None` if it has faults.
pub(super) fn read<T: DeserializeOwned>(node: Node<'_>) -> Option<T> {
    T::deserialize(Reader::plain(node)).ok()
}

/// Returns all faults of the value at this place, of which the first may be known.
pub(super) fn of<T: DeserializeOwned>(
    place: &[Loc],
    node: Node<'_>,
    first: Option<Fault>,
) -> Vec<Fault> {
    let found = search::<T>(place, node);
    match first.map(Fault::bounded) {
        Some(first) => agreed(found, first),
        None if found.is_empty() => vec![first_of::<T>(place, node)],
        None => found,
    }
}

/// Returns all faults of a JSON value at this place, if what a deserializer has said of the value is among them.
pub(super) fn of_said<T: DeserializeOwned>(
    place: &[Loc],
    value: &Value,
    at: Option<At>,
    said: &impl fmt::Display,
) -> Option<Vec<Fault>> {
    let said = Fault::from_deserializer(Vec::new(), said);
    if said.kind == "value_error" {
        return None;
    }
    let found = search::<T>(place, Node::Json(value, at));
    let is_said = |fault: &&Fault| fault.kind == said.kind && fault.msg == said.msg;
    // Of what is inside of a list or an object, such as the content of a variant, only its path may be the exact place.
    let is_exact = |fault: &Fault| {
        fault.kind == "missing"
            || matches!(
                fault.loc.get(place.len()..).and_then(|way| value_at(value, way)),
                Some(value) if !value.is_array() && !value.is_object()
            )
    };
    let mut same = found.iter().filter(is_said).peekable();
    (same.peek().is_some() && same.all(is_exact)).then_some(found)
}

fn value_at<'v>(value: &'v Value, way: &[Loc]) -> Option<&'v Value> {
    way.iter().try_fold(value, |value, step| match step {
        Loc::Key(key) => value.get(&**key),
        Loc::Index(index) => value.get(index),
        _ => None,
    })
}

fn search<T: DeserializeOwned>(place: &[Loc], node: Node<'_>) -> Vec<Fault> {
    let knowledge = RefCell::new(Knowledge::default());
    let mut found = Vec::new();
    for _ in 0..MOST_PASSES {
        let pass = Pass::new(&knowledge, place);
        let result = pass.read(PhantomData::<T>, node);
        let (faults, listens) = pass.into_faults();
        if faults.len() >= found.len() {
            found = faults;
        }
        let ends = match result {
            Ok(_) => !listens,
            Err(Failure::Again | Failure::AgainAbove) => false,
            Err(_) => true,
        };
        if ends || knowledge.borrow().visits() > MOST_VISITS {
            break;
        }
    }
    let most = knowledge.into_inner().into_most();
    if most.len() > found.len() {
        found = most;
    }
    let found = found.into_iter().map(Rc::unwrap_or_clone);
    found.collect()
}

/// The first fault of a value that is too large for the others to be found.
fn first_of<T: DeserializeOwned>(place: &[Loc], node: Node<'_>) -> Fault {
    match serde_path_to_error::deserialize::<_, T>(Reader::plain(node)) {
        Err(error) => {
            let loc = body::loc(place, error.path());
            let (fault, _) = error.into_inner().told(loc);
            fault.bounded()
        }
        Ok(_) => Fault::new(place.to_vec(), "invalid value", "value_error"),
    }
}

/// Ensures that the fault of the plain pass is among those found.
fn agreed(mut found: Vec<Fault>, first: Fault) -> Vec<Fault> {
    let same = found
        .iter()
        .position(|fault| fault.loc == first.loc)
        .or_else(|| {
            found
                .iter()
                .position(|fault| fault.loc.starts_with(&first.loc))
        });
    match same {
        Some(index) => {
            let is_told = first.kind == "value_error" || well_known::is_reworded(&found[index]);
            if found[index].loc == first.loc && !is_told {
                found[index] = first;
            }
            found
        }
        None => vec![first],
    }
}
