//! What `pick` and `omit` select, as a constant of a policy, and the policy for the models inside of a field.

use proc_macro2::TokenStream;
use quote::quote;

use crate::attr::route::SentPath;
use crate::model::Selection;

/// `const FIELDS: Fields = ..;`, if anything is selected.
pub(super) fn constant(selection: &Selection, private: &TokenStream) -> Option<TokenStream> {
    let names = |paths: Option<&Vec<SentPath>>| -> Vec<Vec<String>> {
        let paths = paths.into_iter().flatten();
        paths.map(SentPath::names).collect()
    };
    let (pick, omit) = (
        names(selection.pick.as_ref()),
        names(selection.omit.as_ref()),
    );
    if pick.is_empty() && omit.is_empty() {
        return None;
    }
    let fields = fields(&pick, &omit, private);
    Some(quote!(const FIELDS: #private::Fields = #fields;))
}

/// `type At<..> = ..;`
pub(super) fn at(selection: &Selection, private: &TokenStream) -> TokenStream {
    let depth = selection.paths().map(|path| path.0.len()).max();
    let policy = match depth {
        None | Some(0 | 1) => quote!(#private::Nested<Self>),
        Some(depth) => {
            let deeper = (2..depth).fold(
                quote!(#private::Ends),
                |depth, _| quote!(#private::Deeper<#depth>),
            );
            quote!(#private::InsideField<Self, #deeper, __RUST, __WIRE>)
        }
    };
    quote!(type At<const __RUST: u64, const __WIRE: u64> = #policy;)
}

/// The value of the constant. What is not picked by name is picked where nothing is.
fn fields(pick: &[Vec<String>], omit: &[Vec<String>], private: &TokenStream) -> TokenStream {
    let is_flat = |paths: &[Vec<String>]| paths.iter().all(|path| path.len() == 1);
    match (pick.is_empty(), omit.is_empty()) {
        (true, true) => return quote!(#private::Fields::All),
        (false, true) if is_flat(pick) => {
            let names = pick.concat();
            return quote!(#private::Fields::Pick(&[#(#names),*]));
        }
        (true, false) if is_flat(omit) => {
            let names = omit.concat();
            return quote!(#private::Fields::Omit(&[#(#names),*]));
        }
        _ => {}
    }
    let others = pick.is_empty();
    let mut named: Vec<&String> = Vec::new();
    for name in pick.iter().chain(omit).filter_map(|path| path.first()) {
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let inside = |paths: &[Vec<String>], name: &String| -> Vec<Vec<String>> {
        let of_name = paths.iter().filter(|path| path.first() == Some(name));
        of_name.map(|path| path[1..].to_vec()).collect()
    };
    let named = named.iter().map(|name| {
        let (mut pick, omit) = (inside(pick, name), inside(omit, name));
        let is_omitted = omit.iter().any(Vec::is_empty);
        if pick.iter().any(Vec::is_empty) {
            pick.clear();
        }
        let sent = if is_omitted {
            quote!(::core::option::Option::None)
        } else {
            let fields = fields(&pick, &omit, private);
            quote!(::core::option::Option::Some(#fields))
        };
        quote!(#private::Named { name: #name, sent: #sent })
    });
    quote!(#private::Fields::Paths { others: #others, named: &[#(#named),*] })
}
