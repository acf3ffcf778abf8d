//! [`RequestPart`]: what the arguments of a handler add to the document.

use super::{AfterRefusal, Operation, Place};
use crate::model::{CursorQuery, LimitOffset, PageQuery, PageStyle};
use crate::problem::Problem;

/// What an extractor needs beside the head of the request, as the client has sent it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "hidden")]
pub struct Needs {
    /// What a router of axum's adds: the matched path, and the original URI.
    pub router: bool,
    /// The parameters of the path.
    pub path: bool,
    /// The id of the request, in its headers.
    pub request_id: bool,
    /// What is shared by the extractors that add to the response, or work after it.
    pub background: bool,
    /// Time: it waits for something, such as the body.
    pub time: bool,
}

impl Needs {
    /// The head of the request is enough.
    pub const NOTHING: Self = Self {
        router: false,
        path: false,
        request_id: false,
        background: false,
        time: false,
    };

    /// The head and the body of the request are enough.
    pub const BODY: Self = Self {
        time: true,
        ..Self::NOTHING
    };

    /// Everything is needed, for all that is known: the extractor is of another crate.
    pub const EVERYTHING: Self = Self {
        router: true,
        path: true,
        request_id: true,
        background: true,
        time: true,
    };

    /// What either of two needs.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            router: self.router | other.router,
            path: self.path | other.path,
            request_id: self.request_id | other.request_id,
            background: self.background | other.background,
            time: self.time | other.time,
        }
    }
}

/// An extractor that describes what it reads from the request and how it refuses a request.
///
/// Implement it, and the marker [`Extractor`], for an extractor of your own:
///
/// ```
/// use steadfast::describe::Operation;
/// use steadfast::extract::{Bearer, Extractor, RequestPart};
/// use steadfast::prelude::*;
///
/// struct CurrentUser {
///     id: i64,
/// }
///
/// #[derive(Debug, ErrorResponse)]
/// enum UserError {
///     #[response(status = 401, challenge = "Bearer error=\"invalid_token\"")]
///     TokenExpired,
///     #[response(status = 403)]
///     AccountClosed,
/// }
/// # impl std::fmt::Display for UserError {
/// #     fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) }
/// # }
/// # impl std::error::Error for UserError {}
///
/// impl Extractor for CurrentUser {}
///
/// impl RequestPart for CurrentUser {
///     fn describe(operation: &mut Operation<'_>) {
///         // The security scheme `bearer`, and the 401 of a request without a token.
///         Bearer::describe(operation);
///         // The errors of its own, each with its headers and its code.
///         <UserError as ErrorResponse>::describe(operation);
///     }
/// }
/// ```
///
/// A description needs no state, so it is the way for an extractor that is implemented for one state, such as
/// `FromRequestParts<AppState>`. A 401 without `WWW-Authenticate` is a fault when the router is built
/// ([`UnauthorizedWithoutChallenge`](super::FaultKind::UnauthorizedWithoutChallenge)).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a request and documented",
    label = "the type inside it does not implement `Deserialize` or `JsonSchema`",
    note = "write `#[derive(serde::Deserialize, schemars::JsonSchema)]` on the type inside it",
    note = "the type inside a `MultipartForm` derives `TryFromMultipart` instead of `Deserialize`"
)]
pub trait RequestPart: Extractor {
    /// What happens to the extractor after an earlier one has refused the request.
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Stop;

    /// What it needs beside the head of the request, as the client has sent it.
    #[doc(hidden)]
    const NEEDS: Needs = Needs::EVERYTHING;

    /// Whether an `Option` of it also refuses a request in which it is malformed.
    const OPTION_REFUSES: bool = true;

    /// Adds the parameters, the body and the errors to the operation.
    fn describe(operation: &mut Operation<'_>);
}

#[diagnostic::do_not_recommend]
impl<A: Extractor> Extractor for Option<A> {}

/// An optional argument is not required; a path parameter always is.
#[diagnostic::do_not_recommend]
impl<A: RequestPart> RequestPart for Option<A> {
    const AFTER_REFUSAL: AfterRefusal = A::AFTER_REFUSAL;
    const NEEDS: Needs = A::NEEDS;

    fn describe(operation: &mut Operation<'_>) {
        let known = operation.parameters.len();
        let body = operation.request_body.take();
        let needed = operation.credentials.len();
        let refused = operation.errors.len();
        let added = operation.added_headers.as_ref().map_or(0, Vec::len);
        A::describe(operation);
        make_headers_optional(operation, added);
        if !A::OPTION_REFUSES {
            operation.errors.truncate(refused);
        }
        make_optional(operation, needed);
        for parameter in operation.parameters.iter_mut().skip(known) {
            parameter.required &= parameter.place == Place::Path;
        }
        if let Some(body) = &mut operation.request_body {
            body.required = false;
        } else {
            operation.request_body = body;
        }
    }
}

/// Makes the new headers of the response optional: an extractor that is left out adds none.
fn make_headers_optional(operation: &mut Operation<'_>, known: usize) {
    for header in operation.added_headers.iter_mut().flatten().skip(known) {
        header.required = false;
    }
}

/// Makes the new credentials optional: a request without them is served as well.
fn make_optional(operation: &mut Operation<'_>, known: usize) {
    for credential in operation.credentials.iter_mut().skip(known) {
        credential.required = false;
    }
}

#[diagnostic::do_not_recommend]
impl<A: Extractor, R> Extractor for Result<A, R> {}

/// The handler decides how a refused request is answered, so the errors are not documented.
#[diagnostic::do_not_recommend]
impl<A: RequestPart, R> RequestPart for Result<A, R> {
    const AFTER_REFUSAL: AfterRefusal = match A::AFTER_REFUSAL {
        AfterRefusal::Stop => AfterRefusal::Stop,
        AfterRefusal::Ask | AfterRefusal::Skip => AfterRefusal::Skip,
    };
    const NEEDS: Needs = A::NEEDS;

    fn describe(operation: &mut Operation<'_>) {
        let known = operation.errors.len();
        let needed = operation.credentials.len();
        let added = operation.added_headers.as_ref().map_or(0, Vec::len);
        A::describe(operation);
        make_headers_optional(operation, added);
        make_optional(operation, needed);
        operation.errors.truncate(known);
    }
}

macro_rules! paging {
    ($([$($parameter:tt)*] $query:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($parameter)*> Extractor for $query {}

        #[diagnostic::do_not_recommend]
        impl<$($parameter)*> RequestPart for $query
        where
            S: PageStyle,
        {
            const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
            const NEEDS: Needs = Needs::NOTHING;

            fn describe(operation: &mut Operation<'_>) {
                operation.parameters.extend(Self::parameters());
                operation.add_error(Problem::invalid([]).described());
            }
        }
    )*};
}

paging! {
    [const MAX: u32, S] PageQuery<MAX, S>;
    [const MAX: u32, S] LimitOffset<MAX, S>;
    [C, const MAX: u32, S] CursorQuery<C, MAX, S>;
}

/// Marks an extractor that has to implement [`RequestPart`]. Any other argument of a handler is undocumented; a debug
/// build warns about it where the handler is mounted.
///
/// [`RequestPart`] has an example.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not marked as an extractor",
    label = "`Extractor` is not implemented",
    note = "write `impl steadfast::extract::Extractor for {Self} {{}}`"
)]
pub trait Extractor {}
