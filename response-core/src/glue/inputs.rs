//! The probes for the types of a handler's arguments: see [`probe`](super::probe).

use std::any::type_name;
use std::marker::PhantomData;

use super::description::Description;
use crate::contract::{
    AfterRefusal, ErrorAnswer, Extractor, Header, Needs, Operation, RequestPart,
};
use crate::problem::ErrorOrigin;

/// The question about an argument's type, and the state that the handler is known to have.
pub struct Input<A, S = ()>(PhantomData<fn() -> (A, S)>);

impl<A, S> Input<A, S> {
    /// Asks about `A`.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "a default would be a second name for it in emitted code"
    )]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// The result for an argument that has to be documented.
pub struct Ours<A>(PhantomData<fn() -> A>);

/// The result for an argument that does not describe itself.
pub struct Foreign<A>(PhantomData<fn() -> A>);

impl<A: Extractor, S> Input<A, S> {
    /// Returns the result.
    #[must_use]
    pub fn part(self) -> Ours<A> {
        Ours(PhantomData)
    }
}

/// The fallback for other types. It needs a mutable reference, which method resolution tries last: before it, a framework's
/// own extractors are tried by value, and those whose errors are declared by a reference.
pub trait ForeignInput {
    /// The type of the result.
    type Part;
    /// Returns the result.
    fn part(self) -> Self::Part;
}

impl<A, S> ForeignInput for &mut Input<A, S> {
    type Part = Foreign<A>;
    fn part(self) -> Foreign<A> {
        Foreign(PhantomData)
    }
}

/// What all results have in common.
pub trait InputPart {
    /// The value of [`RequestPart::AFTER_REFUSAL`].
    const AFTER_REFUSAL: AfterRefusal;

    /// The value of [`RequestPart::NEEDS`].
    const NEEDS: Needs = Needs::EVERYTHING;

    /// The type of the argument.
    fn name() -> &'static str;

    /// Adds what is known to the document.
    fn describe(operation: &mut Operation<'_>);

    /// Describes the argument. Only this function asserts that an extractor of ours is documented: rustc does not explain
    /// where the bound of a trait's own function is.
    fn describe_input(_: Self) -> DescribedInput<Self>
    where
        Self: Sized,
    {
        DescribedInput(PhantomData)
    }
}

/// The description of an argument of type `A`, which is named if it has none.
#[diagnostic::on_unimplemented(
    message = "`{A}` cannot be read from a request and documented",
    label = "the type inside it does not implement `Deserialize` or `JsonSchema`",
    note = "write `#[derive(serde::Deserialize, schemars::JsonSchema)]` on the type inside it",
    note = "the type inside a `MultipartForm` derives `TryFromMultipart` instead of `Deserialize`",
    note = "an extractor of your own that implements `Extractor` implements `RequestPart` as well"
)]
pub trait InputOf<A>: Sized {
    /// Describes the argument.
    fn describe_input(_: Self) -> DescribedInput<Self> {
        DescribedInput(PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<A: RequestPart> InputOf<A> for Ours<A> {}

impl<A> InputOf<A> for Foreign<A> {}

impl<A: RequestPart> InputPart for Ours<A> {
    const AFTER_REFUSAL: AfterRefusal = A::AFTER_REFUSAL;
    const NEEDS: Needs = A::NEEDS;

    fn name() -> &'static str {
        type_name::<A>()
    }

    fn describe(operation: &mut Operation<'_>) {
        A::describe(operation);
    }
}

impl<A> InputPart for Foreign<A> {
    const AFTER_REFUSAL: AfterRefusal = AfterRefusal::Stop;

    fn name() -> &'static str {
        type_name::<A>()
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.undescribed.push(type_name::<A>());
    }
}

/// The description of an argument.
pub struct DescribedInput<P>(PhantomData<fn() -> P>);

impl<P: InputPart> Description for DescribedInput<P> {
    fn add_to(operation: &mut Operation<'_>) {
        operation.inputs.push(P::AFTER_REFUSAL);
        operation.needs = operation.needs.and(P::NEEDS);
        let known = operation.parameters.len();
        operation.arguments.push((P::name(), known));
        let refused = operation.errors.len();
        let outer = operation.set_origin(ErrorOrigin::Extractor(P::name()));
        P::describe(operation);
        operation.restore_source(outer);
        if operation.is_sent {
            // Whoever gets the request refuses it in its own way.
            operation.errors.truncate(refused);
        }
        if operation.errors[refused..].iter().any(is_unchallenged) && !is_excepted(operation) {
            operation.unchallenged.push(P::name());
        }
    }
}

/// Whether it is a 401 that does not say how to authenticate.
fn is_unchallenged(error: &ErrorAnswer) -> bool {
    let is_challenge = |header: &Header| header.name.eq_ignore_ascii_case("WWW-Authenticate");
    error.status == 401 && !error.headers.iter().any(is_challenge)
}

/// Whether a declared error says why it has no challenge. It does not matter which: an error does not know its variant.
fn is_excepted(operation: &Operation<'_>) -> bool {
    let mut exceptions = operation.schemas.exceptions().iter();
    exceptions.any(|exception| exception.rule == "unauthorized_without_challenge")
}

/// Moves a question out of its place, so that a method may borrow it in any way.
pub fn asked<I>(input: I) -> I {
    input
}
