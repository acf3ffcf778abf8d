//! Every fault of a value, where serde stops at the first.
//!
//! What has failed is read again, this time with a memory: a value that is bad, or missing, is noted, and the next pass
//! reads a value of ours in its place and so comes further. A type whose own conversion refuses every one of those ends
//! the search in the objects around it, not beside them. Nothing here decides whether a request is refused; that was
//! decided by the one plain pass before, whose fault is always among those told.

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

/// An answer tells no more than these.
pub(crate) const MOST_FAULTS: usize = 100;

/// A key of the client's is repeated up to here.
const LONGEST_KEY: usize = 128;

/// How often a value is read, at most.
const MOST_PASSES: usize = 256;

/// How many parts of it are looked at, over all passes.
const MOST_VISITS: usize = 200_000;

/// All that is wrong with a value of which `first` is known to be.
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
    // The only parameter of a path has a name that no pass comes by.
    for fault in faults.iter_mut().filter(|fault| fault.loc == place) {
        well_known::reword(fault, type_name::<T>());
    }
    let keys = faults.iter_mut().flat_map(|fault| &mut fault.loc);
    keys.for_each(shorten);
    faults
}

/// The plain pass is right, whatever the others have found.
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
