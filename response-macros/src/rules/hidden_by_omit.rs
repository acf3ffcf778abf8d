//! `omit` hides a sensitive field.
//!
//! A field that must not leave the server does not belong in a response model: the next route that declares the model
//! would send it. Declare a model without the field.

use super::{Judge, Rule};
use crate::attr::route::SentPath;
use crate::model::types::type_text;
use crate::model::{Holds, ResponseSet, Route, is_sensitive};
use crate::report::{Allow, Diagnostic};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_tokens(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let response = route.response.as_ref();
    let model = response.map_or("the model", |response| response.text.as_str());
    for path in route.selection.omit.iter().flatten() {
        check_path(path, model, &route.allows, judge);
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for variant in &set.variants {
        let model = variant
            .model
            .as_ref()
            .map_or("the model".to_owned(), type_text);
        for path in variant.selection.omit.iter().flatten() {
            let allows = set.allows_at(variant);
            check_path(path, &model, allows, judge);
        }
    }
}

fn check_path<'a>(
    path: &SentPath,
    model: &str,
    allows: impl IntoIterator<Item = &'a Allow>,
    judge: &mut Judge<'_>,
) {
    let names = path.names();
    let Some((name, before)) = names.split_last() else {
        return;
    };
    if !is_sensitive(name, Holds::Unknown, []) {
        return;
    }
    let help = match before.last() {
        None => {
            format!("declare a model without `{name}`, filled with `#[response(from = {model})]`")
        }
        Some(field) => format!("hold a model without `{name}` in `{field}`"),
    };
    judge.report_at(
        allows,
        Diagnostic::new(
            path.place(),
            format!("`omit` hides `{path}`, which must not leave the server"),
        )
        .note("the next route that declares the model would send it")
        .help(help),
    );
}
