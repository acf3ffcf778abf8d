//! Reading a contract and the arguments' types from a handler's function. Nothing here is for users.

use crate::answer::Answer;
use crate::contract::Contract;
use crate::request::Input;

/// A `#[route]` function that takes these arguments.
#[diagnostic::on_unimplemented(
    message = "this is no handler with a contract",
    label = "has no `#[route]`",
    note = "write `#[route(get, \"/path\", response = ..)]` on the function, and name it without calling it"
)]
pub trait Handler<Arguments> {
    /// Its contract.
    type Contract: Contract;
    /// The questions about its arguments.
    type Inputs;
    /// The questions, to be asked where the types are known.
    fn inputs(&self) -> Self::Inputs;
}

macro_rules! handler {
    ($($argument:ident)*) => {
        impl<F, Answering, C, R, $($argument),*> Handler<($($argument,)*)> for F
        where
            F: Fn($($argument),*) -> Answering,
            Answering: Future<Output = Answer<C, R>>,
            C: Contract,
        {
            type Contract = C;
            type Inputs = ($(Input<$argument>,)*);

            #[allow(clippy::unused_unit, reason = "a handler without arguments")]
            fn inputs(&self) -> Self::Inputs {
                ($(Input::<$argument>::new(),)*)
            }
        }
    };
}

handler!();
handler!(A1);
handler!(A1 A2);
handler!(A1 A2 A3);
handler!(A1 A2 A3 A4);
handler!(A1 A2 A3 A4 A5);
handler!(A1 A2 A3 A4 A5 A6);
handler!(A1 A2 A3 A4 A5 A6 A7);
handler!(A1 A2 A3 A4 A5 A6 A7 A8);
handler!(A1 A2 A3 A4 A5 A6 A7 A8 A9);
handler!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10);
handler!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11);
handler!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12);
handler!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13);
handler!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14);
handler!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15);
handler!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16);

/// The questions about a handler's arguments.
pub fn inputs<Arguments, H: Handler<Arguments>>(handler: &H) -> H::Inputs {
    handler.inputs()
}
