//! The handler can respond with a status that the route does not declare.
//!
//! Whatever `status` says, `Created` responds with 201, `Accepted` with 202, `Upserted` with 200 or 201, and
//! `NoContent` with 204: a client that trusts the document would get a status that it does not expect. Declare the
//! status, or return another outcome. The bound is `Declares<STATUS>` in `response-core`.

use super::Rule;
use crate::model::Route;

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), |_, _| {});
