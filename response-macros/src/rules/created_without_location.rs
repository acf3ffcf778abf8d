//! A warning: 201 is answered by a plain value, which does not say where the new resource is.
//!
//! The resource that a request has created is identified by `Location` (RFC 9110 section 15.3.2). Return
//! `Created::at(uri, value)`. It shows as rustc's `deprecated` lint, so that `#[deny(deprecated)]` makes it an error.

use super::Check;
use crate::model::Route;

pub const CHECK: Check<Route> = Check::Types;
