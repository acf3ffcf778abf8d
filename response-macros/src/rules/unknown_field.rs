//! `pick` or `omit` names a field that the model does not have.
//!
//! With a name that matches nothing, more or less is sent than was meant. Name a field by its name in Rust or in the
//! JSON. Each name of a path such as `maker.name` is one of a field of the model before it, also through an `Option`, a list or
//! the values of a map. The bound is `HasField` in `response-core`, which `#[derive(ResponseModel)]` implements for each field.

use syn::ext::IdentExt;

use super::{Assertion, Judge, Rule, Subject, assert_of_variant};
use crate::model::{ResponseSet, Route, Selection, carries_body};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_the_contract(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_the_contract(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    if route.response.is_none() && !route.statuses.codes().any(carries_body) {
        judge_of_nothing(&route.selection, judge);
        return;
    }
    if let Some(first) = route.selection.paths().find_map(|path| path.0.first()) {
        judge.assert(Assertion::new(
            "unknown_field",
            Subject::OneModel,
            first.span(),
        ));
    }
    for assertion in assertions(&route.selection) {
        judge.assert(assertion);
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    for (code, _, variant) in set.known() {
        if variant.model.is_none() && !carries_body(code) {
            judge_of_nothing(&variant.selection, judge);
            continue;
        }
        for assertion in assertions(&variant.selection) {
            assert_of_variant(set, variant, assertion, judge);
        }
    }
}

/// Says of a selection that there is no body.
fn judge_of_nothing(selection: &Selection, judge: &mut Judge<'_>) {
    let Some(first) = selection.paths().next() else {
        return;
    };
    let said = match (&selection.pick, &selection.omit) {
        (Some(_), Some(_)) => "`pick` and `omit`",
        (Some(_), None) => "`pick`",
        (None, _) => "`omit`",
    };
    judge.report_always(
        Diagnostic::new(
            first.place(),
            "nothing is sent, so there are no fields to select",
        )
        .help(format!("drop {said}")),
    );
}

/// One for each name of each path: the field that it names is one of the model before it.
fn assertions(selection: &Selection) -> impl Iterator<Item = Assertion> {
    let paths = selection.paths().enumerate();
    paths.flat_map(|(number, path)| {
        path.0.iter().enumerate().map(move |(index, field)| {
            let names = path.0.iter().take(index + 1);
            let subject = Subject::Field {
                names: names.map(|name| name.unraw().to_string()).collect(),
                is_first: number == 0,
            };
            Assertion::new("unknown_field", subject, field.span())
        })
    })
}
