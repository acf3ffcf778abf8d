use proc_macro2::TokenStream;
use quote::quote;

use crate::pipeline::responses;

fn pretty(item: TokenStream) -> String {
    let file = syn::parse2(responses(item)).expect("the expansion is Rust");
    prettyplease::unparse(&file)
}

#[test]
fn a_set_of_responses() {
    insta::assert_snapshot!(pretty(quote! {
        enum Lookup {
            /// The user.
            #[response(status = 200, model = UserOut)]
            Found(User),
            #[response(status = 202)]
            Pending(Accepted<Task>),
            #[response(status = 204)]
            Nothing,
            #[response(status = SEE_OTHER)]
            Moved(Redirect),
        }
    }));
}

#[test]
fn a_fault_leaves_the_implementation_in_place() {
    insta::assert_snapshot!(pretty(quote! {
        enum Lookup<T> {
            Found(T),
            #[response(status = 404)]
            Missing,
        }
    }));
}
