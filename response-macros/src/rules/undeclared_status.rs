//! The handler's outcome can answer a status that the route does not declare.
//!
//! `Created` answers 201, `Accepted` 202, `Upserted` 200 or 201, `NoContent` 204, whatever `status` says: a client that
//! trusts the document would meet a status it was not told of. Declare it, or return another outcome. The bound is
//! `Declares<STATUS>` in `response-core`.

use super::Rule;
use crate::model::Route;

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), |_, _| {});
