//! Which generic parameters a type mentions.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{GenericParam, Generics, Ident, Path, Type, TypePath};

/// The parameters that occur in some tokens: lifetimes, types and constants.
pub fn mentioned<'g, T: ToTokens>(
    tokens: T,
    generics: &'g Generics,
) -> impl Iterator<Item = &'g GenericParam> + use<'g, T> {
    let mut found = BTreeSet::new();
    names(tokens.into_token_stream(), &mut found);
    generics
        .params
        .iter()
        .filter(move |parameter| found.contains(&name(parameter).to_string()))
}

/// Whether a type parameter occurs in some tokens.
pub fn is_generic(tokens: impl ToTokens, generics: &Generics) -> bool {
    mentioned(tokens, generics).any(|parameter| matches!(parameter, GenericParam::Type(_)))
}

/// Whether `impl Trait` is part of a type.
pub fn is_opaque(ty: &Type) -> bool {
    let mut found = BTreeSet::new();
    names(ty.into_token_stream(), &mut found);
    found.contains("impl")
}

fn names(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => names(group.stream(), found),
            TokenTree::Ident(name) => {
                found.insert(name.to_string());
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn name(parameter: &GenericParam) -> &Ident {
    match parameter {
        GenericParam::Lifetime(parameter) => &parameter.lifetime.ident,
        GenericParam::Type(parameter) => &parameter.ident,
        GenericParam::Const(parameter) => &parameter.ident,
    }
}

/// The type parameters that types mention, except those of `PhantomData`, which does not hold a value.
pub struct ParametersIn {
    parameters: BTreeSet<Ident>,
    pub found: BTreeSet<Ident>,
    /// `T::Item`, `<T as Iterator>::Item`
    pub associated: Vec<TypePath>,
    /// The parameters of which these are associated types.
    pub owners: BTreeSet<Ident>,
}

impl ParametersIn {
    pub fn of_parameters(generics: &Generics) -> Self {
        Self {
            parameters: generics
                .type_params()
                .map(|parameter| parameter.ident.clone())
                .collect(),
            found: BTreeSet::new(),
            associated: Vec::new(),
            owners: BTreeSet::new(),
        }
    }

    /// The parameter of which this is an associated type.
    fn owner(&self, path: &TypePath) -> Option<Ident> {
        let segments = &path.path.segments;
        let owner = match &path.qself {
            None if segments.len() > 1 && path.path.leading_colon.is_none() => {
                &segments.first()?.ident
            }
            // serde infers no bound for this spelling.
            Some(qualified) if qualified.position > 0 => match &*qualified.ty {
                Type::Path(owner) if owner.qself.is_none() => owner.path.get_ident()?,
                _ => return None,
            },
            _ => return None,
        };
        self.parameters.contains(owner).then(|| owner.clone())
    }

    /// Whether the type mentions one of the parameters.
    pub fn is_in(generics: &Generics, ty: &Type) -> bool {
        let mut parameters = Self::of_parameters(generics);
        parameters.visit_type(ty);
        !parameters.found.is_empty() || !parameters.associated.is_empty()
    }
}

impl<'ast> Visit<'ast> for ParametersIn {
    fn visit_path(&mut self, path: &'ast Path) {
        if path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "PhantomData")
        {
            return;
        }
        if let Some(name) = path.get_ident()
            && self.parameters.contains(name)
        {
            self.found.insert(name.clone());
        }
        visit::visit_path(self, path);
    }

    fn visit_type_path(&mut self, path: &'ast TypePath) {
        if let Some(owner) = self.owner(path) {
            self.owners.insert(owner);
            self.associated.push(path.clone());
            return;
        }
        visit::visit_type_path(self, path);
    }
}
