//! The rule `created_without_location`: a 201 names the URI of the resource.

use super::{Fits, Misfits};
use crate::outcome::{AsOutcome, AsValue};

impl<O, K> Fits<AsOutcome<O>, K> {
    /// An outcome that creates a resource names its URI, so there is no warning.
    pub fn warning(&self) {}
    /// As [`warning`](Self::warning), for a route without a status.
    pub fn by_default(&self) {}
}

impl Misfits {
    /// The outcome is reported already, so there is no warning.
    pub fn warning(&self) {}
    /// As [`warning`](Self::warning), for a route without a status.
    pub fn by_default(&self) {}
}

/// The fallback for a plain value, which does not name the URI of the resource.
#[expect(
    non_camel_case_types,
    reason = "rustc names the rule where it is not kept"
)]
pub trait created_without_location {
    /// Warns, since it is deprecated.
    // rustdoc reads the slug in the note as a link.
    #[allow(rustdoc::broken_intra_doc_links)]
    #[deprecated(note = "a 201 response has no `Location` [created_without_location]
  = note: RFC 9110 section 15.3.2: `Location` identifies the resource that was created
  = help: return `Created::at(uri, value)`; for a resource without a URI, `Created::without_location(value)`
  = help: for a POST that creates nothing, write `action` in `#[route]`")]
    fn warning(&self) {}

    /// Warns of a 201 that nobody has written.
    #[allow(rustdoc::broken_intra_doc_links)]
    #[deprecated(
        note = "a POST responds with 201 by default, and this one has no `Location` [created_without_location]
  = note: RFC 9110 section 15.3.2: `Location` identifies the resource that was created
  = help: if it creates nothing, write `action` in `#[route]`: it responds with 200
  = help: if it creates a resource, return `Created::at(uri, value)`; without a URI, `Created::without_location(value)`"
    )]
    fn by_default(&self) {}
}
impl<V, K> created_without_location for Fits<AsValue<V>, K> {}
