//! A GET or HEAD takes a body.
//!
//! Content in a GET or HEAD request has no defined meaning: a client library may not send it, and a cache or proxy may
//! drop it or refuse the request (RFC 9110 sections 9.3.1 and 9.3.2). Take a `Query<..>`, or use POST.

use super::Check;
use crate::model::{Route, Verb};
use crate::report::{Diagnostic, Report};

pub const CHECK: Check<Route> = Check::Tokens(check);

fn check(route: &Route, report: &mut Report) {
    let Some(verb @ (Verb::Get | Verb::Head)) = route.verb() else {
        return;
    };
    for input in route.inputs.iter().filter(|input| input.reads_body()) {
        report.push_unless_allowed(
            Diagnostic::rule(
                "body_on_safe_method",
                input.place,
                format!("a {} takes a body, `{}`", verb.name(), input.extractor),
            )
            .note("RFC 9110 sections 9.3.1 and 9.3.2: content in a GET or HEAD request has no defined meaning")
            .help("take a `Query<..>` instead, or make it a `post`"),
            &route.allows,
        );
    }
}
