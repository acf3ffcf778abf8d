//! `extension("x-internal" = true)`: a member of the operation that OpenAPI does not know.

use proc_macro2::TokenStream;
use syn::parse::ParseStream;
use syn::{LitStr, Token};

use crate::attr::faults;
use crate::attr::grammar::{Key, Value};
use crate::report::{Diagnostic, Report};

/// An extension as it was written.
pub struct RawExtension {
    pub name: LitStr,
    /// What `serde_json::json!` reads.
    pub value: TokenStream,
}

impl Value for RawExtension {
    fn read(key: Key, input: ParseStream, _: &mut Report) -> Result<Self, Diagnostic> {
        let inside = key.parentheses(input)?;
        let name: LitStr = inside.parse()?;
        let text = name.value();
        if inside.parse::<Option<Token![=]>>()?.is_none() || inside.is_empty() {
            return Err(faults::no_value(&name, key.example()));
        }
        let value: TokenStream = inside.parse()?;
        if !text.starts_with("x-") {
            let message = format!("{text:?} is not the name of an extension");
            let name = name.span();
            return Err(Diagnostic::new(name, message)
                .note("OpenAPI: the names of extensions begin with `x-`; all others are its own")
                .help(format!("write `extension(\"x-{text}\" = {value})`")));
        }
        Ok(Self { name, value })
    }
}
