//! A declared status has a body, but no `response` declares it.
//!
//! Without a model there is nothing to check the body against and nothing to document. Declare the model, or a status
//! without a body.

use super::{Judge, Rule};
use crate::model::{ResponseSet, Route, Verb, carries_body, content_of};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_tokens(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    // HEAD has no content whatever its status (RFC 9110 section 9.3.2).
    if route.response.is_some() || route.verb().is_none_or(|verb| verb == Verb::Head) {
        return;
    }
    // A `Redirect` without its status is `redirect_without_location` alone, a `Json<..>` is `wrong_model` alone.
    if route.returns.is_redirect() || content_of(route.returns.success(), "Json").is_some() {
        return;
    }
    let Some(status) = route
        .statuses
        .list
        .iter()
        .find(|status| status.code.is_some_and(carries_body))
    else {
        return;
    };
    let code = status.code.unwrap_or_default();
    let message = if route.statuses.written {
        format!("a {code} response has a body, but no `response` declares it")
    } else {
        let verb = route.verb().map_or("", Verb::name);
        format!(
            "a {verb} responds with {code} by default, which has a body, but no `response` declares it"
        )
    };
    judge.report_always(
        Diagnostic::new(status.place, message)
            .note("a body that is not declared can be neither checked nor documented")
            .help("declare `response = Model`, or `status = 204` if there is nothing to send"),
    );
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (code, status, variant) in set.known() {
        // A `Redirect` without its status is `redirect_without_location` alone.
        if variant.model.is_some() || variant.is_redirect() || !carries_body(code) {
            continue;
        }
        let name = &variant.name;
        judge.report_always(
            Diagnostic::new(
                status.place,
                format!("a {code} response has a body, but `{name}` holds none"),
            )
            .note("a body that is not declared can be neither checked nor documented")
            .help(format!(
                "write `{name}(Model)`, or `status = 204` if there is nothing to send"
            )),
        );
    }
}
