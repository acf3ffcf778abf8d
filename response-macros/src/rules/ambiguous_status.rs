//! A plain value is returned, and the route declares several statuses.
//!
//! A plain value is answered with the declared status; with several it cannot say which. Return an outcome that names
//! its own. The bound is `DeclaresOneStatus` in `response-core`.

use super::Rule;
use crate::model::Route;

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), |_, _| {});
