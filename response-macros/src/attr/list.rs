//! The list inside an attribute: arguments, separated by commas.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{Attribute, Meta, Token};

use crate::report::{Diagnostic, Place, Report};

/// Reads each argument with `read`. One that cannot be read is reported and skipped, so that the next ones are still
/// read.
pub fn read(
    input: ParseStream,
    report: &mut Report,
    mut read: impl FnMut(ParseStream, &mut Report) -> Result<(), Diagnostic>,
) {
    while !input.is_empty() {
        let ahead = input.fork();
        match read(&ahead, report) {
            Err(fault) => {
                report.push(fault);
                skip_argument(input);
            }
            Ok(()) => {
                input.advance_to(&ahead);
                if !input.is_empty() && !input.peek(Token![,]) {
                    report.push(Diagnostic::new(
                        input.span(),
                        "expected `,` before the next argument",
                    ));
                    // The comma was forgotten; what follows is still an argument.
                    if input.peek(Ident::peek_any) {
                        continue;
                    }
                    skip_argument(input);
                }
            }
        }
        let _ = input.parse::<Option<Token![,]>>();
    }
}

/// [`read`]s the list of every attribute of this name, whose arguments look like the example.
pub fn read_each(
    attributes: &[Attribute],
    name: &str,
    example: &str,
    report: &mut Report,
    mut read_argument: impl FnMut(ParseStream, &mut Report) -> Result<(), Diagnostic>,
) {
    for attribute in attributes {
        match &attribute.meta {
            meta if !meta.path().is_ident(name) => {}
            Meta::List(list) => {
                let result = list.parse_args_with(|input: ParseStream| {
                    read(input, report, &mut read_argument);
                    Ok(())
                });
                report.ok(result);
            }
            other => report.push(
                Diagnostic::new(Place::of(other), "expected arguments in parentheses")
                    .help(format!("write `#[{name}({example})]`")),
            ),
        }
    }
}

/// Skips an argument and returns its tokens.
pub fn skip_argument(input: ParseStream) -> TokenStream {
    let rest: TokenStream = input.fork().parse().unwrap_or_default();
    let rest: Vec<TokenTree> = rest.into_iter().collect();
    let mut skipped = TokenStream::new();
    for _ in 0..length(&rest) {
        skipped.extend(input.parse::<TokenTree>());
    }
    skipped
}

/// The tokens of each argument. Behind a comma there is one more, which may be empty, as is the one of an empty list.
pub fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut arguments = Vec::new();
    let mut rest: Vec<TokenTree> = tokens.into_iter().collect();
    loop {
        let behind = rest.split_off(length(&rest));
        arguments.push(rest);
        if behind.is_empty() {
            return arguments;
        }
        rest = behind.into_iter().skip(1).collect();
    }
}

/// How many tokens belong to the first argument: those before the next comma that is outside of brackets, of `<` and `>`
/// as well. Where a `<` is never closed, a comma ends the argument if a key stands behind it.
fn length(tokens: &[TokenTree]) -> usize {
    let mut depth = 0_usize;
    let mut before = None;
    for (index, token) in tokens.iter().enumerate() {
        let punct = match token {
            TokenTree::Punct(punct) => Some(punct.as_char()),
            _ => None,
        };
        match (punct, before) {
            (Some('<'), _) => depth += 1,
            // `->` and `=>` close nothing.
            (Some('>'), Some('-' | '=')) => {}
            (Some('>'), _) => depth = depth.saturating_sub(1),
            (Some(','), _) if depth == 0 => return index,
            _ => {}
        }
        before = punct;
    }
    let ends_here = |index: &usize| {
        let behind = tokens.get(index + 1..).unwrap_or_default();
        is_comma(&tokens[*index]) && begins_with_key(behind)
    };
    match depth {
        0 => tokens.len(),
        _ => (0..tokens.len()).find(ends_here).unwrap_or(tokens.len()),
    }
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// `key = ..` or `key(..)`
fn begins_with_key(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Ident(_), TokenTree::Punct(punct), ..] => punct.as_char() == '=',
        [TokenTree::Ident(_), TokenTree::Group(_), ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use proc_macro2::TokenStream;

    fn first(tokens: &str) -> String {
        let tokens: Vec<_> = TokenStream::from_str(tokens)
            .expect("tokens")
            .into_iter()
            .collect();
        let length = super::length(&tokens);
        let first: TokenStream = tokens.into_iter().take(length).collect();
        first.to_string()
    }

    #[test]
    fn a_comma_between_the_arguments_of_a_type_ends_nothing() {
        assert_eq!(first("a = Map<K, V>, b"), "a = Map < K , V >");
        assert_eq!(
            first("a = Box<dyn Fn(A) -> B>, b"),
            "a = Box < dyn Fn (A) -> B >"
        );
    }

    #[test]
    fn a_type_that_is_never_closed_ends_where_a_key_stands() {
        assert_eq!(first("a = Map<K, V, b = 5"), "a = Map < K , V");
        assert_eq!(first("a = Map<K, V"), "a = Map < K , V");
        assert_eq!(first("a = b < c, d(e)"), "a = b < c");
    }
}
