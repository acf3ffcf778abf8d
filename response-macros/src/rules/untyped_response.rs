//! The response is declared as a type that does not list its fields.
//!
//! `serde_json::Value`, a map of it, `impl IntoResponse` and `axum::response::Response` can hold anything, so nothing
//! can be promised about them. `Json<T>` says how a model is sent, not what is sent. Declare the model.

use syn::Type;

use super::{Judge, Rule};
use crate::model::types::{Role, is_opaque, last_name, role_of};
use crate::model::{ErrorType, Response, ResponseSet, Route, content_of, is_untyped, type_text};
use crate::report::{Allow, Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_tokens(module_path!(), check_set);
pub const ON_ERRORS: Rule<ErrorType> = Rule::of_the_contract(module_path!(), check_error);

const MODEL: &str = "declare a struct with `#[derive(ResponseModel)]`: `response = Model`";

fn check(route: &Route, judge: &mut Judge<'_>) {
    if let Some(response) = &route.response {
        let ty = &response.ty;
        if let Some(fault) = fault(ty) {
            refuse(ty, fault, &route.allows, judge);
        }
    }
    if route.returns.is_opaque() {
        let success = route.returns.success();
        let ty = if is_opaque(success) {
            success
        } else {
            &route.returns.ty
        };
        let fault = ("hides what is sent", instead_of_opaque(route, ty));
        refuse(ty, fault, &route.allows, judge);
    }
}

/// What to return in place of a type with `impl Trait`.
fn instead_of_opaque(route: &Route, returned: &Type) -> String {
    match &route.response {
        Some(Response { ty, text, .. })
            if role_of(ty) == Some(Role::Kind) && last_name(ty) == last_name(returned) =>
        {
            let kind = last_name(ty).map(ToString::to_string).unwrap_or_default();
            format!("write `{text}`: `{kind}::new` takes any stream and erases its type")
        }
        Some(Response { ty, text, .. }) if !matches!(ty, Type::ImplTrait(_)) => {
            format!("return `{text}`, or a type that it is filled from")
        }
        _ => MODEL.to_owned(),
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for variant in &set.variants {
        if let Some(model) = &variant.model
            && let Some((what, _)) = fault(model)
        {
            let help = format!(
                "hold a struct with `#[derive(ResponseModel)]`: `{}(Model)`",
                variant.name
            );
            refuse(model, (what, help), set.allows_at(variant), judge);
        }
    }
}

fn check_error(error: &ErrorType, judge: &mut Judge<'_>) {
    for (_, declared) in error.declared() {
        if let Some(body) = &declared.body
            && let Some((what, _)) = fault(&body.model)
        {
            let help = match content_of(&body.model, "Json") {
                Some(model) => format!("declare the model itself: `model = {}`", type_text(model)),
                None => {
                    "declare a struct with `#[derive(ResponseModel)]`: `model = Model`".to_owned()
                }
            };
            refuse(&body.model, (what, help), [], judge);
        }
    }
}

fn refuse<'a>(
    ty: &Type,
    (what, help): (&str, String),
    allows: impl IntoIterator<Item = &'a Allow>,
    judge: &mut Judge<'_>,
) {
    let place = Place::of(ty);
    judge.report_at(
        allows,
        Diagnostic::new(place, format!("`{}` {what}", type_text(ty)))
            .note("only a type that lists its fields can be checked, filtered and documented")
            .help(help),
    );
}

/// What is wrong with the type, and what to write instead.
pub(super) fn fault(ty: &Type) -> Option<(&'static str, String)> {
    if let Some(model) = content_of(ty, "Json") {
        let help = format!(
            "declare the model itself: `response = {}`",
            type_text(model)
        );
        return Some(("says how a response is sent, not what is sent", help));
    }
    match ty {
        Type::ImplTrait(_) => Some(("hides what is sent", MODEL.to_owned())),
        Type::Slice(items) => {
            let help = format!("write `response = Vec<{}>`", type_text(&items.elem));
            Some(("is unsized, so no handler can return it", help))
        }
        Type::Path(_) if last_name(ty).is_some_and(|name| name == "str") => {
            let help =
                "write `response = Text` for plain text, or `response = String` for a JSON string";
            Some(("is unsized, so no handler can return it", help.to_owned()))
        }
        _ if is_untyped(ty) || is_response(ty) => Some(("can hold anything", MODEL.to_owned())),
        _ => None,
    }
}

/// `axum::response::Response`, `http::Response<..>`
fn is_response(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let segments = &path.path.segments;
    let from = |krate: &str| segments.iter().any(|segment| segment.ident == krate);
    segments.last().is_some_and(|last| last.ident == "Response") && (from("axum") || from("http"))
}
