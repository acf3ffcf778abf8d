//! [`IfMatch`] and [`IfUnmodifiedSince`]: extractors of the preconditions of a request that changes something.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::time::SystemTime;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use http::StatusCode;
use http::header::{IF_MATCH, IF_NONE_MATCH, IF_UNMODIFIED_SINCE};
use response_core::contract::{
    AfterRefusal, Extractor, Needs, Operation, Parameter, Place, RequestPart,
};
use response_core::error::{ErrorResponse, PreconditionFailed};
use response_core::message::VersionTag;
use response_core::message::entity_tag::{Comparison, EntityTag, are_tags, names};
use response_core::message::validator::{date, is_newer, version_tag};
use response_core::problem::{ErrorOrigin, Fault, Problem};
use serde_json::json;

use super::refuses;

/// `If-Match` and `If-None-Match`: the version that a request wants to change (RFC 9110 section 13.1), so that of two
/// clients that have read the same version, the second does not undo what the first has written.
///
/// The handler compares them with the current version, in the transaction that changes it:
///
/// ```
/// use steadfast::prelude::*;
///
/// # struct Note { text: String, revision: u64 }
/// # #[derive(Clone)]
/// # struct Notes;
/// # impl Notes {
/// #     async fn lock(&self, id: u64) -> Option<Note> { None }
/// #     async fn save(&self, note: &Note) {}
/// # }
/// #[derive(ResponseModel)]
/// #[response(from = Note)]
/// struct NoteOut { text: String, revision: u64 }
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// enum EditError {
///     #[error("there is no note {id}")]
///     #[response(status = 404)]
///     NoteNotFound { id: u64 },
///     #[error(transparent)]
///     #[response(transparent)]
///     Changed(#[from] PreconditionFailed),
/// }
///
/// #[route(put, "/notes/{id}", response = NoteOut)]
/// async fn edit_note(
///     State(notes): State<Notes>,
///     Path(id): Path<u64>,
///     guard: IfMatch,
///     Json(text): Json<String>,
/// ) -> Result<Reply<Note, ETag>, EditError> {
///     let note = notes.lock(id).await.ok_or(EditError::NoteNotFound { id })?;
///     guard.check(note.revision)?;
///     let note = Note { text, revision: note.revision + 1 };
///     notes.save(&note).await;
///     let revision = note.revision;
///     Ok(Reply::new(note).etag(revision))
/// }
/// # let _ = Api::new("Notes", "1.0.0").routes(routes![edit_note]).into_router().with_state::<()>(Notes);
/// ```
///
/// A request with neither header passes; [`IfMatch<Required>`](Required) refuses it, and one whose `If-None-Match` names
/// tags. The document has both headers and every refusal. A GET needs no extractor: [`ETag`](crate::ETag),
/// [`LastModified`](crate::LastModified) and [`File`](crate::File) judge its preconditions.
///
/// `If-Match` compares strongly (RFC 9110 section 8.8.3.2): a weak tag, `W/"..."`, is never the same, on either side. A
/// response that was compressed on its way has a weak tag. So that clients can send back the tag of a route, give
/// the route a `cache = ".., no-transform"`: `Api::compression` leaves it alone.
///
/// # Errors
/// 422 `validation_error` if a header is neither `*` nor a list of entity tags, such as a tag without quotes, or is empty.
#[derive(Debug, Clone)]
pub struct IfMatch<R = ()> {
    if_match: Lines,
    if_none_match: Lines,
    requirement: PhantomData<fn() -> R>,
}

/// Makes [`IfMatch`] refuse a request without `If-Match`, unless it has `If-None-Match: *`: `guard: IfMatch<Required>`.
///
/// # Errors
/// 428 `precondition_required` (RFC 6585 section 3).
///
/// ```
/// use steadfast::prelude::*;
///
/// #[derive(Debug, thiserror::Error, ErrorResponse)]
/// enum NoteError {
///     #[error(transparent)]
///     #[response(transparent)]
///     Changed(#[from] PreconditionFailed),
/// }
///
/// /// Delete a note, if it is still the one that the client has seen.
/// #[route(delete, "/notes/{id}")]
/// async fn delete_note(Path(id): Path<i64>, guard: IfMatch<Required>) -> Result<(), NoteError> {
///     let revision = 3_u64;
///     Ok(guard.check(revision)?)
/// }
/// # let _: axum::Router = Api::new("Notes", "1.0.0").routes(routes![delete_note]).into_router();
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Required {}

/// What an [`IfMatch`] requires of a request: nothing, or a precondition.
///
/// [`Required`] has an example.
#[diagnostic::on_unimplemented(
    message = "`IfMatch<{Self}>` is not an extractor",
    label = "not a requirement",
    note = "write `IfMatch`, or `IfMatch<Required>` for a route that refuses requests without a precondition"
)]
pub trait Requirement: sealed::Sealed {
    /// Whether a request without a precondition is refused.
    #[doc(hidden)]
    const IS_REQUIRED: bool;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for () {}
    impl Sealed for super::Required {}
}

impl Requirement for () {
    const IS_REQUIRED: bool = false;
}

impl Requirement for Required {
    const IS_REQUIRED: bool = true;
}

impl<R> IfMatch<R> {
    /// Compares the request with the current version: the tag that the resource's `ETag` has, a text or the number of a
    /// revision, whose quotes may be left out.
    ///
    /// # Errors
    /// `If-Match` does not name the version, or `If-None-Match` does.
    pub fn check(&self, tag: impl VersionTag) -> Result<(), PreconditionFailed> {
        let tag = version_tag(&tag.tag());
        self.judge(true, tag.as_ref().and_then(EntityTag::of))
    }

    /// Compares the request with a resource that does not exist, before it is created: `If-Match` fails, since it asks
    /// for a version; `If-None-Match: *` passes, since it asks for there being none.
    ///
    /// A request that would be answered 404 anyway needs no check (RFC 9110 section 13.2.1).
    ///
    /// ```
    /// use steadfast::prelude::*;
    ///
    /// # struct Note { revision: u64 }
    /// fn may_put(guard: &IfMatch, current: Option<&Note>) -> Result<(), PreconditionFailed> {
    ///     match current {
    ///         Some(note) => guard.check(note.revision),
    ///         None => guard.check_missing(),
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    /// The request has an `If-Match`.
    pub fn check_missing(&self) -> Result<(), PreconditionFailed> {
        self.judge(false, None)
    }

    /// In the order of RFC 9110 section 13.2.2.
    fn judge(
        &self,
        exists: bool,
        current: Option<EntityTag<'_>>,
    ) -> Result<(), PreconditionFailed> {
        let is_named = |lines: &Lines, how| exists && names(&lines.0, current, how);
        let is_wanted = self.if_match.is_unsent() || is_named(&self.if_match, Comparison::Strong);
        if is_wanted && !is_named(&self.if_none_match, Comparison::Weak) {
            Ok(())
        } else {
            Err(PreconditionFailed)
        }
    }
}

/// The lines of a header that lists entity tags.
#[derive(Debug, Clone)]
struct Lines(Vec<HeaderValue>);

impl Lines {
    fn of(headers: &HeaderMap, name: &HeaderName, faults: &mut Vec<Fault>) -> Self {
        let lines: Vec<_> = headers.get_all(name).iter().cloned().collect();
        if !are_tags(&lines) {
            faults.push(Fault::new(
                ["header".to_owned(), name.as_str().to_owned()],
                "expected `*`, or entity tags in double quotes",
                "value_error",
            ));
        }
        Self(lines)
    }

    fn is_unsent(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is `*`: any version.
    fn are_any(&self) -> bool {
        let mut lines = self.0.iter();
        lines.any(|line| line.as_bytes().trim_ascii() == b"*")
    }
}

impl<S: Sync, R: Requirement> FromRequestParts<S> for IfMatch<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut faults = Vec::new();
        let guard = Self {
            if_match: Lines::of(&parts.headers, &IF_MATCH, &mut faults),
            if_none_match: Lines::of(&parts.headers, &IF_NONE_MATCH, &mut faults),
            requirement: PhantomData,
        };
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        if R::IS_REQUIRED && guard.if_match.is_unsent() && !guard.if_none_match.are_any() {
            return Err(unconditional());
        }
        Ok(guard)
    }
}

#[diagnostic::do_not_recommend]
impl<R> Extractor for IfMatch<R> {}

#[diagnostic::do_not_recommend]
impl<R: Requirement> RequestPart for IfMatch<R> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;
    const NEEDS: Needs = Needs::NOTHING;

    fn describe(operation: &mut Operation<'_>) {
        for (name, description) in [
            (
                "If-Match",
                "The request is refused unless the current `ETag` is one of these; `*` stands for any",
            ),
            (
                "If-None-Match",
                "`*` if there must be no such resource yet, or each `ETag` that it must not have",
            ),
        ] {
            let schema = json!({ "type": "string", "pattern": PATTERN });
            operation.parameters.push(
                Parameter::new(name, Place::Header, schema)
                    .description(description)
                    .optional(),
            );
        }
        check_fails(operation);
        refuses(operation, &Problem::invalid([]));
        if R::IS_REQUIRED {
            refuses(operation, &unconditional());
        }
    }
}

/// Documents the 412. Not the extractor answers it: the handler does, when it returns what `check` has found.
fn check_fails(operation: &mut Operation<'_>) {
    let outer = operation.set_origin(ErrorOrigin::Handler);
    PreconditionFailed::describe(operation);
    operation.restore_source(outer);
}

/// `*`, or entity tags (RFC 9110 section 8.8.3). Empty elements of a list are read as well, and need not be documented.
const PATTERN: &str = r#"^(\*|(W/)?"[!#-~]*"([ \t]*,[ \t]*(W/)?"[!#-~]*")*)$"#;

/// RFC 6585 section 3.
fn unconditional() -> Problem {
    Problem::of_status(StatusCode::PRECONDITION_REQUIRED)
        .detail("send the `ETag` of the version that you have as `If-Match`")
}

/// `If-Unmodified-Since`: the time since which the resource must not have changed, for resources that have a
/// `Last-Modified` and no `ETag` (RFC 9110 section 13.1.4).
///
/// ```
/// use std::time::SystemTime;
/// use steadfast::prelude::*;
///
/// # fn changed_at() -> SystemTime { SystemTime::UNIX_EPOCH }
/// #[route(delete, "/report")]
/// async fn delete_report(guard: IfUnmodifiedSince) -> Result<NoContent, PreconditionFailed> {
///     guard.check(changed_at())?;
///     Ok(NoContent)
/// }
/// # let _: axum::Router = Api::new("Reports", "1.0.0").routes(routes![delete_report]).into_router();
/// ```
///
/// A request without the header passes, and so does one whose value is not a date, or which has an `If-Match`: then the
/// header is ignored, as the RFC demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfUnmodifiedSince(Option<SystemTime>);

impl IfUnmodifiedSince {
    /// Compares the request with the time of the last change, in whole seconds.
    ///
    /// # Errors
    /// The resource has changed since.
    pub fn check(&self, last_modified: impl Into<SystemTime>) -> Result<(), PreconditionFailed> {
        match self.0 {
            Some(since) if is_newer(last_modified.into(), since) => Err(PreconditionFailed),
            _ => Ok(()),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for IfUnmodifiedSince {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let mut dates = parts.headers.get_all(IF_UNMODIFIED_SINCE).iter();
        let only = match (dates.next(), dates.next()) {
            (Some(only), None) if !parts.headers.contains_key(IF_MATCH) => Some(only),
            _ => None,
        };
        Ok(Self(only.and_then(date)))
    }
}

#[diagnostic::do_not_recommend]
impl Extractor for IfUnmodifiedSince {}

#[diagnostic::do_not_recommend]
impl RequestPart for IfUnmodifiedSince {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Skip;
    const NEEDS: Needs = Needs::NOTHING;

    fn describe(operation: &mut Operation<'_>) {
        operation.parameters.push(
            Parameter::new(
                "If-Unmodified-Since",
                Place::Header,
                json!({ "type": "string" }),
            )
            .description("The `Last-Modified` that the client knows: the request is refused if the resource has changed since")
            .optional(),
        );
        check_fails(operation);
    }
}
