//! What the arguments of a handler bring into the document.

use std::marker::PhantomData;

use crate::describe::{Operation, Place};
use crate::page::{CursorQuery, PageQuery};
use crate::problem::Problem;

/// An extractor that tells the document what it reads from the request and how it refuses it.
///
/// Implement it, and the marker [`Extractor`], for an extractor of your own:
///
/// ```
/// use response_core::describe::{ErrorAnswer, Operation, SecurityScheme};
/// use response_core::{Extractor, RequestPart};
///
/// struct CurrentUser {
///     id: i64,
/// }
///
/// impl Extractor for CurrentUser {}
///
/// impl RequestPart for CurrentUser {
///     fn describe(operation: &mut Operation<'_>) {
///         operation.needs("session", SecurityScheme::cookie("session"));
///         operation.add_error(ErrorAnswer::new(401, "not_logged_in"));
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read and documented",
    label = "the type inside it lacks `Deserialize` or `JsonSchema`",
    note = "write `#[derive(serde::Deserialize, schemars::JsonSchema)]` on the type inside it",
    note = "what is inside a `MultipartForm` derives `TryFromMultipart` instead of `Deserialize`"
)]
pub trait RequestPart: Extractor {
    /// What becomes of the extractor once one before it has refused the request.
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Stop;

    /// Whether an `Option` of it refuses a request too: one in which it is malformed.
    const OPTION_REFUSES: bool = true;

    /// Writes down the parameters, the body and the errors.
    fn describe(operation: &mut Operation<'_>);
}

/// What becomes of an argument of a handler once one before it has refused the request with a 422 `validation_error`.
///
/// No argument is taken twice, whatever stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterRefusal {
    /// It is asked too, so that its faults are told in the same answer: it only reads the request.
    Ask,
    /// It is left out, and what comes after it is looked at: it could not refuse, or has no faults to tell.
    Skip,
    /// It is left out, and so is what comes after it: it may guard the rest, as a login does.
    Stop,
}

impl<A: Extractor> Extractor for Option<A> {}

/// What may be left out is not required; a parameter of the path is always there.
#[diagnostic::do_not_recommend]
impl<A: RequestPart> RequestPart for Option<A> {
    const AFTER_REFUSAL: AfterRefusal = A::AFTER_REFUSAL;

    fn describe(operation: &mut Operation<'_>) {
        let known = operation.parameters.len();
        let body = operation.request_body.take();
        let needed = operation.credentials.len();
        let refused = operation.errors.len();
        A::describe(operation);
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

/// Who does not say who they are is served as well.
fn make_optional(operation: &mut Operation<'_>, known: usize) {
    for credential in operation.credentials.iter_mut().skip(known) {
        credential.required = false;
    }
}

impl<A: Extractor, R> Extractor for Result<A, R> {}

/// The handler answers for what is refused.
#[diagnostic::do_not_recommend]
impl<A: RequestPart, R> RequestPart for Result<A, R> {
    const AFTER_REFUSAL: AfterRefusal = match A::AFTER_REFUSAL {
        AfterRefusal::Stop => AfterRefusal::Stop,
        AfterRefusal::Ask | AfterRefusal::Skip => AfterRefusal::Skip,
    };

    fn describe(operation: &mut Operation<'_>) {
        let known = operation.errors.len();
        let needed = operation.credentials.len();
        A::describe(operation);
        make_optional(operation, needed);
        operation.errors.truncate(known);
    }
}

impl<const MAX: u32> Extractor for PageQuery<MAX> {}

#[diagnostic::do_not_recommend]
impl<const MAX: u32> RequestPart for PageQuery<MAX> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;

    fn describe(operation: &mut Operation<'_>) {
        operation.parameters.extend(Self::parameters());
        operation.add_error(Problem::invalid([]).described());
    }
}

impl<C, const MAX: u32> Extractor for CursorQuery<C, MAX> {}

#[diagnostic::do_not_recommend]
impl<C, const MAX: u32> RequestPart for CursorQuery<C, MAX> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Ask;

    fn describe(operation: &mut Operation<'_>) {
        operation.parameters.extend(Self::parameters());
        operation.add_error(Problem::invalid([]).described());
    }
}

/// Marks an extractor that has to have a [`RequestPart`]; any other argument of a handler goes undocumented, of which a
/// build for development warns where the handler is mounted.
pub trait Extractor {}

// What emitted code asks of an argument's type: see `probe`.

/// An argument's type in question.
#[doc(hidden)]
pub struct Input<A>(PhantomData<fn() -> A>);

impl<A> Input<A> {
    /// The question about `A`.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a default would be a second name for it in emitted code"
    )]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// It has to be documented.
#[doc(hidden)]
pub struct Ours<A>(PhantomData<fn() -> A>);

/// Nothing is known of it.
#[doc(hidden)]
pub struct Foreign<A>(PhantomData<fn() -> A>);

impl<A: Extractor> Input<A> {
    /// Asks.
    #[must_use]
    pub fn part(self) -> Ours<A> {
        Ours(PhantomData)
    }
}

/// The answer for the rest; one reference further away, so that a framework's own extractors can come before it.
#[doc(hidden)]
pub trait ForeignInput {
    /// What it is.
    type Part;
    /// Asks.
    fn part(self) -> Self::Part;
}

impl<A> ForeignInput for &Input<A> {
    type Part = Foreign<A>;
    fn part(self) -> Foreign<A> {
        Foreign(PhantomData)
    }
}

/// All answers in one form.
#[doc(hidden)]
pub trait InputPart {
    /// [`RequestPart::AFTER_REFUSAL`]
    const AFTER_REFUSAL: AfterRefusal;

    /// Writes down what is known.
    fn describe(operation: &mut Operation<'_>);
}

impl<A: RequestPart> InputPart for Ours<A> {
    const AFTER_REFUSAL: AfterRefusal = A::AFTER_REFUSAL;

    fn describe(operation: &mut Operation<'_>) {
        A::describe(operation);
    }
}

impl<A> InputPart for Foreign<A> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Stop;

    fn describe(operation: &mut Operation<'_>) {
        operation.undescribed.push(std::any::type_name::<A>());
    }
}

/// Describes an argument: the one place that asserts that ours can be.
#[doc(hidden)]
pub fn describe_input<P: InputPart>(_: P, operation: &mut Operation<'_>) {
    operation.inputs.push(P::AFTER_REFUSAL);
    P::describe(operation);
}
