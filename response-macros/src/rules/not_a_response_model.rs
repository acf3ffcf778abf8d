//! The declared model, or a type inside it, does not list its fields.
//!
//! Only types that list their fields may leave the server: a database row, a foreign DTO or a `serde_json::Value` would
//! carry whatever it happens to hold. Derive `ResponseModel`, or vouch for a foreign field with `#[response(foreign)]`.
//! The bound is `ResponseModel` in `response-core`.

use super::Check;
use crate::model::Route;

pub const CHECK: Check<Route> = Check::Types;
