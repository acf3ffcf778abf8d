//! The errors for arguments that cannot be read, in our attributes and in those of other crates.

use std::fmt::Display;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

use crate::report::{Diagnostic, Place, nearest};

/// An argument that does not exist.
pub fn stranger(key: impl ToTokens) -> Diagnostic {
    let name = written(&key);
    Diagnostic::new(Place::of(key), format!("unknown argument `{name}`"))
}

/// An argument that nobody knows, and that was meant to be this one.
pub fn unknown_but_meant(key: impl ToTokens, meant: &str) -> Diagnostic {
    stranger(key).help(format!("did you mean `{meant}`?"))
}

/// An argument that nobody knows, with what was probably meant.
pub fn unknown(key: impl ToTokens, known: &[&str]) -> Diagnostic {
    match nearest(&written(&key), known.iter().copied()) {
        Some(known) => unknown_but_meant(key, known),
        None => stranger(key).help(format!("the arguments are {}", list(known))),
    }
}

/// An argument that is given a second time.
pub fn twice(key: impl ToTokens) -> Diagnostic {
    let name = written(&key);
    Diagnostic::new(Place::of(key), format!("`{name}` is given twice"))
}

/// An argument without the value it needs.
pub fn no_value(key: impl ToTokens, example: impl Display) -> Diagnostic {
    let name = written(&key);
    Diagnostic::new(
        Place::of(key),
        format!("`{name}` needs a value: `{example}`"),
    )
}

/// An argument that takes no value, and is given this one.
pub fn needless_value(key: &Ident, value: &TokenStream) -> Diagnostic {
    let says_no = matches!(value.to_string().as_str(), "= false" | "(false)");
    Diagnostic::new(key.span(), format!("`{key}` takes no value")).help(if says_no {
        format!("drop it: `{key}` is off unless it is written")
    } else {
        format!("write `{key}`")
    })
}

/// A path as it is usually written: `serde::rename`.
pub fn written(key: &impl ToTokens) -> String {
    let tokens = key.to_token_stream().into_iter();
    tokens.map(|token| token.to_string()).collect()
}

fn list(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
