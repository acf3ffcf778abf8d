//! The arguments of `#[route]`.

use proc_macro2::{TokenStream, TokenTree};

use super::slot::{Argument, Told, arguments, value_of};
use crate::attr::split;

/// What is told of the arguments.
pub fn told(tokens: TokenStream) -> TokenStream {
    let arguments = arguments(tokens);
    let model = value_of(&arguments, "response").unwrap_or_default();
    let mut told = Told::below(value_of(&arguments, "crate"));
    for (index, argument) in arguments.iter().enumerate() {
        let is_method = index == 0 && argument.rest.is_empty();
        told.name(
            if is_method { "method" } else { "route" },
            argument.key.as_ref(),
        );
        if let Some(key) = &argument.key {
            value(&mut told, &key.to_string(), argument, &model);
        }
    }
    told.statements
}

fn value(told: &mut Told, key: &str, argument: &Argument, model: &TokenStream) {
    let (value, inside) = (argument.value(), argument.inside());
    match (key, value, inside) {
        ("status", Some(value), _) => told.statuses("success", value),
        ("response" | "errors", Some(value), _) => told.ty(&value),
        ("errors", _, Some(inside)) => {
            for error in split(inside) {
                told.ty(&error.into_iter().collect());
            }
        }
        ("pick" | "omit", _, Some(inside)) => told.fields(model, inside),
        ("allow", _, Some(inside)) => told.allow("rules_of_route", inside),
        ("deprecated", _, Some(inside)) => {
            for date in arguments(inside) {
                told.name("deprecated", date.key.as_ref());
            }
        }
        // `"name" = handler`, and before the parameters of the handler
        ("link", _, Some(inside)) => told.path(&handler(inside, 0)),
        ("callback", _, Some(inside)) => told.path(&handler(inside, 1)),
        _ => {}
    }
}

/// The argument at which a handler is named, without what stands before it.
fn handler(inside: TokenStream, index: usize) -> TokenStream {
    let argument = split(inside).into_iter().nth(index);
    let is_before = |token: &TokenTree| {
        matches!(token, TokenTree::Literal(_) | TokenTree::Punct(_)) && token.to_string() != ":"
    };
    let tokens = argument.unwrap_or_default().into_iter();
    tokens.skip_while(is_before).collect()
}
