//! The type of the handler's value, where the compiler has to infer a part of it.

use syn::Type;
use syn::visit_mut::VisitMut;

/// The same type with `_` for every `impl Trait`, for the compiler to infer.
pub(super) fn inferred(ty: &Type) -> Type {
    struct Infer;
    impl VisitMut for Infer {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            if matches!(ty, Type::ImplTrait(_)) {
                *ty = syn::parse_quote!(_);
            }
            syn::visit_mut::visit_type_mut(self, ty);
        }
    }
    let mut ty = ty.clone();
    Infer.visit_type_mut(&mut ty);
    ty
}
