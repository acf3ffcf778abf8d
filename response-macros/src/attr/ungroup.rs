//! Types as they look: what a `$t:ty` of a `macro_rules!` has put into a group of its own is taken out of it, so that a
//! rule reads `Vec<User>` alike wherever it was written.

use syn::visit_mut::{self, VisitMut};
use syn::{DeriveInput, Signature, Type};

struct Ungroup;

impl VisitMut for Ungroup {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        while let Type::Group(syn::TypeGroup { elem, .. })
        | Type::Paren(syn::TypeParen { elem, .. }) = ty
        {
            // `&(dyn A + B)` needs what stands around it.
            if matches!(**elem, Type::TraitObject(_) | Type::ImplTrait(_)) {
                return;
            }
            *ty = (**elem).clone();
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_expr_mut(&mut self, _: &mut syn::Expr) {}
}

pub fn ty(mut ty: Type) -> Type {
    Ungroup.visit_type_mut(&mut ty);
    ty
}

pub fn signature(signature: &mut Signature) {
    Ungroup.visit_signature_mut(signature);
}

/// Reads a struct or an enum.
pub fn item(item: proc_macro2::TokenStream) -> syn::Result<DeriveInput> {
    let mut item: DeriveInput = syn::parse2(item)?;
    Ungroup.visit_data_mut(&mut item.data);
    Ok(item)
}
