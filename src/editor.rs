//! The arguments of the macros as items, which only an editor names: it completes them and shows their docs.
// Written by `STEADFAST_WRITE=1 cargo test -p response-macros editor`.
#![allow(non_upper_case_globals)]

pub use http::StatusCode;

/// The methods of a `#[route]`.
pub mod method {
    /// `GET`: reads, without a body; the status is 200 unless one is declared (RFC 9110 section 9.3.1)
    pub const get: &str = "get";
    /// `POST`: creates or processes; the status is 201 unless one is declared (RFC 9110 section 9.3.3)
    pub const post: &str = "post";
    /// `PUT`: replaces; the status is 200 unless one is declared (RFC 9110 section 9.3.4)
    pub const put: &str = "put";
    /// `PATCH`: changes a part; the status is 200 unless one is declared (RFC 5789 section 2)
    pub const patch: &str = "patch";
    /// `DELETE`: removes; the status is 204 unless one is declared (RFC 9110 section 9.3.5)
    pub const delete: &str = "delete";
    /// `HEAD`: reads, and is answered without the body (RFC 9110 section 9.3.2)
    pub const head: &str = "head";
    /// `OPTIONS`: asks what may be done (RFC 9110 section 9.3.7)
    pub const options: &str = "options";
}

/// The arguments of `#[route]`, after the method and the path.
pub mod route {
    /// `status = 201`: the success status; several are `status = [200, 201]`
    pub const status: &str = "status";
    /// `action`: a POST that creates nothing, as in `#[route(post, "/login", action, response = Session)]`: 200, or 204 without `response`
    pub const action: &str = "action";
    /// `response = UserOut`: the response model
    pub const response: &str = "response";
    /// `errors = E`: an error beside those of the handler itself; several are `errors(E, F)`
    pub const errors: &str = "errors";
    /// `pick(id, maker.name)`: only these fields are sent
    pub const pick: &str = "pick";
    /// `omit(notes, maker.address)`: all fields but these are sent
    pub const omit: &str = "omit";
    /// `exclude_none`: a field that is `None` is left out
    pub const exclude_none: &str = "exclude_none";
    /// `exclude_defaults`: a field that has its default is left out
    pub const exclude_defaults: &str = "exclude_defaults";
    /// `unset = default`: a `Field` that is unset is sent as its default; otherwise it is left out
    pub const unset: &str = "unset";
    /// `cache = "public, max-age=60"`: how long caches may keep the answer, in `Cache-Control`
    pub const cache: &str = "cache";
    /// `media_type = "application/pdf"`: what the bytes of the body are
    pub const media_type: &str = "media_type";
    /// `header("X-Name" = "value")`: a header of every success
    pub const header: &str = "header";
    /// `response_description = "The user."`: describes the success in the document
    pub const response_description: &str = "response_description";
    /// `summary = "Create a user"`: the heading in the document; left out, it is the first paragraph of the doc comment
    pub const summary: &str = "summary";
    /// `description = "..."`: the text in the document; left out, it is the rest of the doc comment
    pub const description: &str = "description";
    /// `tags("users")`: what the operation is sorted under in the document
    pub const tags: &str = "tags";
    /// `security("bearer")`: the scheme that a layer checks, with its scopes: `security("oauth" = ["users:read"])`
    pub const security: &str = "security";
    /// `operation_id = "create_user"`: the id in the document; left out, it is the name of the function
    pub const operation_id: &str = "operation_id";
    /// `deprecated(since = "2026-01-31")`: marked so in the document and in every response; a `sunset` says until when it answers
    pub const deprecated: &str = "deprecated";
    /// `link(get_user, id = "$response.body#/id")`: another handler that a success leads to, with its parameters
    pub const link: &str = "link";
    /// `callback("{$request.body#/callback_url}", invoice_paid)`: a request that is sent because of this one, as a handler describes it
    pub const callback: &str = "callback";
    /// `extension("x-internal" = true)`: a member of the operation that OpenAPI does not know, as JSON
    pub const extension: &str = "extension";
    /// `allow(post_returns_200, reason = "...")`: switches a rule off here
    pub const allow: &str = "allow";
}

/// The arguments of `deprecated(..)`.
pub mod deprecated {
    /// `since = "2026-01-31"`: the date since which the operation is deprecated
    pub const since: &str = "since";
    /// `sunset = "2026-12-31"`: the date after which the operation may no longer answer
    pub const sunset: &str = "sunset";
}

/// What `allow(..)` takes beside the rule.
pub mod reason {
    /// `reason = "a search"`: why the rule does not hold here, for whoever reviews the service
    pub const reason: &str = "reason";
}

/// The arguments of `#[response]` on a model.
pub mod model {
    /// `from = Row`: a type that it is filled from; `from = Row, into` goes through the `From` that you have written
    pub const from: &str = "from";
    /// `from = Row`: a type that it is filled from; `from = Row, into` goes through the `From` that you have written
    pub const into: &str = "into";
    /// `exclude_none`: a field that is `None` is left out
    pub const exclude_none: &str = "exclude_none";
    /// `exclude_defaults`: a field that has its default is left out
    pub const exclude_defaults: &str = "exclude_defaults";
    /// `example = UserOut { id: 1 }`: the example in the document
    pub const example: &str = "example";
    /// `allow(sensitive_field, reason = "...")`: switches a rule off for all of its fields
    pub const allow: &str = "allow";
}

/// The arguments of `#[response]` on a variant of a model.
pub mod model_variant {
    /// `allow(sensitive_field, reason = "...")`: switches a rule off for its fields
    pub const allow: &str = "allow";
}

/// The arguments of `#[response]` on a field of a model.
pub mod model_field {
    /// `from_field = address.city`: the field of the source that it is filled from
    pub const from_field: &str = "from_field";
    /// `map = ToString::to_string`: the function that makes its value from that of the source
    pub const map: &str = "map";
    /// `compute = full_name`: the function that makes its value from a reference to the row; without a row, to the model
    pub const compute: &str = "compute";
    /// `default`: it is not in the row, and filled with its default; `default = expr` with this value
    pub const default: &str = "default";
    /// `unset = 10`: what a `Field` that is unset stands for, and is sent as by a route with `unset = default`
    pub const unset: &str = "unset";
    /// `foreign`: its type is written by serde and described by schemars
    pub const foreign: &str = "foreign";
    /// `non_finite_as_null`: `null` is sent for NaN and the infinities
    pub const non_finite_as_null: &str = "non_finite_as_null";
    /// `base64`: its bytes are sent as text in base64
    pub const base64: &str = "base64";
    /// `schema_with = path`: the function that describes what `#[serde(with)]` writes
    pub const schema_with: &str = "schema_with";
    /// `example = 7`: the example in the document
    pub const example: &str = "example";
    /// `allow(sensitive_field, reason = "...")`: switches a rule off for it
    pub const allow: &str = "allow";
}

/// The arguments of `#[response]` on an enum of errors.
pub mod error_enum {
    /// `format = Detail`: how its errors look, wherever they are answered
    pub const format: &str = "format";
    /// `subset(CreateUserError = [EmailTaken])`: an enum of some of its variants
    pub const subset: &str = "subset";
    /// `allow(duplicate_error_code, reason = "...")`: switches a rule off for all of its variants
    pub const allow: &str = "allow";
}

/// The arguments of `#[response]` on an error that is a struct.
pub mod error_struct {
    /// `status = 404`: the status it is answered with
    pub const status: &str = "status";
    /// `code = "user_not_found"`: the `code` of the problem; left out, it is the name in snake case
    pub const code: &str = "code";
    /// `title = "Not found"`: the `title` of the problem; left out, it is that of the status
    pub const title: &str = "title";
    /// `detail = "try again"`: what the client is told instead of the message; `false` is nothing
    pub const detail: &str = "detail";
    /// `model = InsufficientFunds`: the body, in place of a problem; it is what the variant holds, or made of its fields
    pub const model: &str = "model";
    /// `media_type = "application/vnd.shop+json"`: the media type of the `model`
    pub const media_type: &str = "media_type";
    /// `header("X-Error-Code" = "7")`: a header of the answer; its value may be the name of a field
    pub const header: &str = "header";
    /// `challenge = "Bearer"`: how to authenticate, in `WWW-Authenticate`
    pub const challenge: &str = "challenge";
    /// `retry_after = 30`: after how many seconds to try again; it may be the name of a field
    pub const retry_after: &str = "retry_after";
    /// `transparent`: it is answered as the error inside it is
    pub const transparent: &str = "transparent";
    /// `allow(leaky_server_error, reason = "...")`: switches a rule off for it
    pub const allow: &str = "allow";
    /// `format = Detail`: how the error looks, wherever it is answered
    pub const format: &str = "format";
}

/// The arguments of `#[response]` on an error.
pub mod error_variant {
    /// `status = 404`: the status it is answered with
    pub const status: &str = "status";
    /// `code = "user_not_found"`: the `code` of the problem; left out, it is the name in snake case
    pub const code: &str = "code";
    /// `title = "Not found"`: the `title` of the problem; left out, it is that of the status
    pub const title: &str = "title";
    /// `detail = "try again"`: what the client is told instead of the message; `false` is nothing
    pub const detail: &str = "detail";
    /// `model = InsufficientFunds`: the body, in place of a problem; it is what the variant holds, or made of its fields
    pub const model: &str = "model";
    /// `media_type = "application/vnd.shop+json"`: the media type of the `model`
    pub const media_type: &str = "media_type";
    /// `header("X-Error-Code" = "7")`: a header of the answer; its value may be the name of a field
    pub const header: &str = "header";
    /// `challenge = "Bearer"`: how to authenticate, in `WWW-Authenticate`
    pub const challenge: &str = "challenge";
    /// `retry_after = 30`: after how many seconds to try again; it may be the name of a field
    pub const retry_after: &str = "retry_after";
    /// `transparent`: it is answered as the error inside it is
    pub const transparent: &str = "transparent";
    /// `allow(leaky_server_error, reason = "...")`: switches a rule off for it
    pub const allow: &str = "allow";
}

/// The arguments of `#[response]` on a field of an error.
pub mod error_field {
    /// `extension`: the client sees it as a member of the problem; `extension = "name"` names the member
    pub const extension: &str = "extension";
    /// `skip`: it is not a field of the variant's `model`
    pub const skip: &str = "skip";
    /// `allow(sensitive_error_field, reason = "...")`: switches a rule off for it
    pub const allow: &str = "allow";
}

/// The arguments of `#[response]` on a set of responses.
pub mod responses {
    /// `allow(accepted_without_task, reason = "...")`: switches a rule off for all of its variants
    pub const allow: &str = "allow";
}

/// The arguments of `#[response]` on a response of a set.
pub mod responses_variant {
    /// `status = 200`: the status it is answered with
    pub const status: &str = "status";
    /// `model = UserOut`: what is sent; left out, it is what the variant holds
    pub const model: &str = "model";
    /// `pick(id, maker.name)`: only these fields of the model are sent
    pub const pick: &str = "pick";
    /// `omit(notes, maker.address)`: all fields of the model but these are sent
    pub const omit: &str = "omit";
    /// `allow(accepted_without_task, reason = "...")`: switches a rule off for it
    pub const allow: &str = "allow";
}

/// The arguments of `#[response]` on a struct of headers.
pub mod headers {
    /// `allow(bad_header, reason = "...")`: switches a rule off for all of its headers
    pub const allow: &str = "allow";
}

/// The arguments of `#[response]` on a header.
pub mod headers_field {
    /// `header = "X-Name"`: the name of the header; left out, it is that of the field
    pub const header: &str = "header";
    /// `allow(bad_header, reason = "...")`: switches a rule off for it
    pub const allow: &str = "allow";
}

/// The formats of errors.
pub mod format {
    pub use response_core::ErrorFormat::{Detail, Problem, Structured};
}

/// The statuses of a success.
pub mod success {
    use http::StatusCode;
    /// 200 OK
    pub const OK: StatusCode = StatusCode::OK;
    /// 201 Created
    pub const CREATED: StatusCode = StatusCode::CREATED;
    /// 202 Accepted
    pub const ACCEPTED: StatusCode = StatusCode::ACCEPTED;
    /// 203 Non Authoritative Information
    pub const NON_AUTHORITATIVE_INFORMATION: StatusCode = StatusCode::NON_AUTHORITATIVE_INFORMATION;
    /// 204 No Content
    pub const NO_CONTENT: StatusCode = StatusCode::NO_CONTENT;
    /// 205 Reset Content
    pub const RESET_CONTENT: StatusCode = StatusCode::RESET_CONTENT;
    /// 206 Partial Content
    pub const PARTIAL_CONTENT: StatusCode = StatusCode::PARTIAL_CONTENT;
    /// 207 Multi-Status
    pub const MULTI_STATUS: StatusCode = StatusCode::MULTI_STATUS;
    /// 208 Already Reported
    pub const ALREADY_REPORTED: StatusCode = StatusCode::ALREADY_REPORTED;
    /// 226 IM Used
    pub const IM_USED: StatusCode = StatusCode::IM_USED;
    /// 300 Multiple Choices
    pub const MULTIPLE_CHOICES: StatusCode = StatusCode::MULTIPLE_CHOICES;
    /// 301 Moved Permanently
    pub const MOVED_PERMANENTLY: StatusCode = StatusCode::MOVED_PERMANENTLY;
    /// 302 Found
    pub const FOUND: StatusCode = StatusCode::FOUND;
    /// 303 See Other
    pub const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
    /// 304 Not Modified
    pub const NOT_MODIFIED: StatusCode = StatusCode::NOT_MODIFIED;
    /// 305 Use Proxy
    pub const USE_PROXY: StatusCode = StatusCode::USE_PROXY;
    /// 307 Temporary Redirect
    pub const TEMPORARY_REDIRECT: StatusCode = StatusCode::TEMPORARY_REDIRECT;
    /// 308 Permanent Redirect
    pub const PERMANENT_REDIRECT: StatusCode = StatusCode::PERMANENT_REDIRECT;
}

/// The statuses of an error.
pub mod failure {
    use http::StatusCode;
    /// 400 Bad Request
    pub const BAD_REQUEST: StatusCode = StatusCode::BAD_REQUEST;
    /// 401 Unauthorized
    pub const UNAUTHORIZED: StatusCode = StatusCode::UNAUTHORIZED;
    /// 402 Payment Required
    pub const PAYMENT_REQUIRED: StatusCode = StatusCode::PAYMENT_REQUIRED;
    /// 403 Forbidden
    pub const FORBIDDEN: StatusCode = StatusCode::FORBIDDEN;
    /// 404 Not Found
    pub const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;
    /// 405 Method Not Allowed
    pub const METHOD_NOT_ALLOWED: StatusCode = StatusCode::METHOD_NOT_ALLOWED;
    /// 406 Not Acceptable
    pub const NOT_ACCEPTABLE: StatusCode = StatusCode::NOT_ACCEPTABLE;
    /// 407 Proxy Authentication Required
    pub const PROXY_AUTHENTICATION_REQUIRED: StatusCode = StatusCode::PROXY_AUTHENTICATION_REQUIRED;
    /// 408 Request Timeout
    pub const REQUEST_TIMEOUT: StatusCode = StatusCode::REQUEST_TIMEOUT;
    /// 409 Conflict
    pub const CONFLICT: StatusCode = StatusCode::CONFLICT;
    /// 410 Gone
    pub const GONE: StatusCode = StatusCode::GONE;
    /// 411 Length Required
    pub const LENGTH_REQUIRED: StatusCode = StatusCode::LENGTH_REQUIRED;
    /// 412 Precondition Failed
    pub const PRECONDITION_FAILED: StatusCode = StatusCode::PRECONDITION_FAILED;
    /// 413 Payload Too Large
    pub const PAYLOAD_TOO_LARGE: StatusCode = StatusCode::PAYLOAD_TOO_LARGE;
    /// 414 URI Too Long
    pub const URI_TOO_LONG: StatusCode = StatusCode::URI_TOO_LONG;
    /// 415 Unsupported Media Type
    pub const UNSUPPORTED_MEDIA_TYPE: StatusCode = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    /// 416 Range Not Satisfiable
    pub const RANGE_NOT_SATISFIABLE: StatusCode = StatusCode::RANGE_NOT_SATISFIABLE;
    /// 417 Expectation Failed
    pub const EXPECTATION_FAILED: StatusCode = StatusCode::EXPECTATION_FAILED;
    /// 418 I'm a teapot
    pub const IM_A_TEAPOT: StatusCode = StatusCode::IM_A_TEAPOT;
    /// 421 Misdirected Request
    pub const MISDIRECTED_REQUEST: StatusCode = StatusCode::MISDIRECTED_REQUEST;
    /// 422 Unprocessable Entity
    pub const UNPROCESSABLE_ENTITY: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
    /// 423 Locked
    pub const LOCKED: StatusCode = StatusCode::LOCKED;
    /// 424 Failed Dependency
    pub const FAILED_DEPENDENCY: StatusCode = StatusCode::FAILED_DEPENDENCY;
    /// 425 Too Early
    pub const TOO_EARLY: StatusCode = StatusCode::TOO_EARLY;
    /// 426 Upgrade Required
    pub const UPGRADE_REQUIRED: StatusCode = StatusCode::UPGRADE_REQUIRED;
    /// 428 Precondition Required
    pub const PRECONDITION_REQUIRED: StatusCode = StatusCode::PRECONDITION_REQUIRED;
    /// 429 Too Many Requests
    pub const TOO_MANY_REQUESTS: StatusCode = StatusCode::TOO_MANY_REQUESTS;
    /// 431 Request Header Fields Too Large
    pub const REQUEST_HEADER_FIELDS_TOO_LARGE: StatusCode =
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
    /// 451 Unavailable For Legal Reasons
    pub const UNAVAILABLE_FOR_LEGAL_REASONS: StatusCode = StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS;
    /// 500 Internal Server Error
    pub const INTERNAL_SERVER_ERROR: StatusCode = StatusCode::INTERNAL_SERVER_ERROR;
    /// 501 Not Implemented
    pub const NOT_IMPLEMENTED: StatusCode = StatusCode::NOT_IMPLEMENTED;
    /// 502 Bad Gateway
    pub const BAD_GATEWAY: StatusCode = StatusCode::BAD_GATEWAY;
    /// 503 Service Unavailable
    pub const SERVICE_UNAVAILABLE: StatusCode = StatusCode::SERVICE_UNAVAILABLE;
    /// 504 Gateway Timeout
    pub const GATEWAY_TIMEOUT: StatusCode = StatusCode::GATEWAY_TIMEOUT;
    /// 505 HTTP Version Not Supported
    pub const HTTP_VERSION_NOT_SUPPORTED: StatusCode = StatusCode::HTTP_VERSION_NOT_SUPPORTED;
    /// 506 Variant Also Negotiates
    pub const VARIANT_ALSO_NEGOTIATES: StatusCode = StatusCode::VARIANT_ALSO_NEGOTIATES;
    /// 507 Insufficient Storage
    pub const INSUFFICIENT_STORAGE: StatusCode = StatusCode::INSUFFICIENT_STORAGE;
    /// 508 Loop Detected
    pub const LOOP_DETECTED: StatusCode = StatusCode::LOOP_DETECTED;
    /// 510 Not Extended
    pub const NOT_EXTENDED: StatusCode = StatusCode::NOT_EXTENDED;
    /// 511 Network Authentication Required
    pub const NETWORK_AUTHENTICATION_REQUIRED: StatusCode =
        StatusCode::NETWORK_AUTHENTICATION_REQUIRED;
}

/// The rules that `allow(..)` switches off on a route.
pub mod rules_of_route {
    pub use crate::rules::{
        accepted_without_task, bad_cache_control, bad_header, bad_path, body_extractor_not_last,
        body_on_bodiless_status, body_on_safe_method, bytes_as_numbers, cache_on_unsafe_method,
        created_without_location, delete_returns_body, duplicate_status, error_status_as_success,
        hidden_by_omit, missing_response_model, path_params_mismatch, post_returns_200,
        redirect_without_location, request_model_as_response, safe_method_status, unknown_status,
        unpaged_list, unreachable_status, untyped_response,
    };
}

/// The rules that `allow(..)` switches off on a model.
pub mod rules_of_models {
    pub use crate::rules::{
        bytes_as_numbers, duplicate_field_name, opaque_serialization, sensitive_field,
        untyped_field,
    };
}

/// The rules that `allow(..)` switches off on an error.
pub mod rules_of_errors {
    pub use crate::rules::{
        bad_header, duplicate_error_code, duplicate_field_name, leaky_server_error,
        missing_error_status, missing_required_header, sensitive_error_field,
        success_status_as_error, unauthorized_without_challenge, unknown_status,
    };
}

/// The rules that `allow(..)` switches off on a set of responses.
pub mod rules_of_responses {
    pub use crate::rules::{
        accepted_without_task, body_on_bodiless_status, bytes_as_numbers, created_without_location,
        duplicate_status, error_status_as_success, hidden_by_omit, missing_response_model,
        missing_response_status, redirect_without_location, unknown_status, untyped_response,
    };
}

/// The rules that `allow(..)` switches off on a struct of headers.
pub mod rules_of_headers {
    pub use crate::rules::bad_header;
}
