use std::str::FromStr;

use proc_macro2::TokenStream;

use super::{Derive, told_of_derive, told_of_route};

fn tokens(text: &str) -> TokenStream {
    TokenStream::from_str(text).expect("tokens")
}

fn of_route(arguments: &str) -> String {
    told_of_route(tokens(arguments)).to_string()
}

fn of_error(item: &str) -> String {
    told_of_derive(Derive::Error, tokens(item)).to_string()
}

fn of_model(item: &str) -> String {
    told_of_derive(Derive::Model, tokens(item)).to_string()
}

fn of_responses(item: &str) -> String {
    told_of_derive(Derive::Responses, tokens(item)).to_string()
}

/// What is told while the cursor is at `|`, without a name there and with the one of rust-analyzer. What it looks at stands
/// before the name, at the same place.
#[track_caller]
fn assert_completes(told: fn(&str) -> String, typed: &str, behind: &str) {
    let name = "raCompletionMarker";
    let completing = told(&typed.replace('|', name));
    let (before, _) = completing.split_once(name).expect("the name at the cursor");
    assert!(before.ends_with(behind), "{completing}");
    let as_it_is = told(&typed.replace('|', ""));
    let looked_at = before.trim_end().trim_end_matches(['.', ':', '{', ' ']);
    assert!(as_it_is.starts_with(looked_at), "{as_it_is}\n{completing}");
}

#[test]
fn the_compiler_is_told_nothing() {
    let glue = tokens("fn handler() {}");
    let emitted = super::route(glue.clone(), tokens("get, response = UserOut"));
    assert_eq!(emitted.to_string(), glue.to_string());
    let emitted = super::derive(glue.clone(), Derive::Model, tokens("struct UserOut;"));
    assert_eq!(emitted.to_string(), glue.to_string());
}

#[test]
fn an_argument_is_a_name_whether_it_is_typed_or_not() {
    assert_completes(of_route, "|", "editor :: method :: ");
    assert_completes(of_route, "po|", "editor :: method :: po");
    assert_completes(of_route, "post, \"/users\", |", "editor :: route :: ");
    assert_completes(
        of_route,
        "post, | response = UserOut",
        "editor :: route :: ",
    );
    assert_completes(of_route, "post, status = |", "editor :: success :: ");
    assert_completes(of_route, "post, status = [OK, |]", "editor :: success :: ");
    assert_completes(
        of_route,
        "post, status = StatusCode::|",
        "editor :: success :: ",
    );
    assert_completes(of_route, "post, allow(|)", "editor :: rules_of_route :: ");
    assert_completes(of_route, "post, allow(a, |)", "editor :: reason :: ");
    assert_completes(of_route, "post, deprecated(|)", "editor :: deprecated :: ");
}

#[test]
fn a_field_of_the_model_stands_behind_a_dot() {
    assert_completes(
        of_route,
        "get, response = Page<UserOut>, pick(|)",
        "| it : UserOut | { it . ",
    );
    assert_completes(
        of_route,
        "get, omit(id, |), response = UserOut",
        "| it : UserOut | { it . ",
    );
    assert_completes(
        of_route,
        "get, response = UserOut, pick(id, address.|)",
        "| it : UserOut | { it . address . ",
    );
    let set = "enum A { #[response(status = 200, omit(|))] B(Reply<Created<UserOut>, ETag>) }";
    assert_completes(of_responses, set, "| it : UserOut | { it . ");
    let set = "enum A { #[response(pick(address.|), model = Vec<UserOut>)] B(User) }";
    assert_completes(of_responses, set, "| it : UserOut | { it . address . ");
    let from = |attribute: &str| {
        format!("#[response(from = User)] struct A {{ #[response({attribute})] a: B }}")
    };
    let told = of_model(&from("from_field = raCompletionMarker"));
    assert!(
        told.contains("| it : User | { it . raCompletionMarker }"),
        "{told}"
    );
    let told = of_model(&from("from_field = address.raCompletionMarker"));
    assert!(
        told.contains("| it : User | { it . address . raCompletionMarker }"),
        "{told}"
    );
}

#[test]
fn a_field_that_may_be_private_is_not_accessed() {
    let told = of_route("get, response = UserOut, pick(name)");
    assert!(!told.contains("it . name"), "{told}");
    assert!(told.contains("offset_of ! (UserOut , name)"), "{told}");
    let told = of_route("get, response = Page<UserOut>, omit(address.city)");
    assert!(told.contains("offset_of ! (UserOut , address)"), "{told}");
}

#[test]
fn each_place_of_a_derive_has_its_table() {
    let variant = "enum E { #[response(|)] A { after: u64 } }";
    assert_completes(of_error, variant, "editor :: error_variant :: ");
    assert_completes(
        of_error,
        "#[response(|)] enum E {}",
        "editor :: error_enum :: ",
    );
    assert_completes(
        of_error,
        "#[response(|)] struct E;",
        "editor :: error_struct :: ",
    );
    assert_completes(
        of_error,
        "enum E { A { #[response(|)] id: u8 } }",
        "editor :: error_field :: ",
    );
    assert_completes(
        of_error,
        "#[response(status = |)] struct E;",
        "editor :: failure :: ",
    );
    assert_completes(of_model, "#[response(|)] struct E;", "editor :: model :: ");
    assert_completes(
        of_model,
        "struct E { #[response(|)] id: u8 }",
        "editor :: model_field :: ",
    );
    assert_completes(
        of_error,
        "#[response(format = |)] enum E {}",
        "editor :: format :: ",
    );
    assert_completes(
        of_error,
        "#[response(subset(F = [|]))] enum E { A }",
        "use E :: ",
    );
}

#[test]
fn the_facade_is_where_the_attribute_says() {
    assert_completes(
        of_route,
        "get, crate = crate::web, |",
        "crate :: web :: editor :: route :: ",
    );
    assert_completes(
        of_model,
        "#[response(crate = ::web, |)] struct E;",
        ":: web :: editor :: model :: ",
    );
}

#[test]
fn a_number_leads_to_the_status_of_its_name() {
    assert!(of_route("get, status = 200").contains("editor :: StatusCode :: OK"));
}
