use proc_macro2::TokenStream;
use quote::quote;

use crate::pipeline;

fn pretty(item: TokenStream) -> String {
    let file = syn::parse2(pipeline::response_model(item)).expect("an expansion that parses");
    prettyplease::unparse(&file)
}

#[test]
fn a_model_filled_from_a_row() {
    insta::assert_snapshot!(pretty(quote! {
        /// A user.
        #[response(from = User)]
        #[serde(rename_all = "camelCase")]
        struct UserOut {
            id: i64,
            #[serde(skip_serializing_if = "Option::is_none")]
            full_name: Option<String>,
            #[response(foreign, from_field = address.position)]
            position: geo::Point,
        }
    }));
}

#[test]
fn a_model_that_borrows_from_a_row() {
    insta::assert_snapshot!(pretty(quote! {
        #[response(from = &User)]
        struct UserOut<'a> {
            id: i64,
            name: &'a str,
        }
    }));
}

#[test]
fn a_generic_tagged_enum() {
    insta::assert_snapshot!(pretty(quote! {
        #[serde(tag = "type")]
        enum Event<T> {
            Started,
            Moved { to: T },
            Other(Box<Details>),
        }
    }));
}

#[test]
fn an_enum_without_fields_is_a_table_of_literals() {
    insta::assert_snapshot!(pretty(quote! {
        #[serde(rename_all = "snake_case")]
        enum Status {
            Active,
            #[default]
            OnHold,
        }
    }));
}

#[test]
fn a_fault_leaves_the_implementation_without_its_checks() {
    insta::assert_snapshot!(pretty(quote! {
        struct UserOut {
            password_hash: String,
        }
    }));
}
