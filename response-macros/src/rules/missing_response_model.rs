//! A declared status has a body, but no `response` declares it.
//!
//! Without a model there is nothing to check the body against and nothing to document. Declare the model, or a status
//! without a body.

use syn::Type;

use super::untyped_response::fault;
use super::{Judge, Rule};
use crate::model::types::{Role, is_opaque, last_name, outcome_content, role_of};
use crate::model::{ResponseSet, Route, Verb, carries_body, content_of, type_text};
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
            .help(help(route)),
    );
}

/// What to declare: what the handler returns tells it.
fn help(route: &Route) -> String {
    let success = route.returns.success();
    let sent = outcome_content(success).map_or(success, |(_, sent)| sent);
    let is_unit = matches!(sent, Type::Tuple(unit) if unit.elems.is_empty());
    if is_unit || role_of(sent) == Some(Role::Bodiless) {
        return "declare `status = 204`: the handler sends nothing".to_owned();
    }
    let is_text = matches!(sent, Type::Reference(reference)
        if last_name(&reference.elem).is_some_and(|name| name == "str"));
    let model = match sent {
        _ if is_text => "Text".to_owned(),
        Type::Path(_) if !is_opaque(sent) && fault(sent).is_none() => type_text(sent),
        _ => "Model".to_owned(),
    };
    format!("declare `response = {model}`, or `status = 204` if there is nothing to send")
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
