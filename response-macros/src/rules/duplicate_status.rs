//! A status is declared twice.
//!
//! The second declaration adds nothing to the first; most likely another status was meant.

use super::{Judge, Rule};
use crate::model::{ResponseSet, Route, Status};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);
pub const ON_RESPONSES: Rule<ResponseSet> = Rule::of_tokens(module_path!(), check_set);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let list = &route.statuses.list;
    for (index, status) in list.iter().enumerate() {
        let Some(code) = status.code else { continue };
        if list[..index]
            .iter()
            .any(|earlier| earlier.code == Some(code))
        {
            judge.report_always(
                twice(code, status).help(format!("drop the second `{}`", status.text)),
            );
        }
    }
}

fn check_set(set: &ResponseSet, judge: &mut Judge<'_>) {
    let known: Vec<_> = set.known().collect();
    for (index, (code, status, _)) in known.iter().enumerate() {
        let earlier = known[..index].iter().find(|(earlier, ..)| earlier == code);
        if let Some((_, _, earlier)) = earlier {
            let help = format!(
                "use `{}` for both, or give this variant a status of its own",
                earlier.name
            );
            judge.report_always(twice(*code, status).help(help));
        }
    }
}

fn twice(code: u16, status: &Status) -> Diagnostic {
    Diagnostic::new(status.place, format!("{code} is declared twice"))
        .note("the document lists each status once")
}
