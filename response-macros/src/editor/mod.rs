//! What rust-analyzer is told of the attributes: names at the user's tokens, so that it completes them, shows their docs and
//! jumps to them, also where an attribute is half-typed and nothing else reads it.
//!
//! rust-analyzer knows of an attribute only what stands in its expansion. To complete a token it expands the macro twice: as
//! the file is, and with an identifier at the cursor. What it looks at has to stand at the same place in both: a slot says the
//! same up to the name, whatever is typed, and all of them stand before everything else, in a constant without a name, which
//! rust-analyzer takes among items, in a body, and in an `impl`.
//!
//! All this is emitted only where rust-analyzer expands the macro. rustc sees none of it. A `cfg(rust_analyzer)` would not do: it
//! is set for the packages of a workspace, and steadfast is not one of those in a service.

mod derive;
#[cfg(test)]
mod items;
mod route;
mod slot;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::place::is_read_by_editor;

pub use derive::Derive;
#[cfg(test)]
pub use {derive::told as told_of_derive, route::told as told_of_route};

/// The glue of a handler, behind what rust-analyzer is told of the arguments.
pub fn route(glue: TokenStream, arguments: TokenStream) -> TokenStream {
    behind(|| route::told(arguments), glue)
}

/// The glue of a derive, behind what rust-analyzer is told of its attributes.
pub fn derive(glue: TokenStream, derive: Derive, item: TokenStream) -> TokenStream {
    behind(|| derive::told(derive, item), glue)
}

fn behind(told: impl FnOnce() -> TokenStream, glue: TokenStream) -> TokenStream {
    if is_read_by_editor() {
        let told = told();
        quote!(const _: () = { fn told() { #told } }; #glue)
    } else {
        glue
    }
}
