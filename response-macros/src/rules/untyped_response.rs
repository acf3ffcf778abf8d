//! The response is declared as a type that does not list its fields.
//!
//! `serde_json::Value`, a map of it, `impl IntoResponse` and `axum::response::Response` can hold anything, so nothing
//! can be promised about them; `Json<T>` is how a model would be sent, not what is sent. Declare the model.

use syn::Type;

use super::Check;
use crate::model::{Route, is_untyped, json_content, type_text};
use crate::report::{Diagnostic, Place, Report};

pub const CHECK: Check<Route> = Check::Tokens(check);

const MODEL: &str = "declare a struct with `#[derive(ResponseModel)]`: `response = Model`";

fn check(route: &Route, report: &mut Report) {
    if let Some(response) = &route.response {
        let ty = &response.ty;
        if let Some(fault) = fault(ty) {
            refuse(ty, fault, route, report);
        }
    }
    if route.returns.is_opaque() {
        let ty = &route.returns.ty;
        let fault = ("hides what is answered", MODEL.to_owned());
        refuse(ty, fault, route, report);
    }
}

fn refuse(ty: &Type, (what, help): (&str, String), route: &Route, report: &mut Report) {
    let place = Place::of(ty);
    report.push_unless_allowed(
        Diagnostic::rule("untyped_response", place, format!("`{}` {what}", type_text(ty)))
            .note("only a type that lists its fields can be checked, filtered and documented")
            .help(help),
        &route.allows,
    );
}

/// What is wrong with the type, and what to write instead.
fn fault(ty: &Type) -> Option<(&'static str, String)> {
    if let Some(model) = json_content(ty) {
        let help = format!("declare the model itself: `response = {}`", type_text(model));
        return Some(("says how it is sent, not what", help));
    }
    match ty {
        Type::ImplTrait(_) => Some(("hides what is answered", MODEL.to_owned())),
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
