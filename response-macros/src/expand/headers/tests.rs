use quote::quote;

use crate::pipeline::response_headers;

#[test]
fn a_struct_of_headers() {
    let expansion = response_headers(quote! {
        struct RateLimit {
            /// How many requests are left.
            rate_limit_remaining: u32,
            #[response(header = "X-Trace")]
            trace: Option<String>,
        }
    });
    let file = syn::parse2(expansion).expect("the expansion is Rust");
    insta::assert_snapshot!(prettyplease::unparse(&file));
}
