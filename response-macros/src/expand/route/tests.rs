use proc_macro2::TokenStream;
use quote::quote;

use crate::pipeline;

/// The expansion, laid out as a person would write it.
fn expanded(arguments: TokenStream, item: &TokenStream) -> String {
    let file =
        syn::parse2(pipeline::route(arguments, item)).expect("the expansion is a list of items");
    prettyplease::unparse(&file)
}

#[test]
fn a_handler_becomes_its_contract_and_its_glue() {
    insta::assert_snapshot!(expanded(
        quote!(post, "/users", status = 201, response = UserOut),
        &quote! {
            /// Create a user.
            async fn create_user(State(db): State<Db>, Json(new): Json<UserIn>) -> Result<Created<User>, UserError> {
                let user = db.insert(new).await?;
                Ok(Created::at(format!("/users/{}", user.id), user))
            }
        },
    ));
}

#[test]
fn a_plain_function_runs_on_the_blocking_pool() {
    insta::assert_snapshot!(expanded(
        quote!(
            get,
            "/users/{id}",
            response = UserOut,
            exclude_none,
            cache = "private, max-age=60"
        ),
        &quote! {
            pub fn get_user<D: Db>(Path(id): Path<i64>) -> Result<User, UserError> {
                D::find(id)
            }
        },
    ));
}

#[test]
fn an_exception_leads_to_its_rule_and_a_status_to_its_constant() {
    let expansion = expanded(
        quote!(
            post,
            "/search",
            status = OK,
            response = UserOut,
            allow(post_returns_200, reason = "a search")
        ),
        &quote! {
            async fn search() -> UserOut {
                find()
            }
        },
    );
    assert!(expansion.contains("use ::steadfast::rules::post_returns_200 as _;"));
    assert!(expansion.contains("let _ = __steadfast::StatusCode::OK;"));
}

#[test]
fn a_faulty_handler_keeps_its_glue_and_loses_its_checks() {
    insta::assert_snapshot!(expanded(
        quote!(delete, "/users/{id}", status = 200, response = UserOut),
        &quote! {
            async fn delete_user(Path(id): Path<i64>) -> UserOut {
                db.delete(id)
            }
        },
    ));
}

#[test]
fn a_half_typed_body_survives() {
    let tokens = pipeline::route(
        quote!(delete, "/users/{id}", status = 200, response = UserOut),
        &quote! {
            async fn delete_user(Path(id): Path<i64>) -> UserOut {
                db.delete(id).
            }
        },
    );
    assert!(tokens.to_string().contains("db . delete (id) ."));
}
