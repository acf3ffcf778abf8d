//! [`ErrorOrigin`] and [`ErrorKind`]: where an error comes from, and which errors are meant.

use std::any::type_name;
use std::sync::Arc;

use http::StatusCode;

use super::refusal::VALIDATION_ERROR;

/// Where an error comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorOrigin {
    /// The handler returned it.
    Handler,
    /// An argument of the handler refused the request: the type of the argument, as [`type_name`] has it.
    Extractor(&'static str),
    /// No route has the path, or not with this method.
    Router,
    /// A layer answered: one of the app, or the completing one, with a 412 or a 416.
    Layer,
    /// The request has taken too long.
    Deadline,
    /// Something panicked.
    Panic,
}

/// Where an error may come from, for the document: its origin, and the type that declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorSource {
    /// The origin.
    pub origin: ErrorOrigin,
    /// The type with `#[derive(ErrorResponse)]` that declares the error, as [`type_name`] has it.
    pub error_type: Option<&'static str>,
}

impl ErrorSource {
    /// A source without a type.
    #[must_use]
    pub const fn new(origin: ErrorOrigin) -> Self {
        Self {
            origin,
            error_type: None,
        }
    }
}

/// What is known of an error before it occurs.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct ErrorFacts<'e> {
    pub status: StatusCode,
    pub code: &'e str,
    pub source: ErrorSource,
}

/// Which errors an [`ErrorHandler`](super::ErrorHandler) answers.
///
/// ```
/// use steadfast::errors::ErrorKind;
///
/// // FastAPI's `RequestValidationError`, and a path that no route has.
/// let kinds = ErrorKind::any_of([ErrorKind::INVALID, ErrorKind::ROUTER]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorKind(Matcher);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Matcher {
    Any,
    Invalid,
    Handler,
    Extractor(Option<&'static str>),
    Router,
    Layer,
    Deadline,
    Panic,
    Status(u16),
    Code(&'static str),
    ErrorType(&'static str),
    AnyOf(Arc<[ErrorKind]>),
}

impl ErrorKind {
    /// Every error.
    pub const ANY: Self = Self(Matcher::Any);
    /// A request whose values are invalid, with the faults in [`Problem::errors`](super::Members::errors): FastAPI's
    /// `RequestValidationError`. Whatever found them: an argument of a handler in `routes![]`, or of one that a plain router
    /// mounts, or a layer; but not a handler that returned a `validation_error` of its own.
    pub const INVALID: Self = Self(Matcher::Invalid);
    /// Every error that a handler returned.
    pub const HANDLER: Self = Self(Matcher::Handler);
    /// Every refusal of an argument: by one of our extractors, of axum's or of your own. It is known of handlers in `routes![]`;
    /// what refuses the request of a handler that a plain router mounts counts as a [layer](Self::LAYER).
    pub const EXTRACTOR: Self = Self(Matcher::Extractor(None));
    /// The 404 of a path that no route has, and the 405 of a method that the path does not support. A handler's own
    /// `Fail<404>` is not one.
    pub const ROUTER: Self = Self(Matcher::Router);
    /// Every error of a layer.
    pub const LAYER: Self = Self(Matcher::Layer);
    /// A request that has taken too long.
    pub const DEADLINE: Self = Self(Matcher::Deadline);
    /// A panic.
    pub const PANIC: Self = Self(Matcher::Panic);

    /// Every error with this status.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        Self(Matcher::Status(status))
    }

    /// Every error with this `code`.
    #[must_use]
    pub const fn code(code: &'static str) -> Self {
        Self(Matcher::Code(code))
    }

    /// Every error that this type declares: an enum with `#[derive(ErrorResponse)]`, wherever it is answered, also by its
    /// `subset`s and inside of a transparent variant.
    #[must_use]
    pub fn of<E>() -> Self {
        Self(Matcher::ErrorType(type_name::<E>()))
    }

    /// Every refusal of this argument of handlers in `routes![]`: `ErrorKind::extractor::<Json<NewUser>>()`.
    ///
    /// The document knows the refusals of an argument that describes itself (`RequestPart`, or `#[derive(ErrorResponse)]` on its
    /// `Rejection`). What an argument without a description answers may be documented by `errors = E`, which does not name
    /// the argument: the document shows such errors as [`EXTRACTOR`](Self::EXTRACTOR) has them, not as this kind has them.
    #[must_use]
    pub fn extractor<A>() -> Self {
        Self(Matcher::Extractor(Some(type_name::<A>())))
    }

    /// Every error of any of these kinds.
    pub fn any_of(kinds: impl IntoIterator<Item = Self>) -> Self {
        Self(Matcher::AnyOf(kinds.into_iter().collect()))
    }

    pub(super) fn has(&self, error: ErrorFacts<'_>) -> bool {
        let origin = error.source.origin;
        match &self.0 {
            Matcher::Any => true,
            // Outside of `routes![]`, nothing says that an argument has refused the request.
            Matcher::Invalid => origin != ErrorOrigin::Handler && error.code == VALIDATION_ERROR,
            Matcher::Handler => origin == ErrorOrigin::Handler,
            Matcher::Extractor(None) => matches!(origin, ErrorOrigin::Extractor(_)),
            Matcher::Extractor(Some(name)) => origin == ErrorOrigin::Extractor(name),
            Matcher::Router => origin == ErrorOrigin::Router,
            Matcher::Layer => origin == ErrorOrigin::Layer,
            Matcher::Deadline => origin == ErrorOrigin::Deadline,
            Matcher::Panic => origin == ErrorOrigin::Panic,
            Matcher::Status(status) => error.status == *status,
            Matcher::Code(code) => error.code == *code,
            Matcher::ErrorType(name) => error.source.error_type == Some(name),
            Matcher::AnyOf(kinds) => kinds.iter().any(|kind| kind.has(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(origin: ErrorOrigin, status: StatusCode, code: &str) -> ErrorFacts<'_> {
        ErrorFacts {
            status,
            code,
            source: ErrorSource::new(origin),
        }
    }

    #[test]
    fn the_404_of_a_router_is_not_that_of_a_handler() {
        let of_router = facts(ErrorOrigin::Router, StatusCode::NOT_FOUND, "not_found");
        let of_handler = facts(ErrorOrigin::Handler, StatusCode::NOT_FOUND, "not_found");
        assert!(ErrorKind::ROUTER.has(of_router) && !ErrorKind::ROUTER.has(of_handler));
        for kind in [ErrorKind::status(404), ErrorKind::code("not_found")] {
            assert!(kind.has(of_router) && kind.has(of_handler));
        }
    }

    #[test]
    fn an_invalid_request_is_one_that_no_handler_refuses() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let refused = facts(ErrorOrigin::Extractor("Json"), status, "validation_error");
        let by_hand = facts(ErrorOrigin::Layer, status, "validation_error");
        let returned = facts(ErrorOrigin::Handler, status, "validation_error");
        assert!(ErrorKind::INVALID.has(refused) && !ErrorKind::INVALID.has(returned));
        assert!(ErrorKind::INVALID.has(by_hand) && !ErrorKind::EXTRACTOR.has(by_hand));
        let either = ErrorKind::any_of([ErrorKind::PANIC, ErrorKind::HANDLER]);
        assert!(either.has(returned) && !either.has(refused));
    }
}
