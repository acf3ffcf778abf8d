//! The rule book. A rule is one file: why it holds, how it is checked, how it is said.
//!
//! To add one, write `rules/<slug>.rs`, its cases `ui-tests/{fail,pass}/<slug>.rs`, and name it in the list below.

use crate::report::{Allow, Report};

/// A rule of the rule book, for one kind of item: who judges.
pub enum Check<Item> {
    /// The macro: the tokens of the item are enough.
    Tokens(fn(&Item, &mut Report)),
    /// The compiler: types are needed, so a bound in `response-core` carries the message.
    Types,
    /// The compiler, and the macro where the tokens tell enough to help better.
    TypesAndTokens(fn(&Item, &mut Report)),
}

macro_rules! rule_book {
    ($($(#[doc = $doc:literal])* $item:ident($model:ty): $($slug:ident)* $(+ $shared:ident::$check:ident)*;)*) => {
        $($(mod $slug;)*)*
        $(
            $(#[doc = $doc])*
            pub const $item: &[Check<$model>] = &[$($slug::CHECK,)* $($shared::$check,)*];
        )*
        /// Every slug, for `allow` and its suggestions.
        pub const SLUGS: &[&str] = &[$($(stringify!($slug),)*)*];
    };
}

rule_book! {
    /// on `#[route]`
    ROUTE(crate::model::Route):
        unknown_status
        error_status_as_success
        duplicate_status
        body_on_bodiless_status
        missing_response_model
        untyped_response
        post_returns_200
        delete_returns_body
        safe_method_status
        unpaged_list
        request_model_as_response
        body_on_safe_method
        body_extractor_not_last
        redirect_without_location
        bad_path
        path_params_mismatch
        cache_on_unsafe_method
        bad_cache_control
        bad_header
        hidden_by_omit
        unknown_field
        created_without_location
        accepted_without_task
        unreachable_status
        undeclared_status
        ambiguous_status
        wrong_model
        not_a_response_model
        undeclared_error
        ;
    /// on `allow` wherever it stands, once it is known what was reported
    ALLOW(Vec<Allow>):
        unknown_rule
        allow_without_reason
        unused_allow
        ;
    /// on `#[derive(ErrorResponse)]`
    ERROR(crate::model::ErrorType):
        missing_error_status
        success_status_as_error
        duplicate_error_code
        unauthorized_without_challenge
        missing_required_header
        leaky_server_error
        sensitive_error_field
        + unknown_status::ERROR_CHECK
        + bad_header::ERROR_CHECK
        ;
    /// on `#[derive(ResponseModel)]`
    MODEL(crate::model::Model):
        sensitive_field
        untyped_field
        opaque_serialization
        ;
    /// on `#[derive(Responses)]`
    RESPONSES(crate::model::ResponseSet):
        + unknown_status::SET_CHECK
        + error_status_as_success::SET_CHECK
        + duplicate_status::SET_CHECK
        + body_on_bodiless_status::SET_CHECK
        + missing_response_model::SET_CHECK
        + untyped_response::SET_CHECK
        + redirect_without_location::SET_CHECK
        ;
    /// on `#[derive(ResponseHeaders)]`
    HEADERS(crate::model::HeaderSet):
        + bad_header::HEADERS_CHECK
        ;
}

/// Rules that the compiler judges and that can be switched off: the macro cannot know whether an `allow` of them was
/// needed. Of the other rules that need types, none can be: without them there is no contract to render by.
const SWITCHED_OFF_UNSEEN: &[&str] = &[
    "accepted_without_task",
    "created_without_location",
    "redirect_without_location",
    "unreachable_status",
];

/// Judges an item by every rule whose tokens are enough.
pub fn judge<Item>(rules: &[Check<Item>], item: &Item, report: &mut Report) {
    for rule in rules {
        if let Check::Tokens(check) | Check::TypesAndTokens(check) = rule {
            check(item, report);
        }
    }
}
