//! A GET or HEAD takes a request body.
//!
//! Content in a GET or HEAD request has no defined meaning: a client library may not send it, and a cache or proxy may
//! drop it or reject the request (RFC 9110 sections 9.3.1 and 9.3.2). Take a `Query<..>`, or use POST.

use super::{Judge, Rule};
use crate::model::{Route, Verb};
use crate::report::Diagnostic;

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(verb @ (Verb::Get | Verb::Head)) = route.verb() else {
        return;
    };
    for input in route.inputs.iter().filter(|input| input.reads_body()) {
        judge.report(Diagnostic::new(input.place,
                format!("a {} takes a request body, `{}`", verb.name(), input.extractor),
            )
            .note("RFC 9110 sections 9.3.1 and 9.3.2: content in a GET or HEAD request has no defined meaning")
            .help("take a `Query<..>` instead, or make it a `post`"));
    }
}
