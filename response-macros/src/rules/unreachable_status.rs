//! The handler never responds with one of the declared statuses.
//!
//! `NoContent` responds only with 204, and `Upserted` with 200 or 201: if `status` lists anything else, the document
//! would describe a response that no client ever gets. Drop the status, or return an outcome that can respond with it.
//! The bound is `OutcomeReaches<STATUS>` in `response-core`; it is not checked if the outcome does not fit the contract
//! at all.

use super::{Assertion, Judge, Rule, Subject};
use crate::model::Route;

pub const RULE: Rule<Route> = Rule::of_types(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    if !route.statuses.written {
        return;
    }
    for status in &route.statuses.list {
        if let Some(code) = status.code {
            let subject = Subject::Reached(code);
            judge.assert(Assertion::new("unreachable_status", subject, status.place));
        }
    }
}
