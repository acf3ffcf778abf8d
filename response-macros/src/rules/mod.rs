//! The rules, one file each: what is wrong and why, the check, and the message.
//!
//! To add one, write `rules/<slug>.rs` and its cases `ui-tests/{fail,pass}/<slug>.rs`, declare the module and name its rule
//! in a list below.

mod assertion;
mod judge;

mod accepted_without_task;
mod allow_without_reason;
mod ambiguous_status;
mod bad_cache_control;
mod bad_header;
mod bad_media_type;
mod bad_path;
mod body_extractor_not_last;
mod body_on_bodiless_status;
mod body_on_safe_method;
mod bytes_as_numbers;
mod cache_on_unsafe_method;
mod created_without_location;
mod delete_returns_body;
mod duplicate_error_code;
mod duplicate_field_name;
mod duplicate_status;
mod error_status_as_success;
mod hidden_by_omit;
mod leaky_server_error;
mod missing_error_status;
mod missing_required_header;
mod missing_response_model;
mod missing_response_status;
mod not_a_response_model;
mod not_an_extractor;
mod not_an_object;
mod opaque_serialization;
mod own_statuses;
mod path_params_mismatch;
mod post_returns_200;
mod redirect_without_location;
mod request_model_as_response;
mod safe_method_status;
mod sensitive_error_field;
mod sensitive_field;
mod success_status_as_error;
mod unauthorized_without_challenge;
mod undeclared_error;
mod undeclared_status;
mod unknown_field;
mod unknown_rule;
mod unknown_status;
mod unpaged_list;
mod unreachable_status;
mod untyped_field;
mod untyped_response;
mod unused_allow;
mod wrong_model;

pub use assertion::{Assertion, Subject};
pub const BYTES_AS_NUMBERS: &str = bytes_as_numbers::RULE.slug;
pub use judge::{Judge, Judged, Rule};
pub use redirect_without_location::may_redirect;

use crate::model::{ErrorType, HeaderSet, Model, ResponseSet, ResponseVariant, Route};
use crate::report::{Allow, Report};
use judge::{Proceedings, judge};

/// Those on `#[route]`.
const ROUTE: &[Rule<Route>] = &[
    unknown_status::RULE,
    error_status_as_success::RULE,
    duplicate_status::RULE,
    body_on_bodiless_status::RULE,
    missing_response_model::RULE,
    untyped_response::RULE,
    post_returns_200::RULE,
    delete_returns_body::RULE,
    safe_method_status::RULE,
    unpaged_list::RULE,
    request_model_as_response::RULE,
    not_an_extractor::RULE,
    body_on_safe_method::RULE,
    body_extractor_not_last::RULE,
    redirect_without_location::RULE,
    bad_path::RULE,
    path_params_mismatch::RULE,
    cache_on_unsafe_method::RULE,
    bad_cache_control::RULE,
    bad_header::RULE,
    bad_media_type::RULE,
    hidden_by_omit::RULE,
    unknown_field::RULE,
    created_without_location::RULE,
    accepted_without_task::RULE,
    unreachable_status::RULE,
    undeclared_status::RULE,
    ambiguous_status::RULE,
    wrong_model::RULE,
    not_a_response_model::RULE,
    bytes_as_numbers::ON_ROUTES,
    undeclared_error::RULE,
];

/// Those on `#[derive(ErrorResponse)]`.
const ERROR: &[Rule<ErrorType>] = &[
    missing_error_status::RULE,
    success_status_as_error::RULE,
    duplicate_error_code::RULE,
    unauthorized_without_challenge::RULE,
    missing_required_header::RULE,
    leaky_server_error::RULE,
    sensitive_error_field::RULE,
    duplicate_field_name::ON_ERRORS,
    unknown_status::ON_ERRORS,
    bad_header::ON_ERRORS,
    bad_media_type::ON_ERRORS,
    untyped_response::ON_ERRORS,
    wrong_model::ON_ERRORS,
];

/// Those on `#[derive(ResponseModel)]`.
const MODEL: &[Rule<Model>] = &[
    sensitive_field::RULE,
    untyped_field::RULE,
    opaque_serialization::RULE,
    bytes_as_numbers::RULE,
    not_an_object::RULE,
    wrong_model::ON_MODELS,
    duplicate_field_name::RULE,
];

/// Those on `#[derive(Responses)]`.
const RESPONSES: &[Rule<ResponseSet>] = &[
    missing_response_status::RULE,
    unknown_status::ON_RESPONSES,
    error_status_as_success::ON_RESPONSES,
    duplicate_status::ON_RESPONSES,
    body_on_bodiless_status::ON_RESPONSES,
    missing_response_model::ON_RESPONSES,
    untyped_response::ON_RESPONSES,
    redirect_without_location::ON_RESPONSES,
    not_a_response_model::ON_RESPONSES,
    hidden_by_omit::ON_RESPONSES,
    unknown_field::ON_RESPONSES,
    bytes_as_numbers::ON_RESPONSES,
    accepted_without_task::ON_RESPONSES,
    created_without_location::ON_RESPONSES,
];

/// Those on `#[derive(ResponseHeaders)]`.
const HEADERS: &[Rule<HeaderSet>] = &[bad_header::ON_HEADERS];

/// The rules about the `allow`s themselves. They come last, when it is known which `allow`s were needed.
const ALLOW: &[Rule<Vec<Allow>>] = &[
    unknown_rule::RULE,
    allow_without_reason::RULE,
    unused_allow::RULE,
];

/// Each rule by its slug, and whether an `allow` of it may be needed although nothing was reported.
fn all() -> impl Iterator<Item = (&'static str, bool)> {
    fn named<Item>(rules: &'static [Rule<Item>]) -> impl Iterator<Item = (&'static str, bool)> {
        rules
            .iter()
            .map(|rule| (rule.slug, rule.is_allowed_unseen()))
    }
    named(ROUTE)
        .chain(named(ERROR))
        .chain(named(MODEL))
        .chain(named(RESPONSES))
        .chain(named(HEADERS))
        .chain(named(ALLOW))
}

/// The rules that an `allow` on an item, or on a part of it, switches off.
#[cfg(test)]
pub fn allowed<Item: Judged>() -> Vec<&'static str> {
    let rules = Item::RULES.iter().filter(|rule| rule.can_be_allowed());
    rules.map(|rule| rule.slug).collect()
}

/// Has the compiler judge a variant, unless the rule is allowed there.
fn assert_of_variant(
    set: &ResponseSet,
    variant: &ResponseVariant,
    assertion: Assertion,
    judge: &mut Judge<'_>,
) {
    judge.assert_at(
        set.allows_at(variant),
        assertion.of_variant(set.index_of(variant)),
    );
}

/// Whether there is a rule of this name.
fn is_known(slug: &str) -> bool {
    all().any(|(known, _)| known == slug)
}

/// Judges an item by its rules, and then the `allow`s on it and on its parts. Returns what the compiler has to judge.
pub fn judge_item<'a, Item: Judged>(
    item: &'a Item,
    every_allow: impl IntoIterator<Item = &'a Vec<Allow>>,
    report: &mut Report,
) -> Vec<Assertion> {
    let mut proceedings = Proceedings::default();
    judge(Item::RULES, item, item.allows(), &mut proceedings, report);
    for allows in every_allow {
        judge(ALLOW, allows, &[], &mut proceedings, report);
    }
    proceedings.into_assertions()
}

macro_rules! judged {
    ($($item:ident by $rules:ident;)*) => {$(
        impl Judged for $item {
            const RULES: &'static [Rule<Self>] = $rules;

            fn allows(&self) -> &[Allow] {
                &self.allows
            }
        }
    )*};
}

judged! {
    Route by ROUTE;
    ErrorType by ERROR;
    Model by MODEL;
    ResponseSet by RESPONSES;
    HeaderSet by HEADERS;
}
