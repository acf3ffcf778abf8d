//! Finding every fault of a value, although serde stops at the first.
//!
//! A value that failed is read again, with a memory: a bad or missing value is recorded, and the next pass reads a
//! stand-in in its place and so gets further. A type whose own conversion refuses every stand-in ends the search in the
//! objects around it, but not beside them. This does not decide whether a request is refused: the plain pass before has
//! decided that, and its fault is always among those that are reported.

mod access;
mod failure;
mod node;
mod pass;
mod reader;
mod stand_in;
mod well_known;

use std::any::type_name;
use std::cell::RefCell;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use self::failure::Failure;
pub(super) use self::node::Node;
use self::pass::{Knowledge, Pass};
use response_core::problem::{Fault, Loc};

/// The maximum number of faults in a response.
pub(crate) const MOST_FAULTS: usize = 100;

/// The maximum length of a repeated key from the client.
const LONGEST_KEY: usize = 128;

/// The maximum number of times that a value is read.
const MOST_PASSES: usize = 256;

/// The maximum number of parts that are read, over all passes.
const MOST_VISITS: usize = 200_000;

/// Returns all faults of a value, of which `first` is known.
pub(super) fn of<T: DeserializeOwned>(
    part: &'static str,
    node: Node<'_>,
    first: Fault,
) -> Vec<Fault> {
    let knowledge = RefCell::new(Knowledge::default());
    let mut found = Vec::new();
    for _ in 0..MOST_PASSES {
        let pass = Pass::new(&knowledge);
        let result = pass.value(PhantomData::<T>, node, Loc::from(part));
        let (faults, listens) = pass.into_faults();
        if faults.len() >= found.len() {
            found = faults;
        }
        let ends = match result {
            Ok(_) => !listens,
            Err(Failure::Again) => false,
            Err(_) => true,
        };
        if ends || knowledge.borrow().visits() > MOST_VISITS {
            break;
        }
    }
    let place = first.loc.clone();
    let mut faults = agreed(found, first);
    // A single path parameter has no name within the value, so the passes do not see it.
    for fault in faults.iter_mut().filter(|fault| fault.loc == place) {
        well_known::reword(fault, type_name::<T>());
    }
    let keys = faults.iter_mut().flat_map(|fault| &mut fault.loc);
    keys.for_each(shorten);
    faults
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

fn shorten(step: &mut Loc) {
    if let Loc::Key(key) = step
        && key.len() > LONGEST_KEY
    {
        let end = key.floor_char_boundary(LONGEST_KEY);
        *step = Loc::from(format!("{}...", &key[..end]));
    }
}
