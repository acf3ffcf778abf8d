//! The rule book: what the macros and the compiler refuse, and why.
//!
//! Each rule is an item, so that `allow(post_returns_200, reason = "...")` leads an editor to its page.
// Written by `STEADFAST_WRITE=1 cargo test -p ui-tests --test violations`.
#![allow(non_upper_case_globals)]

// What rustc names where a rule is not kept: the bounds have the rules' names, in the namespace of types.
#[doc(hidden)]
pub use response_core::glue::rules::*;

#[doc = include_str!("../docs/rules/unknown_status.md")]
pub const unknown_status: &str = "unknown_status";

#[doc = include_str!("../docs/rules/error_status_as_success.md")]
pub const error_status_as_success: &str = "error_status_as_success";

#[doc = include_str!("../docs/rules/duplicate_status.md")]
pub const duplicate_status: &str = "duplicate_status";

#[doc = include_str!("../docs/rules/body_on_bodiless_status.md")]
pub const body_on_bodiless_status: &str = "body_on_bodiless_status";

#[doc = include_str!("../docs/rules/missing_response_model.md")]
pub const missing_response_model: &str = "missing_response_model";

#[doc = include_str!("../docs/rules/untyped_response.md")]
pub const untyped_response: &str = "untyped_response";

#[doc = include_str!("../docs/rules/post_returns_200.md")]
pub const post_returns_200: &str = "post_returns_200";

#[doc = include_str!("../docs/rules/delete_returns_body.md")]
pub const delete_returns_body: &str = "delete_returns_body";

#[doc = include_str!("../docs/rules/safe_method_status.md")]
pub const safe_method_status: &str = "safe_method_status";

#[doc = include_str!("../docs/rules/unpaged_list.md")]
pub const unpaged_list: &str = "unpaged_list";

#[doc = include_str!("../docs/rules/request_model_as_response.md")]
pub const request_model_as_response: &str = "request_model_as_response";

#[doc = include_str!("../docs/rules/not_an_extractor.md")]
pub const not_an_extractor: &str = "not_an_extractor";

#[doc = include_str!("../docs/rules/body_on_safe_method.md")]
pub const body_on_safe_method: &str = "body_on_safe_method";

#[doc = include_str!("../docs/rules/body_extractor_not_last.md")]
pub const body_extractor_not_last: &str = "body_extractor_not_last";

#[doc = include_str!("../docs/rules/redirect_without_location.md")]
pub const redirect_without_location: &str = "redirect_without_location";

#[doc = include_str!("../docs/rules/bad_path.md")]
pub const bad_path: &str = "bad_path";

#[doc = include_str!("../docs/rules/path_params_mismatch.md")]
pub const path_params_mismatch: &str = "path_params_mismatch";

#[doc = include_str!("../docs/rules/cache_on_unsafe_method.md")]
pub const cache_on_unsafe_method: &str = "cache_on_unsafe_method";

#[doc = include_str!("../docs/rules/bad_cache_control.md")]
pub const bad_cache_control: &str = "bad_cache_control";

#[doc = include_str!("../docs/rules/bad_header.md")]
pub const bad_header: &str = "bad_header";

#[doc = include_str!("../docs/rules/bad_media_type.md")]
pub const bad_media_type: &str = "bad_media_type";

#[doc = include_str!("../docs/rules/hidden_by_omit.md")]
pub const hidden_by_omit: &str = "hidden_by_omit";

#[doc = include_str!("../docs/rules/unknown_field.md")]
pub const unknown_field: &str = "unknown_field";

#[doc = include_str!("../docs/rules/created_without_location.md")]
pub const created_without_location: &str = "created_without_location";

#[doc = include_str!("../docs/rules/accepted_without_task.md")]
pub const accepted_without_task: &str = "accepted_without_task";

#[doc = include_str!("../docs/rules/unreachable_status.md")]
pub const unreachable_status: &str = "unreachable_status";

#[doc = include_str!("../docs/rules/undeclared_status.md")]
pub const undeclared_status: &str = "undeclared_status";

#[doc = include_str!("../docs/rules/ambiguous_status.md")]
pub const ambiguous_status: &str = "ambiguous_status";

#[doc = include_str!("../docs/rules/wrong_model.md")]
pub const wrong_model: &str = "wrong_model";

#[doc = include_str!("../docs/rules/not_a_response_model.md")]
pub const not_a_response_model: &str = "not_a_response_model";

#[doc = include_str!("../docs/rules/undeclared_error.md")]
pub const undeclared_error: &str = "undeclared_error";

#[doc = include_str!("../docs/rules/missing_error_status.md")]
pub const missing_error_status: &str = "missing_error_status";

#[doc = include_str!("../docs/rules/success_status_as_error.md")]
pub const success_status_as_error: &str = "success_status_as_error";

#[doc = include_str!("../docs/rules/duplicate_error_code.md")]
pub const duplicate_error_code: &str = "duplicate_error_code";

#[doc = include_str!("../docs/rules/unauthorized_without_challenge.md")]
pub const unauthorized_without_challenge: &str = "unauthorized_without_challenge";

#[doc = include_str!("../docs/rules/missing_required_header.md")]
pub const missing_required_header: &str = "missing_required_header";

#[doc = include_str!("../docs/rules/leaky_server_error.md")]
pub const leaky_server_error: &str = "leaky_server_error";

#[doc = include_str!("../docs/rules/sensitive_error_field.md")]
pub const sensitive_error_field: &str = "sensitive_error_field";

#[doc = include_str!("../docs/rules/sensitive_field.md")]
pub const sensitive_field: &str = "sensitive_field";

#[doc = include_str!("../docs/rules/untyped_field.md")]
pub const untyped_field: &str = "untyped_field";

#[doc = include_str!("../docs/rules/opaque_serialization.md")]
pub const opaque_serialization: &str = "opaque_serialization";

#[doc = include_str!("../docs/rules/not_an_object.md")]
pub const not_an_object: &str = "not_an_object";

#[doc = include_str!("../docs/rules/duplicate_field_name.md")]
pub const duplicate_field_name: &str = "duplicate_field_name";

#[doc = include_str!("../docs/rules/missing_response_status.md")]
pub const missing_response_status: &str = "missing_response_status";

#[doc = include_str!("../docs/rules/unknown_rule.md")]
pub const unknown_rule: &str = "unknown_rule";

#[doc = include_str!("../docs/rules/allow_without_reason.md")]
pub const allow_without_reason: &str = "allow_without_reason";

#[doc = include_str!("../docs/rules/unused_allow.md")]
pub const unused_allow: &str = "unused_allow";
