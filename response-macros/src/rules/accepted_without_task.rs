//! The route declares 202, but the client has no way to follow the work.
//!
//! A 202 says that the work is not done yet. Without a task to ask about, the client never learns how it ended (RFC
//! 9110 section 15.3.3). Return `Accepted::at(uri, value)`, or declare a model with a `task_id`, `job_id` or
//! `operation_id` that `pick` and `omit` do not remove. The bound is `FollowsTask` in `response-core`.

use syn::{Ident, Type};

use super::{Assertion, Judge, Rule, Subject, assert_of_variant};
use crate::model::{ResponseSet, Route};

pub const RULE: Rule<Route> = Rule::of_types(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_types(module_path!(), check_set);

fn is_named(ty: &Type, name: &Ident) -> bool {
    matches!(ty, Type::Path(path) if path.qself.is_none() && path.path.is_ident(name))
}

const ASSERTION: &str = "accepted_without_task";

fn check(route: &Route, judge: &mut Judge<'_>) {
    if let Some(status) = route.statuses.find(202) {
        let sent = ["task_id", "job_id", "operation_id"].map(|name| route.selection.keeps(name));
        let subject = Subject::Task(sent);
        judge.assert(Assertion::new(ASSERTION, subject, status.place));
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (code, status, variant) in set.known() {
        // What a parameter stands for is known where the enum is used.
        let is_parameter = |model| {
            set.generics
                .type_params()
                .any(|known| is_named(model, &known.ident))
        };
        if code == 202 && !variant.model.as_ref().is_some_and(is_parameter) {
            let assertion = Assertion::new(ASSERTION, Subject::Task([true; 3]), status.place);
            assert_of_variant(set, variant, assertion, judge);
        }
    }
}
