use proc_macro2::TokenStream;
use quote::quote;

use crate::pipeline::error_response;

fn pretty(item: TokenStream) -> String {
    let file = syn::parse2(error_response(item)).expect("the expansion is Rust");
    prettyplease::unparse(&file)
}

#[test]
fn an_enum() {
    insta::assert_snapshot!(pretty(quote! {
        enum UserError {
            /// There is no such user.
            #[error("user {id} not found")]
            #[response(status = 404)]
            UserNotFound {
                #[response(extension)]
                id: i64,
            },
            #[error("log in first")]
            #[response(status = UNAUTHORIZED, code = "login", challenge = "Bearer")]
            NotLoggedIn,
            #[error("slow down")]
            #[response(status = 429, retry_after = wait)]
            TooMany { wait: Duration },
            #[error(transparent)]
            #[response(status = 500)]
            Database(#[from] sqlx::Error),
            #[error(transparent)]
            #[response(transparent)]
            Billing(BillingError),
        }
    }));
}

#[test]
fn a_generic_struct() {
    insta::assert_snapshot!(pretty(quote! {
        #[error("{0} is gone")]
        #[response(status = 410, crate = ::web::steadfast)]
        struct Gone<T>(#[response(extension = "what")] T);
    }));
}

#[test]
fn a_fault_leaves_the_implementation_in_place() {
    insta::assert_snapshot!(pretty(quote! {
        enum UserError {
            NotFound,
            #[response(status = 200)]
            Taken,
        }
    }));
}
