//! [`Schema`]: what describes a value that a function writes.

use syn::parse::{Parse, ParseStream};
use syn::{Path, Type};

/// What describes a value that a function writes.
pub enum Schema {
    /// `#[response(schema_with = path)]`, `#[schemars(schema_with = "path")]`
    Function(Path),
    /// `#[schemars(with = "Type")]`
    Type(Type),
}

impl Parse for Schema {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        input.parse().map(Self::Function)
    }
}
