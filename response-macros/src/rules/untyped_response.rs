//! The response is declared as a type that does not list its fields.
//!
//! `serde_json::Value`, a map of it, `impl IntoResponse` and `axum::response::Response` can hold anything, so nothing
//! can be promised about them; `Json<T>` is how a model would be sent, not what is sent. Declare the model.

use syn::{GenericArgument, PathArguments, Type};

use super::Check;
use crate::model::{Route, type_text};
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
    let path = match ty {
        Type::Path(path) => path,
        Type::ImplTrait(_) => return Some(("hides what is answered", MODEL.to_owned())),
        _ => return None,
    };
    let last = path.path.segments.last()?;
    let arguments: Vec<&Type> = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let from = |krate: &str| path.path.segments.iter().any(|segment| segment.ident == krate);
    match (last.ident.to_string().as_str(), arguments.as_slice()) {
        ("Value", []) => Some(("can hold anything", MODEL.to_owned())),
        ("Response", _) if from("axum") || from("http") => Some(("can hold anything", MODEL.to_owned())),
        ("Json", [model]) => Some((
            "says how it is sent, not what",
            format!("declare the model itself: `response = {}`", type_text(model)),
        )),
        ("Map" | "HashMap" | "BTreeMap" | "IndexMap", [.., value]) | ("Vec" | "Option" | "Box", [value]) => {
            fault(value).map(|_| ("can hold anything", MODEL.to_owned()))
        }
        ("Map", []) if from("serde_json") => Some(("can hold anything", MODEL.to_owned())),
        _ => None,
    }
}
