//! An argument of the handler is a plain value, which nothing reads from the request.
//!
//! FastAPI takes `id: int` from the path because the path has an `{id}`. A handler says where each argument comes from by its
//! type, an extractor: `Path` for the parameters of the path, `Query` for those of the query, `Json` for the body, `State` for
//! what the service holds. Wrap the value in the extractor that it is read by.

use super::{Judge, Rule};
use crate::model::{Input, Raw, Route, type_text};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    // Without a path it may be called by hand, with values.
    if route.path.is_none() {
        return;
    }
    let parameters = route
        .path
        .as_ref()
        .and_then(|path| path.parameters.as_ref().ok());
    let parameters = parameters.map_or(&[][..], Vec::as_slice);
    let raw = || {
        route
            .inputs
            .iter()
            .filter_map(|input| Some((input, input.raw.as_ref()?)))
    };
    let position = |raw: &Raw| parameters.iter().position(|name| *name == raw.name);
    // The parameters of the path are taken together, in its order, and so are those of the query: each is one fault.
    let mut of_path: Vec<_> = raw().filter(|(_, raw)| position(raw).is_some()).collect();
    let of_query: Vec<_> = raw().filter(|(_, raw)| position(raw).is_none()).collect();
    if let Some((first, _)) = of_path.first() {
        let place = first.place;
        of_path.sort_by_key(|(_, raw)| position(raw));
        report(place, &of_path, from_path(&of_path), judge);
    }
    if let Some((first, _)) = of_query.first() {
        report(first.place, &of_query, from_query(&of_query), judge);
    }
}

fn report(place: Place, arguments: &[(&Input, &Raw)], help: String, judge: &mut Judge<'_>) {
    let names: Vec<_> = arguments
        .iter()
        .map(|(_, raw)| format!("`{}`", raw.name))
        .collect();
    let (last, before) = names
        .split_last()
        .map_or(("", &[][..]), |(last, before)| (last.as_str(), before));
    let message = match before {
        [] => format!("{last} is a plain value, which is not read from the request"),
        _ => format!(
            "{} and {last} are plain values, which are not read from the request",
            before.join(", ")
        ),
    };
    judge.report_always(
        Diagnostic::new(place, message)
            .note("the type of an argument says where it comes from: `Path`, `Query`, `Json`, `State` and other extractors")
            .help(help),
    );
}

/// `Path((id, post)): Path<(i64, String)>`
fn from_path(arguments: &[(&Input, &Raw)]) -> String {
    let names = listed(arguments, |raw| raw.name.clone());
    let types = listed(arguments, |raw| type_text(&raw.ty));
    match arguments {
        [_] => format!("write `Path({names}): Path<{types}>`"),
        _ => format!("write `Path(({names})): Path<({types})>`"),
    }
}

/// `Query(Search { q }): Query<Search>`
fn from_query(arguments: &[(&Input, &Raw)]) -> String {
    let names = listed(arguments, |raw| raw.name.clone());
    let fields = listed(arguments, |raw| {
        format!("{}: {}", raw.name, type_text(&raw.ty))
    });
    format!(
        "read the query, `Query(Search {{ {names} }}): Query<Search>`, with a struct beside the handler: \
         `#[derive(serde::Deserialize, schemars::JsonSchema)] struct Search {{ {fields} }}`"
    )
}

fn listed(arguments: &[(&Input, &Raw)], text: impl Fn(&Raw) -> String) -> String {
    let texts: Vec<_> = arguments.iter().map(|(_, raw)| text(raw)).collect();
    texts.join(", ")
}
