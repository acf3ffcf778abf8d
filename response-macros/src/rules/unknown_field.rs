//! `pick` or `omit` names a field that the model does not have.
//!
//! A name that matches nothing sends more, or less, than was meant. Name a field by its name in Rust or in the JSON. The
//! bound is `HasField` in `response-core`, which `#[derive(ResponseModel)]` implements for each field.

use super::Check;
use crate::model::Route;

pub const CHECK: Check<Route> = Check::Types;
