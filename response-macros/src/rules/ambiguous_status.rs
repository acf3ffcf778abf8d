//! The handler returns a plain value, but the route declares several statuses.
//!
//! A plain value is sent with the declared status; if there are several, it cannot say which one. Return an outcome
//! that has its own status. The bound is `DeclaresOneStatus` in `response-core`.

use super::Rule;
use crate::model::Route;

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), |_, _| {});
