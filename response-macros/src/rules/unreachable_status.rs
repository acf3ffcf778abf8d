//! A declared status is one that the handler never answers.
//!
//! `NoContent` answers 204 and nothing else, `Upserted` 200 or 201: whatever else `status` lists, the document would tell
//! of an answer that no client ever gets. Drop the status, or return an outcome that can answer it. The bound is
//! `Reaches<STATUS>` in `response-core`; it is not judged where the outcome does not fit the contract at all.

use super::{Assertion, Constant, Judge, Rule, Subject};
use crate::model::Route;

pub const RULE: Rule<Route> = Rule::of_types(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    if !route.statuses.written {
        return;
    }
    for status in &route.statuses.list {
        if let Some(code) = status.code {
            let assertion = Assertion::new("assert_reachable", Subject::Outcome, status.place);
            judge.assert(assertion.with(Constant::Status(code)));
        }
    }
}
