//! What the macros and the compiler refuse, and why.
//!
//! # The rules
//!
//! Each rule has a page, with code that breaks it, what the compiler says of that code, and the code as it should be. Every message
//! ends with the name of its rule, in brackets. A rule whose description begins with "A warning" lets the program compile.
//!
//! Where a rule does not apply, `allow(rule, reason = "..")` on the route, the model, the field or the error switches it off. The
//! reason is mandatory. A rule that the document depends on cannot be switched off.
//!
//! ## Declare a status
//!
//! | rule | what is wrong |
//! |---|---|
//! | [`unknown_status`](const@unknown_status) | A declared status is not a registered status code. |
//! | [`error_status_as_success`](const@error_status_as_success) | A 1xx, 4xx or 5xx status is declared as the success status of a route. |
//! | [`duplicate_status`](const@duplicate_status) | A status is declared twice. |
//! | [`post_returns_200`](const@post_returns_200) | A POST declares 200. |
//! | [`delete_returns_body`](const@delete_returns_body) | A DELETE declares a model. |
//! | [`safe_method_status`](const@safe_method_status) | A GET or HEAD declares 201 or 202. |
//! | [`body_on_bodiless_status`](const@body_on_bodiless_status) | A model is declared, but no declared status can have a body. |
//! | [`created_without_location`](const@created_without_location) | A warning: the handler returns a plain value with a 201, which does not say where the new resource is. |
//! | [`accepted_without_task`](const@accepted_without_task) | The route declares 202, but the client has no way to follow the work. |
//! | [`redirect_without_location`](const@redirect_without_location) | A 301, 302, 303, 307 or 308 is declared without `Redirect`, or `Redirect` is returned without such a status. |
//! | [`missing_response_status`](const@missing_response_status) | A variant of a set of responses has no status. |
//!
//! ## Declare a response
//!
//! | rule | what is wrong |
//! |---|---|
//! | [`missing_response_model`](const@missing_response_model) | A declared status has a body, but no `response` declares it. |
//! | [`untyped_response`](const@untyped_response) | The response is declared as a type that does not list its fields. |
//! | [`not_a_response_model`](const@not_a_response_model) | The declared model, or a type inside it, does not list its fields. |
//! | [`unpaged_list`](const@unpaged_list) | A GET returns a bare list. |
//! | [`request_model_as_response`](const@request_model_as_response) | A route takes and returns the same model. |
//! | [`unknown_field`](const@unknown_field) | `pick` or `omit` names a field that the model does not have. |
//! | [`hidden_by_omit`](const@hidden_by_omit) | `omit` hides a sensitive field. |
//! | [`bad_media_type`](const@bad_media_type) | `media_type` is malformed, or the response already has a media type. |
//!
//! ## Write a response model
//!
//! | rule | what is wrong |
//! |---|---|
//! | [`sensitive_field`](const@sensitive_field) | A field of a response model is named like a secret. |
//! | [`untyped_field`](const@untyped_field) | A field of a response model is a `serde_json::Value`, or a map or list of them. |
//! | [`bytes_as_numbers`](const@bytes_as_numbers) | A warning: a response model holds bytes, which are sent as a list of numbers. |
//! | [`opaque_serialization`](const@opaque_serialization) | A field has `serialize_with` or `with`, but nothing describes what the function writes. |
//! | [`not_an_object`](const@not_an_object) | A flattened field, or the content of an internally tagged variant, is not written as an object. |
//! | [`duplicate_field_name`](const@duplicate_field_name) | Two fields are sent under one name. |
//!
//! ## Return from a handler
//!
//! | rule | what is wrong |
//! |---|---|
//! | [`wrong_model`](const@wrong_model) | What the handler returns does not fill the declared model. |
//! | [`undeclared_status`](const@undeclared_status) | The handler can respond with a status that the route does not declare. |
//! | [`unreachable_status`](const@unreachable_status) | The handler never responds with one of the declared statuses. |
//! | [`ambiguous_status`](const@ambiguous_status) | The handler returns a plain value, but the route declares several statuses. |
//! | [`undeclared_error`](const@undeclared_error) | The error type of the handler is not a declared error. |
//!
//! ## Declare an error
//!
//! | rule | what is wrong |
//! |---|---|
//! | [`missing_error_status`](const@missing_error_status) | A variant of an error has no status. |
//! | [`success_status_as_error`](const@success_status_as_error) | An error declares a status that is not an error status. |
//! | [`duplicate_error_code`](const@duplicate_error_code) | Two variants have the same `code`. |
//! | [`unauthorized_without_challenge`](const@unauthorized_without_challenge) | A 401 does not say how to authenticate. |
//! | [`missing_required_header`](const@missing_required_header) | An error lacks a header that its status requires. |
//! | [`leaky_server_error`](const@leaky_server_error) | A 5xx error sends its fields to the client. |
//! | [`sensitive_error_field`](const@sensitive_error_field) | An error sends the client a field that is named like a secret. |
//!
//! ## Declare a header
//!
//! | rule | what is wrong |
//! |---|---|
//! | [`bad_header`](const@bad_header) | `header` names a header that cannot be sent, or one that is not set with `header`. |
//! | [`bad_cache_control`](const@bad_cache_control) | The value of `cache` is not a meaningful `Cache-Control` header. |
//! | [`cache_on_unsafe_method`](const@cache_on_unsafe_method) | `cache` is declared on a POST, PUT, PATCH or DELETE. |
//!
//! ## Read a request
//!
//! | rule | what is wrong |
//! |---|---|
//! | [`bad_path`](const@bad_path) | The path cannot be mounted, or does not mean what it seems to mean. |
//! | [`path_params_mismatch`](const@path_params_mismatch) | The parameters of the path are not those that `Path<..>` takes. |
//! | [`not_an_extractor`](const@not_an_extractor) | An argument of the handler is a plain value, which nothing reads from the request. |
//! | [`body_on_safe_method`](const@body_on_safe_method) | A GET or HEAD takes a request body. |
//! | [`body_extractor_not_last`](const@body_extractor_not_last) | An extractor that reads the body is not the last argument. |
//!
//! ## Make an exception
//!
//! | rule | what is wrong |
//! |---|---|
//! | [`unknown_rule`](const@unknown_rule) | `allow` names a rule that does not exist. |
//! | [`allow_without_reason`](const@allow_without_reason) | An `allow` gives no reason. |
//! | [`unused_allow`](const@unused_allow) | An `allow` switches nothing off. |
//!
//! Each rule is an item, so that `allow(post_returns_200, reason = "...")` leads an editor to its page.
// Written by `STEADFAST_WRITE=1 cargo test -p ui-tests --test violations`.
#![allow(non_upper_case_globals)]

// What rustc names where a rule is not kept: the bounds have the rules' names, in the namespace of types.
#[doc(hidden)]
pub use response_core::glue::rules::*;

#[cfg_attr(doc, doc = include_str!("../docs/rules/unknown_status.md"))]
#[cfg_attr(
    not(doc),
    doc = "A declared status is not a registered status code.\n\nA client treats an unknown code as the `x00` of its class (RFC 9110 section 15), so an unregistered code says less\nthan it seems to. Write a code from the IANA registry, or its name in `http::StatusCode`."
)]
pub const unknown_status: &str = "unknown_status";

#[cfg_attr(doc, doc = include_str!("../docs/rules/error_status_as_success.md"))]
#[cfg_attr(
    not(doc),
    doc = "A 1xx, 4xx or 5xx status is declared as the success status of a route.\n\n`status` is the status of the response if the handler succeeds. 4xx and 5xx say that it failed (RFC 9110 sections\n15.5 and 15.6), and 1xx is not a final response (section 15.2). Declare errors on the variants of the error enum."
)]
pub const error_status_as_success: &str = "error_status_as_success";

#[cfg_attr(doc, doc = include_str!("../docs/rules/duplicate_status.md"))]
#[cfg_attr(
    not(doc),
    doc = "A status is declared twice.\n\nThe second declaration adds nothing to the first; most likely another status was meant."
)]
pub const duplicate_status: &str = "duplicate_status";

#[cfg_attr(doc, doc = include_str!("../docs/rules/body_on_bodiless_status.md"))]
#[cfg_attr(
    not(doc),
    doc = "A model is declared, but no declared status can have a body.\n\nA 204 or 304 response ends after its header section, and a 205 response has no content (RFC 9110 sections 15.3.5,\n15.3.6 and 15.4.5): a client never sees the model. Drop it, or declare a status that can have a body."
)]
pub const body_on_bodiless_status: &str = "body_on_bodiless_status";

#[cfg_attr(doc, doc = include_str!("../docs/rules/missing_response_model.md"))]
#[cfg_attr(
    not(doc),
    doc = "A declared status has a body, but no `response` declares it.\n\nWithout a model there is nothing to check the body against and nothing to document. Declare the model, or a status\nwithout a body."
)]
pub const missing_response_model: &str = "missing_response_model";

#[cfg_attr(doc, doc = include_str!("../docs/rules/untyped_response.md"))]
#[cfg_attr(
    not(doc),
    doc = "The response is declared as a type that does not list its fields.\n\n`serde_json::Value`, a map of it, `impl IntoResponse` and `axum::response::Response` can hold anything, so nothing\ncan be promised about them. `Json<T>` says how a model is sent, not what is sent. Declare the model."
)]
pub const untyped_response: &str = "untyped_response";

#[cfg_attr(doc, doc = include_str!("../docs/rules/post_returns_200.md"))]
#[cfg_attr(
    not(doc),
    doc = "A POST declares 200.\n\nThe status of a POST says what it did: 201 if it created a resource (RFC 9110 section 15.3.2), 202 if it queued work\n(15.3.3), 204 if it is done and has nothing to send (15.3.5), 303 if the client should look elsewhere (15.4.4). 200\nleaves the client guessing.\n\nA POST that creates nothing says so: `#[route(post, \"/login\", action, response = Session)]` is a login, a search, the\nrestoring of an issue. An `action` responds with 200, or with 204 without `response`, and never with 201."
)]
pub const post_returns_200: &str = "post_returns_200";

#[cfg_attr(doc, doc = include_str!("../docs/rules/delete_returns_body.md"))]
#[cfg_attr(
    not(doc),
    doc = "A DELETE declares a model.\n\nWhat was deleted is gone, so there is nothing left to represent: a DELETE responds with 204 (RFC 9110 section\n9.3.5), or with 202 and the task if the deletion is queued. One that may do either declares an enum with\n`#[derive(Responses)]`, whose variants have these statuses."
)]
pub const delete_returns_body: &str = "delete_returns_body";

#[cfg_attr(doc, doc = include_str!("../docs/rules/safe_method_status.md"))]
#[cfg_attr(
    not(doc),
    doc = "A GET or HEAD declares 201 or 202.\n\nGET and HEAD are safe: they ask for a representation and change nothing (RFC 9110 section 9.2.1), so they create\nnothing (201) and start no work (202). Use POST, or declare 200."
)]
pub const safe_method_status: &str = "safe_method_status";

#[cfg_attr(doc, doc = include_str!("../docs/rules/unpaged_list.md"))]
#[cfg_attr(
    not(doc),
    doc = "A GET returns a bare list.\n\nA list grows with the data until it is too long for one response, and a bare array has no room to say that there is\nmore. `Page<T>` is requested with `page` and `size`, which has a maximum, and says how many items there are.\n\nA list that does not grow with the data says so: `[T; 7]` for exactly seven items, `AtMost<T, 20>` for up to twenty, as\nthe values of an enum or the plans of a shop. The handler still returns a `Vec`, and the document has `maxItems`."
)]
pub const unpaged_list: &str = "unpaged_list";

#[cfg_attr(doc, doc = include_str!("../docs/rules/request_model_as_response.md"))]
#[cfg_attr(
    not(doc),
    doc = "A route takes and returns the same model.\n\nA model that is used both ways accepts what only the server may set, such as an id, or sends back what only the\nserver may know, such as a password. FastAPI's tutorial recommends two models for this reason. Declare one for each\ndirection."
)]
pub const request_model_as_response: &str = "request_model_as_response";

#[cfg_attr(doc, doc = include_str!("../docs/rules/not_an_extractor.md"))]
#[cfg_attr(
    not(doc),
    doc = "An argument of the handler is a plain value, which nothing reads from the request.\n\nFastAPI takes `id: int` from the path because the path has an `{id}`. A handler says where each argument comes from by its\ntype, an extractor: `Path` for the parameters of the path, `Query` for those of the query, `Json` for the body, `State` for\nwhat the service holds. Wrap the value in the extractor that it is read by."
)]
pub const not_an_extractor: &str = "not_an_extractor";

#[cfg_attr(doc, doc = include_str!("../docs/rules/body_on_safe_method.md"))]
#[cfg_attr(
    not(doc),
    doc = "A GET or HEAD takes a request body.\n\nContent in a GET or HEAD request has no defined meaning: a client library may not send it, and a cache or proxy may\ndrop it or reject the request (RFC 9110 sections 9.3.1 and 9.3.2). Take a `Query<..>`, or use POST."
)]
pub const body_on_safe_method: &str = "body_on_safe_method";

#[cfg_attr(doc, doc = include_str!("../docs/rules/body_extractor_not_last.md"))]
#[cfg_attr(
    not(doc),
    doc = "An extractor that reads the body is not the last argument.\n\nThe body can be read only once, so axum accepts the extractor that reads it only as the last argument. Anywhere\nelse, the error from axum is that `Handler` is not implemented. Move the extractor to the end."
)]
pub const body_extractor_not_last: &str = "body_extractor_not_last";

#[cfg_attr(doc, doc = include_str!("../docs/rules/redirect_without_location.md"))]
#[cfg_attr(
    not(doc),
    doc = "A 301, 302, 303, 307 or 308 is declared without `Redirect`, or `Redirect` is returned without such a status.\n\nThe status tells the client to go elsewhere, and `Location` says where (RFC 9110 section 15.4); neither is any use\nwithout the other. Return `Redirect::to(uri)` and declare its status. A type behind an alias is checked by the\nbounds `Redirects` and `DeclaresRedirect` in `response-core`."
)]
pub const redirect_without_location: &str = "redirect_without_location";

#[cfg_attr(doc, doc = include_str!("../docs/rules/bad_path.md"))]
#[cfg_attr(
    not(doc),
    doc = "The path cannot be mounted, or does not mean what it seems to mean.\n\nA path begins with `/`. Each parameter is written as `{name}`, at the end of a segment and under a name of its own;\n`{*name}` takes the rest of the path. `:name` and `*name` are the syntax of axum 0.7; now they would be plain text.\nOther text is written as a client sends it: `/stra%C3%9Fe`, since no request has a `/straße` (RFC 3986 section 3.3)."
)]
pub const bad_path: &str = "bad_path";

#[cfg_attr(doc, doc = include_str!("../docs/rules/path_params_mismatch.md"))]
#[cfg_attr(
    not(doc),
    doc = "The parameters of the path are not those that `Path<..>` takes.\n\nA `Path` with the wrong number of values fails on every request, and a tuple in the wrong order swaps its values.\nTake one value for each `{name}` of the path, in the same order, or a struct with a field for each."
)]
pub const path_params_mismatch: &str = "path_params_mismatch";

#[cfg_attr(doc, doc = include_str!("../docs/rules/cache_on_unsafe_method.md"))]
#[cfg_attr(
    not(doc),
    doc = "`cache` is declared on a POST, PUT, PATCH or DELETE.\n\nCaches store the responses to safe requests; the response to a request that changes something makes them discard\nwhat they have stored (RFC 9111 sections 3 and 4.4). Declare `cache` on the GET. `no-store` may stand on any method: a\nresponse with a token has to have it (RFC 6749 section 5.1)."
)]
pub const cache_on_unsafe_method: &str = "cache_on_unsafe_method";

#[cfg_attr(doc, doc = include_str!("../docs/rules/bad_cache_control.md"))]
#[cfg_attr(
    not(doc),
    doc = "The value of `cache` is not a meaningful `Cache-Control` header.\n\nCaches ignore a directive they do not know, treat a response with a malformed number as stale, and follow the\nstricter of two directives that contradict each other (RFC 9111 sections 5.2.2 and 4.2.1). None of this is what was\nmeant. The known directives are those of RFC 9111, RFC 5861 and RFC 8246."
)]
pub const bad_cache_control: &str = "bad_cache_control";

#[cfg_attr(doc, doc = include_str!("../docs/rules/bad_header.md"))]
#[cfg_attr(
    not(doc),
    doc = "`header` names a header that cannot be sent, or one that is not set with `header`.\n\nA header name is a token, and a value is visible text (RFC 9110 sections 5.1 and 5.5); a line break would split the\nresponse. `Content-Type`, `Content-Length`, `Content-Range`, `Location`, `Set-Cookie` and `Cache-Control` come from\nthe contract itself, and the headers that frame the message come from the server. `Deprecation` and `Sunset` hold dates\n(RFC 9745, RFC 8594): `deprecated(since = \"2026-01-31\", sunset = \"2026-12-31\")` sends both."
)]
pub const bad_header: &str = "bad_header";

#[cfg_attr(doc, doc = include_str!("../docs/rules/bad_media_type.md"))]
#[cfg_attr(
    not(doc),
    doc = "`media_type` is malformed, or the response already has a media type.\n\n`media_type = \"application/pdf\"` gives the media type of `Bytes`, a `File`, a `ByteStream`, `JsonLines`, `Text` or `Html`; it\nappears in the document and in `Content-Type`. A model is JSON, so its media type is `application/json` or ends with `+json`:\n`application/geo+json`. Every other kind of response has its own media type. A range such as `image/*` is for responses in which each value names its media type: a `File` by its name or its\n`content_type`, a `ByteStream` by its `content_type`. JSON sent as bytes would bypass the checks on models: declare\nthe model."
)]
pub const bad_media_type: &str = "bad_media_type";

#[cfg_attr(doc, doc = include_str!("../docs/rules/hidden_by_omit.md"))]
#[cfg_attr(
    not(doc),
    doc = "`omit` hides a sensitive field.\n\nA field that must not leave the server does not belong in a response model: the next route that declares the model\nwould send it. Declare a model without the field."
)]
pub const hidden_by_omit: &str = "hidden_by_omit";

#[cfg_attr(doc, doc = include_str!("../docs/rules/unknown_field.md"))]
#[cfg_attr(
    not(doc),
    doc = "`pick` or `omit` names a field that the model does not have.\n\nWith a name that matches nothing, more or less is sent than was meant. Name a field by its name in Rust or in the\nJSON. Each name of a path such as `maker.name` is one of a field of the model before it, also through an `Option`, a list or\nthe values of a map. The bound is `HasField` in `response-core`, which `#[derive(ResponseModel)]` implements for each field."
)]
pub const unknown_field: &str = "unknown_field";

#[cfg_attr(doc, doc = include_str!("../docs/rules/created_without_location.md"))]
#[cfg_attr(
    not(doc),
    doc = "A warning: the handler returns a plain value with a 201, which does not say where the new resource is.\n\n`Location` identifies the resource that the request created (RFC 9110 section 15.3.2). Return\n`Created::at(uri, value)`. A POST without `status` responds with 201: one that creates nothing, as the cancelling of an\nappointment, says `action` in `#[route]`, and responds with 200.\n\nA resource that has no URI of its own, such as an entry of a log, says so: `Created::without_location(value)` makes a\n`CreatedWithoutLocation`, for which the document promises no `Location`. A PUT creates the resource at its own URI, so it\nneeds none.\n\nThe warning is rustc's `deprecated` lint: `#![deny(warnings)]` and `#[deny(deprecated)]` on the handler make it an error,\nand a crate-wide `#![allow(deprecated)]` does not silence it."
)]
pub const created_without_location: &str = "created_without_location";

#[cfg_attr(doc, doc = include_str!("../docs/rules/accepted_without_task.md"))]
#[cfg_attr(
    not(doc),
    doc = "The route declares 202, but the client has no way to follow the work.\n\nA 202 says that the work is not done yet. Without a task to ask about, the client never learns how it ended (RFC\n9110 section 15.3.3). Return `Accepted::at(uri, value)`, or declare a model with a `task_id`, `job_id` or\n`operation_id` that `pick` and `omit` do not remove. The bound is `FollowsTask` in `response-core`."
)]
pub const accepted_without_task: &str = "accepted_without_task";

#[cfg_attr(doc, doc = include_str!("../docs/rules/unreachable_status.md"))]
#[cfg_attr(
    not(doc),
    doc = "The handler never responds with one of the declared statuses.\n\n`NoContent` responds only with 204, and `Upserted` with 200 or 201: if `status` lists anything else, the document\nwould describe a response that no client ever gets. Drop the status, or return an outcome that can respond with it.\nThe bound is `OutcomeReaches<STATUS>` in `response-core`; it is not checked if the outcome does not fit the contract\nat all."
)]
pub const unreachable_status: &str = "unreachable_status";

#[cfg_attr(doc, doc = include_str!("../docs/rules/undeclared_status.md"))]
#[cfg_attr(
    not(doc),
    doc = "The handler can respond with a status that the route does not declare.\n\nWhatever `status` says, `Created` responds with 201, `Accepted` with 202, `Upserted` with 200 or 201, and\n`NoContent` with 204: a client that trusts the document would get a status that it does not expect. Declare the\nstatus, or return another outcome. The bound is `Declares<STATUS>` in `response-core`."
)]
pub const undeclared_status: &str = "undeclared_status";

#[cfg_attr(doc, doc = include_str!("../docs/rules/ambiguous_status.md"))]
#[cfg_attr(
    not(doc),
    doc = "The handler returns a plain value, but the route declares several statuses.\n\nA plain value is sent with the declared status; if there are several, it cannot say which one. Return an outcome\nthat has its own status. The bound is `DeclaresOneStatus` in `response-core`."
)]
pub const ambiguous_status: &str = "ambiguous_status";

#[cfg_attr(doc, doc = include_str!("../docs/rules/wrong_model.md"))]
#[cfg_attr(
    not(doc),
    doc = "What the handler returns does not fill the declared model.\n\nA model can be filled from itself, from the types that `#[response(from = Row)]` names, and from containers of\nthese. A route without `response` has no body. The `model` of an error's variant is the field that holds it, or is made\nof the fields that have the names of its own. The bounds are `FilledFrom` and those next to it in `response-core`;\nthe usual return types of axum handlers are recognised by their names."
)]
pub const wrong_model: &str = "wrong_model";

#[cfg_attr(doc, doc = include_str!("../docs/rules/not_a_response_model.md"))]
#[cfg_attr(
    not(doc),
    doc = "The declared model, or a type inside it, does not list its fields.\n\nOnly types that list their fields may leave the server: a database row, a foreign DTO or a `serde_json::Value` would\nsend whatever it happens to hold. Derive `ResponseModel`, or vouch for a foreign field with `#[response(foreign)]`.\n`response =` names what is sent: of `Result<Created<UserOut>, UserError>`, which a handler returns, it is `UserOut`. The\nbound is `ResponseModel` in `response-core`."
)]
pub const not_a_response_model: &str = "not_a_response_model";

#[cfg_attr(doc, doc = include_str!("../docs/rules/undeclared_error.md"))]
#[cfg_attr(
    not(doc),
    doc = "The error type of the handler is not a declared error.\n\nAn error that does not declare its status and code can be neither sent nor documented. Derive `ErrorResponse`. The\nbound is `ErrorResponse` in `response-core`."
)]
pub const undeclared_error: &str = "undeclared_error";

#[cfg_attr(doc, doc = include_str!("../docs/rules/missing_error_status.md"))]
#[cfg_attr(
    not(doc),
    doc = "A variant of an error has no status.\n\nThe status is what every client, cache and proxy reads first (RFC 9110 section 15). A default would be wrong for\nmost errors and nobody would notice, so each variant declares its own: `#[response(status = 404)]`, or\n`#[response(transparent)]` if the error inside it has a status of its own."
)]
pub const missing_error_status: &str = "missing_error_status";

#[cfg_attr(doc, doc = include_str!("../docs/rules/success_status_as_error.md"))]
#[cfg_attr(
    not(doc),
    doc = "An error declares a status that is not an error status.\n\nOnly 4xx (the client's fault) and 5xx (the server's fault) say that a request failed (RFC 9110 sections 15.5 and\n15.6). With any other status, the error would be cached and taken for a success. Declare a 4xx or a 5xx; successes,\nand redirects too, belong in the handler's `Ok`."
)]
pub const success_status_as_error: &str = "success_status_as_error";

#[cfg_attr(doc, doc = include_str!("../docs/rules/duplicate_error_code.md"))]
#[cfg_attr(
    not(doc),
    doc = "Two variants have the same `code`.\n\nPrograms tell errors apart by their code; the status and the text are not meant for that (RFC 9457 section 3.1.3:\nthe detail should not be parsed). Give each variant its own code. Without `code`, it is the name of the variant in\nsnake case."
)]
pub const duplicate_error_code: &str = "duplicate_error_code";

#[cfg_attr(doc, doc = include_str!("../docs/rules/unauthorized_without_challenge.md"))]
#[cfg_attr(
    not(doc),
    doc = "A 401 does not say how to authenticate.\n\nA 401 must carry `WWW-Authenticate` with a challenge (RFC 9110 section 15.5.2): without it a client cannot know\nwhich credentials to send. Write `challenge = \"Bearer\"`, or name a field that holds the challenge. A client that is\nknown but not allowed gets a 403."
)]
pub const unauthorized_without_challenge: &str = "unauthorized_without_challenge";

#[cfg_attr(doc, doc = include_str!("../docs/rules/missing_required_header.md"))]
#[cfg_attr(
    not(doc),
    doc = "An error lacks a header that its status requires.\n\nRFC 9110 requires `Allow` with a 405 (section 15.5.6), `Proxy-Authenticate` with a 407 (15.5.8), `Content-Range`\nwith a 416 (15.5.17) and `Upgrade` with a 426 (15.5.22). Add `header(\"Allow\" = \"GET, POST\")`; if the value is known\nonly at run time, name a field: `header(\"Content-Range\" = range)`."
)]
pub const missing_required_header: &str = "missing_required_header";

#[cfg_attr(doc, doc = include_str!("../docs/rules/leaky_server_error.md"))]
#[cfg_attr(
    not(doc),
    doc = "A 5xx error sends its fields to the client.\n\nA client can do nothing about a server error, but an attacker can use its details (RFC 9457 section 5). So a 5xx\nsends only its title; its message and sources go to the log. A field that is sent with it, as a member of the\nproblem, as a header or in a `model`, would undo that: drop it, or put it in the message. `retry_after` is allowed."
)]
pub const leaky_server_error: &str = "leaky_server_error";

#[cfg_attr(doc, doc = include_str!("../docs/rules/sensitive_error_field.md"))]
#[cfg_attr(
    not(doc),
    doc = "An error sends the client a field that is named like a secret.\n\nClients, proxies and monitoring log errors, so a secret in one soon spreads everywhere (excessive data exposure,\nAPI3 of the OWASP API Security Top 10). Drop `extension` from the field; if the field is not a secret despite its\nname, say why at the field. Its type is looked at as well: `tokens: u32` only counts."
)]
pub const sensitive_error_field: &str = "sensitive_error_field";

#[cfg_attr(doc, doc = include_str!("../docs/rules/sensitive_field.md"))]
#[cfg_attr(
    not(doc),
    doc = "A field of a response model is named like a secret.\n\nExcessive data exposure is API3 of the OWASP API Security Top 10: an object is sent as it is stored, with fields\nthat nobody meant to send. A name such as `password_hash` is checked before and after renaming. Leave the field out\nof the model; if the secret is what the client asked for (a fresh API key), say so at the field.\n\nThe type and the other fields are looked at as well: a `bool`, a time, and a number that counts (`max_tokens: u32`,\n`password_resets: u64`) are not secrets, and neither is the `hash` beside a `path` or a `size`. A number whose name is that\nof a secret is still reported: `pin: u16`."
)]
pub const sensitive_field: &str = "sensitive_field";

#[cfg_attr(doc, doc = include_str!("../docs/rules/untyped_field.md"))]
#[cfg_attr(
    not(doc),
    doc = "A field of a response model is a `serde_json::Value`, or a map or list of them.\n\nA `Value` can hold anything: it cannot be checked, filtered or documented, and its schema would allow everything.\nDeclare a model for it. If the content is truly unknown (a stored document that is sent back), say so at the field\nand vouch for it. A type of your own may be called `Value` too: the compiler tells it from `serde_json`'s."
)]
pub const untyped_field: &str = "untyped_field";

#[cfg_attr(doc, doc = include_str!("../docs/rules/opaque_serialization.md"))]
#[cfg_attr(
    not(doc),
    doc = "A field has `serialize_with` or `with`, but nothing describes what the function writes.\n\nThe schema comes from the type of the field, the bytes from the function: unless something describes what the\nfunction writes, the document would be wrong and nobody would notice. Describe it with a function that makes the\nschema, or with the type that has this schema."
)]
pub const opaque_serialization: &str = "opaque_serialization";

#[cfg_attr(doc, doc = include_str!("../docs/rules/bytes_as_numbers.md"))]
#[cfg_attr(
    not(doc),
    doc = "A warning: a response model holds bytes, which are sent as a list of numbers.\n\nJSON has no bytes: serde writes a `Vec<u8>` as a list of numbers, which takes about three times the space and which\nhardly a client expects. Mark the field `#[response(base64)]`: it is sent as text (RFC 4648 section 4), and described\nwith `contentEncoding: base64`. `Base64<Vec<u8>>` is a type that is sent so anywhere, and read so as well. It is said of\n`Vec<u8>`, of slices and of arrays with more than four items. If numbers are meant, as for ratings or levels, an `allow` at\nthe field says so, or a wider type such as `Vec<u16>`.\n\nThe warning is rustc's `deprecated` lint: `#![deny(warnings)]` makes it an error, and a crate-wide `#![allow(deprecated)]`\ndoes not silence it."
)]
pub const bytes_as_numbers: &str = "bytes_as_numbers";

#[cfg_attr(doc, doc = include_str!("../docs/rules/not_an_object.md"))]
#[cfg_attr(
    not(doc),
    doc = "A flattened field, or the content of an internally tagged variant, is not written as an object.\n\n`#[serde(flatten)]` writes the members of a field next to those of the struct, and `#[serde(tag = \"type\")]` writes the tag\nas a member of what a variant holds. A number, a string or a list has no members, so serde would fail at run time. Give\nthe content a name: `#[serde(tag = \"type\", content = \"value\")]`, or a variant with fields. The bounds are `Flattens` and\n`Tags` in `response-core`."
)]
pub const not_an_object: &str = "not_an_object";

#[cfg_attr(doc, doc = include_str!("../docs/rules/duplicate_field_name.md"))]
#[cfg_attr(
    not(doc),
    doc = "Two fields are sent under one name.\n\nThe names within a JSON object are unique (RFC 8259 section 4). serde writes both of two equal names; some readers keep\nthe first, others the last, and no schema can describe it. Names are compared as they are sent: after `rename_all`, and\ntogether with the tag of an enum and the members that every problem has (RFC 9457 section 3.1). Give one of them\nanother name.\n\nThe members of a flattened type count as well. The compiler finds them where the types are known; those of a generic\nargument or of a foreign type are a fault of the routes. Two maps cannot be flattened into one object."
)]
pub const duplicate_field_name: &str = "duplicate_field_name";

#[cfg_attr(doc, doc = include_str!("../docs/rules/missing_response_status.md"))]
#[cfg_attr(
    not(doc),
    doc = "A variant of a set of responses has no status.\n\nA client reads the status before the body, and tells the responses of a set apart by it (RFC 9110 section 15). So each\nvariant declares its own: `#[response(status = 200)]`."
)]
pub const missing_response_status: &str = "missing_response_status";

#[cfg_attr(doc, doc = include_str!("../docs/rules/unknown_rule.md"))]
#[cfg_attr(
    not(doc),
    doc = "`allow` names a rule that does not exist.\n\nAn `allow` for an unknown rule switches nothing off, although it looks as if it did. Name a rule in\n`steadfast::rules`."
)]
pub const unknown_rule: &str = "unknown_rule";

#[cfg_attr(doc, doc = include_str!("../docs/rules/allow_without_reason.md"))]
#[cfg_attr(
    not(doc),
    doc = "An `allow` gives no reason.\n\nA reviewer must be able to tell an exception from an oversight, so every exception says why the rule does not apply.\nThe rule is switched off all the same, so that one mistake is not reported twice."
)]
pub const allow_without_reason: &str = "allow_without_reason";

#[cfg_attr(doc, doc = include_str!("../docs/rules/unused_allow.md"))]
#[cfg_attr(
    not(doc),
    doc = "An `allow` switches nothing off.\n\nThe rule would not have been reported here: the code was fixed, or the exception is in the wrong place. Drop it, so\nthat every exception that is left is a real one. A rule that the contract depends on, such as `wrong_model`, cannot\nbe switched off at all."
)]
pub const unused_allow: &str = "unused_allow";
