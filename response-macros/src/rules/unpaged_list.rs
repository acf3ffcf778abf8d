//! A GET returns a bare list.
//!
//! A list grows with the data until it is too long for one response, and a bare array has no room to say that there is
//! more. `Page<T>` is requested with `page` and `size`, which has a maximum, and says how many items there are.
//!
//! A list that does not grow with the data says so: `[T; 7]` for exactly seven items, `AtMost<T, 20>` for up to twenty, as
//! the values of an enum or the plans of a shop. The handler still returns a `Vec`, and the document has `maxItems`.

use syn::{Expr, GenericArgument, Lit, PathArguments, Type};

use super::{Judge, Rule};
use crate::model::{Route, Verb, type_text};
use crate::report::{Diagnostic, Place};

pub const RULE: Rule<Route> = Rule::of_tokens(module_path!(), check);

/// What is longer is not sent in one response.
const MOST: u64 = 1000;

const LISTS: &[&str] = &[
    "BTreeSet",
    "BinaryHeap",
    "HashSet",
    "IndexSet",
    "LinkedList",
    "Vec",
    "VecDeque",
];

fn check(route: &Route, judge: &mut Judge<'_>) {
    let Some(response) = &route.response else {
        return;
    };
    if route.verb() != Some(Verb::Get) {
        return;
    }
    let (item, length) = match list(&response.ty) {
        Some(List::OfAnyLength(item)) => (item, None),
        Some(List::UpTo(item, length)) if length > MOST => (item, Some(length)),
        _ => return,
    };
    let item = type_text(item);
    let place = Place::of(&response.ty);
    judge.report(match length {
        None => Diagnostic::new(place, format!("a GET returns a bare list, `{}`", response.text))
            .note("a list grows until it is too long for one response, and an array cannot say that there is more")
            .help(format!(
                "declare `response = Page<{item}>` and take a `PageQuery`; for a list with a fixed maximum, \
                 declare `AtMost<{item}, 20>`, with that maximum"
            )),
        Some(length) => {
            Diagnostic::new(place, format!("a GET returns a list of up to {length} items at once"))
                .note("a response of so many items is slow, and an array cannot say that there is more")
                .help(format!(
                    "declare `response = Page<{item}>` and take a `PageQuery`, or a maximum of {MOST}: `AtMost<{item}, {MOST}>`"
                ))
        }
    });
}

enum List<'t> {
    OfAnyLength(&'t Type),
    /// `AtMost<T, N>`
    UpTo(&'t Type, u64),
}

/// What a type that is written as a list is of: `T` of `Vec<T>`, and of `Box<[T]>`. A slice that is borrowed for good was
/// there when the program was compiled.
fn list(ty: &Type) -> Option<List<'_>> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let mut arguments = arguments.args.iter();
    let Some(GenericArgument::Type(item)) = arguments.next() else {
        return None;
    };
    let name = last.ident.to_string();
    match (name.as_str(), item, arguments.next()) {
        ("Box" | "Arc" | "Rc", Type::Slice(slice), None) => Some(List::OfAnyLength(&slice.elem)),
        ("Box" | "Arc" | "Rc", inner, None) => list(inner),
        // The first of its two responses.
        ("Negotiated", model, Some(_)) => list(model),
        ("AtMost", item, Some(GenericArgument::Const(Expr::Lit(length)))) => match &length.lit {
            Lit::Int(length) => Some(List::UpTo(item, length.base10_parse().unwrap_or(u64::MAX))),
            _ => None,
        },
        (name, item, None) if LISTS.contains(&name) => Some(List::OfAnyLength(item)),
        _ => None,
    }
}
