//! A 201 says where the resource is.

use super::{Fits, Misfits};
use crate::outcome::{AsOutcome, AsValue};

impl<O, K> Fits<AsOutcome<O>, K> {
    /// An outcome says where the resource is, if it creates one.
    pub fn created_without_location(&self) {}
}

impl Misfits {
    /// One fault is enough.
    pub fn created_without_location(&self) {}
}

/// A plain value does not say where the resource is.
pub trait CreatedWithoutLocation {
    /// Warns.
    // rustdoc reads the slug in the note as a link.
    #[allow(rustdoc::broken_intra_doc_links)]
    #[deprecated(note = "201 is answered without `Location` [created_without_location]
  = note: RFC 9110 section 15.3.2: the resource that was created is identified by `Location`
  = help: return `Created::at(uri, value)`, or `allow(created_without_location, reason = \"...\")`")]
    fn created_without_location(&self) {}
}
impl<V, K> CreatedWithoutLocation for Fits<AsValue<V>, K> {}
