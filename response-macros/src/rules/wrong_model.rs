//! What the handler returns does not fill the declared model.
//!
//! A model can be filled from itself, from the types that `#[response(from = Row)]` names, and from containers of
//! these. A route without `response` has no body. The `model` of an error's variant is the field that holds it, or is made
//! of the fields that have the names of its own. The bounds are `FilledFrom` and those next to it in `response-core`;
//! the usual return types of axum handlers are recognised by their names.

use syn::{Type, TypeTuple};

use super::{Judge, Rule, untyped_response};
use crate::model::{Declared, ErrorType, Filling, Model, Route, content_of, type_text};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);
pub const ON_MODELS: Rule<Model> = Rule::of_the_contract(module_path!(), check_model);
pub const ON_ERRORS: Rule<ErrorType> = Rule::of_the_contract(module_path!(), check_error);

fn check(route: &Route, judge: &mut Judge<'_>) {
    // A `Json<..>` that is declared is `untyped_response` alone.
    if route
        .response
        .as_ref()
        .is_some_and(|response| content_of(&response.ty, "Json").is_some())
    {
        return;
    }
    let returned = route.returns.success();
    let (what, help) = match (content_of(returned, "Json"), returned) {
        (Some(content), _) => (
            "says how a response is sent, not what is sent",
            format!(
                "return `{}`: the contract writes the JSON",
                type_text(content)
            ),
        ),
        (None, Type::Tuple(parts))
            if parts
                .elems
                .iter()
                .any(|part| type_text(part).ends_with("StatusCode")) =>
        {
            (
                "chooses a status, but the contract declares it",
                format!(
                    "return {} alone, and declare `status = ..`; `Created` and `Upserted` choose between several",
                    value_of(parts).map_or_else(
                        || "the value".to_owned(),
                        |value| format!("`{}`", type_text(value))
                    )
                ),
            )
        }
        (None, returned) if is_declared_behind_an_option(route, returned) => (
            "may be `None`, which is not a model",
            format!(
                "return `MaybeContent<{}>` to send 204 for `None`, or a `Result` with a 404 error; \
                 declare `response = {}` to send `null`",
                type_text(content_of(returned, "Option").unwrap_or(returned)),
                type_text(returned)
            ),
        ),
        _ => return,
    };
    judge.report(
        Diagnostic::new(
            route.returns.value,
            format!("`{}` {what}", type_text(returned)),
        )
        .note(
            "a handler returns the value to send; status, headers and JSON follow from the contract",
        )
        .help(help),
    );
}

/// The value that axum would send: the last part, if it is not a status.
fn value_of(parts: &TypeTuple) -> Option<&Type> {
    let last = parts.elems.last()?;
    let value = content_of(last, "Json").unwrap_or(last);
    (!type_text(value).ends_with("StatusCode")).then_some(value)
}

fn is_declared_behind_an_option(route: &Route, returned: &Type) -> bool {
    let declared = route.response.as_ref().map(|response| &response.ty);
    declared.is_some() && declared == content_of(returned, "Option")
}

/// A list has no fields of its own: a list of models is filled item by item.
fn check_model(model: &Model, judge: &mut Judge<'_>) {
    let Some((list, item)) = model.source_that_lists() else {
        return;
    };
    let name = &model.ident;
    judge.report(
        Diagnostic::new(
            Place::of(list),
            format!(
                "`{name}` cannot be filled from `{}`, which has no fields",
                type_text(list)
            ),
        )
        .note(format!(
            "a list of `{name}` is filled item by item, and so is an `Option`"
        ))
        .help(format!("write `from = {}`", type_text(item))),
    );
}

/// A model is made of fields that have names, or held as it is.
fn check_error(error: &ErrorType, judge: &mut Judge<'_>) {
    for (variant, Declared { body, .. }) in error.declared() {
        let Some(body) = body else { continue };
        if untyped_response::fault(&body.model).is_some() {
            continue;
        }
        let (name, model) = (&variant.name, type_text(&body.model));
        let what = match body.filling {
            Filling::Held(..) | Filling::ByName(_) => continue,
            Filling::Several => "several fields without names do not fill it",
            Filling::Nameless => "it has no fields of these names",
        };
        judge.report(
            Diagnostic::new(
                Place::of(&body.model),
                format!("`{model}` is the model of `{name}`, but {what}"),
            )
            .note("a variant holds its model, or has a field for each of the model's, by the same name")
            .help(format!("hold it: `{name}({model})`")),
        );
    }
}
