//! The probes for the types of a handler's arguments: see [`probe`](super::probe).

use std::any::type_name;
use std::marker::PhantomData;

use crate::contract::{AfterRefusal, Extractor, Operation, RequestPart};
use crate::outcome::{Handler, for_each_arity};

/// The question about an argument's type.
pub struct Input<A>(PhantomData<fn() -> A>);

impl<A> Input<A> {
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

impl<A: Extractor> Input<A> {
    /// Returns the result.
    #[must_use]
    pub fn part(self) -> Ours<A> {
        Ours(PhantomData)
    }
}

/// The fallback for other types. It needs one more reference, so that a framework's own extractors are tried before it.
pub trait ForeignInput {
    /// The type of the result.
    type Part;
    /// Returns the result.
    fn part(self) -> Self::Part;
}

impl<A> ForeignInput for &Input<A> {
    type Part = Foreign<A>;
    fn part(self) -> Foreign<A> {
        Foreign(PhantomData)
    }
}

/// What all results have in common.
pub trait InputPart {
    /// The value of [`RequestPart::AFTER_REFUSAL`].
    const AFTER_REFUSAL: AfterRefusal;

    /// The type of the argument.
    fn name() -> &'static str;

    /// Adds what is known to the document.
    fn describe(operation: &mut Operation<'_>);
}

impl<A: RequestPart> InputPart for Ours<A> {
    const AFTER_REFUSAL: AfterRefusal = A::AFTER_REFUSAL;

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

/// Describes an argument. Only this function asserts that an extractor of ours is documented.
pub fn describe_input<P: InputPart>(_: P, operation: &mut Operation<'_>) {
    operation.inputs.push(P::AFTER_REFUSAL);
    let known = operation.parameters.len();
    operation.arguments.push((P::name(), known));
    P::describe(operation);
}

/// The types of a handler's arguments, as questions.
pub trait Arguments {
    /// A tuple with an [`Input`] for each argument.
    type Inputs;
    /// Returns the questions.
    fn inputs() -> Self::Inputs;
}

macro_rules! arguments {
    ($($argument:ident)*) => {
        impl<$($argument),*> Arguments for ($($argument,)*) {
            type Inputs = ($(Input<$argument>,)*);

            #[allow(clippy::unused_unit, reason = "a handler without arguments")]
            fn inputs() -> Self::Inputs {
                ($(Input::<$argument>::new(),)*)
            }
        }
    };
}

for_each_arity!(arguments);

/// Returns the questions about a handler's arguments.
pub fn inputs<A: Arguments, H: Handler<A>>(_: &H) -> A::Inputs {
    A::inputs()
}
