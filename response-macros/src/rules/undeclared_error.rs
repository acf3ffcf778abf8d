//! The handler's error is not a declared one.
//!
//! An error that does not say its status and code can be neither answered nor documented. Derive `ErrorResponse`. The
//! bound is `ErrorResponse` in `response-core`.

use super::Check;
use crate::model::Route;

pub const CHECK: Check<Route> = Check::Types;
