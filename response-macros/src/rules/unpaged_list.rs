//! A GET returns a bare list.
//!
//! A list grows with the data until it is too long for one response, and a bare array has no room to say that there is
//! more. `Page<T>` is requested with `page` and `size`, which has a maximum, and says how many items there are. Allow
//! it for a list that cannot grow, such as the days of the week.

use super::{Judge, Rule};
use crate::model::{Route, Verb, content_of, type_text};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(response) = &route.response else {
        return;
    };
    if route.verb() != Some(Verb::Get) {
        return;
    }
    let Some(item) = content_of(&response.ty, "Vec") else {
        return;
    };
    judge.report(Diagnostic::new(Place::of(&response.ty),
            format!("a GET returns a bare list, `{}`", response.text),
        )
        .note("a list grows until it is too long for one response, and an array cannot say that there is more")
        .help(format!(
            "declare `response = Page<{}>` and take a `PageQuery`, or `allow(unpaged_list, reason = \"...\")`",
            type_text(item)
        )));
}
