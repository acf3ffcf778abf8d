//! The method of a route.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token};

use super::Arguments;
use crate::attr::grammar;
use crate::report::{Diagnostic, Report, nearest};

/// The methods a route can have.
pub const METHODS: &[&str] = &["get", "post", "put", "patch", "delete", "head", "options"];

/// Reads the method, which comes first.
pub(super) fn read(input: ParseStream, report: &mut Report) -> Option<Ident> {
    let ahead = input.fork();
    let name = ahead.parse::<Ident>().ok();
    let typed = name.as_ref().map(ToString::to_string).unwrap_or_default();
    if METHODS.contains(&typed.as_str()) {
        let method = input.parse().ok();
        if let Some(path) = path_in_parentheses(input) {
            let (place, path) = (path.span(), path.value());
            report.push(
                Diagnostic::new(
                    place,
                    "the path stands behind the method, not in parentheses",
                )
                .help(format!("write `{typed}, {path:?}`")),
            );
            let _ = input.parse::<Option<Token![,]>>();
            return method;
        }
        if !input.is_empty() && input.parse::<Token![,]>().is_err() {
            report.push(Diagnostic::new(
                input.span(),
                "expected `,` after the method",
            ));
            skip_what_begins_no_argument(input);
        }
        refuse_further_methods(input, report);
        return method;
    }
    if let Some(methods) = bracketed_methods(input) {
        let first = first_of(&methods)?;
        let help = format!(
            "write `{first}`, and for another method a second route that calls the same function"
        );
        report.push(one_method(methods.span()).help(help));
        return Some(first);
    }
    if let Some(method) = quoted_method(input) {
        report.push(
            Diagnostic::new(method.span(), "the method is written without quotes")
                .help(format!("write `{method}`")),
        );
        return Some(method);
    }
    let is_key = grammar::names::<Arguments>().contains(&typed.as_str());
    let diagnostic = match &name {
        Some(name) if !is_key && (ahead.is_empty() || ahead.peek(Token![,])) => {
            let _ = input.parse::<Ident>();
            let _ = input.parse::<Option<Token![,]>>();
            Diagnostic::new(name.span(), format!("unknown method `{typed}`"))
        }
        _ if input.is_empty() => Diagnostic::new(Span::call_site(), "the method is missing"),
        _ => Diagnostic::new(input.span(), "expected the method first"),
    };
    report.push(
        diagnostic.help(match nearest(&typed, METHODS.iter().copied()) {
            Some(method) if !is_key => format!("did you mean `{method}`?"),
            _ => {
                "begin with `get`, `post`, `put`, `patch`, `delete`, `head` or `options`".to_owned()
            }
        }),
    );
    skip_what_begins_no_argument(input);
    None
}

/// `get, post`
fn refuse_further_methods(input: ParseStream, report: &mut Report) {
    loop {
        let ahead = input.fork();
        let is_method = ahead
            .parse::<Ident>()
            .is_ok_and(|name| METHODS.contains(&name.to_string().as_str()))
            && (ahead.is_empty() || ahead.peek(Token![,]));
        if !is_method {
            return;
        }
        if let Ok(method) = input.parse::<Ident>() {
            report.push(one_method(method.span()).help(ANOTHER_ROUTE));
        }
        let _ = input.parse::<Option<Token![,]>>();
    }
}

/// `[get, post]`
fn bracketed_methods(input: ParseStream) -> Option<Group> {
    let ahead = input.fork();
    let group: Group = ahead.parse().ok()?;
    let is_list = group.delimiter() == Delimiter::Bracket && first_of(&group).is_some();
    is_list.then(|| {
        let _ = input.parse::<TokenTree>();
        let _ = input.parse::<Option<Token![,]>>();
        group
    })
}

/// The first method of a list.
fn first_of(methods: &Group) -> Option<Ident> {
    let text = methods.stream().into_iter().next()?.to_string();
    let name = text.trim_matches('"').to_lowercase();
    let is_method = METHODS.contains(&name.as_str());
    is_method.then(|| Ident::new(&name, methods.span()))
}

fn one_method(place: Span) -> Diagnostic {
    Diagnostic::new(place, "a route has one method")
        .note("its statuses, its body and its operation id follow from the method")
}

/// What to do for a second method.
pub const ANOTHER_ROUTE: &str =
    "drop it, and write a second route for the other method, which calls the same function";

/// Skips a token that cannot begin an argument: it was reported as the missing method already.
fn skip_what_begins_no_argument(input: ParseStream) {
    if !input.peek(Ident::peek_any) && !input.peek(LitStr) && !input.peek(Token![,]) {
        let _ = input.parse::<TokenTree>();
        let _ = input.parse::<Option<Token![,]>>();
    }
}

/// `("/users")`, behind a method
fn path_in_parentheses(input: ParseStream) -> Option<LitStr> {
    let ahead = input.fork();
    let group: Group = ahead.parse().ok()?;
    let path = syn::parse2::<LitStr>(group.stream()).ok()?;
    let _ = input.parse::<TokenTree>();
    Some(path)
}

/// `"POST"`: a method, not a path.
fn quoted_method(input: ParseStream) -> Option<Ident> {
    let text = input.fork().parse::<LitStr>().ok()?;
    let method = text.value().to_lowercase();
    METHODS.contains(&method.as_str()).then(|| {
        let _ = input.parse::<LitStr>();
        let _ = input.parse::<Option<Token![,]>>();
        Ident::new(&method, text.span())
    })
}

/// `= get` or `= "get"`
pub(super) fn by_name(input: ParseStream) -> Option<Ident> {
    input.parse::<Token![=]>().ok()?;
    if let Ok(name) = input.parse::<Ident>() {
        return Some(name);
    }
    let text: LitStr = input.parse().ok()?;
    text.parse().ok()
}
