//! [`Handler`]: a handler function, from whose type its contract is read.

use super::Answer;
use crate::contract::Declaration;

/// A `#[route]` function that takes these arguments.
#[diagnostic::on_unimplemented(
    message = "this is not a handler with a contract",
    label = "has no `#[route]`",
    note = "write `#[route(get, \"/path\", response = ..)]` on the function, and name it without calling it"
)]
pub trait Handler<Arguments> {
    /// The contract of the handler.
    type Contract: Declaration;
}

/// Invokes a macro once for each number of arguments that a handler can have, with a name for each argument.
macro_rules! for_each_arity {
    ($each:ident) => {
        $each!();
        $each!(A1);
        $each!(A1 A2);
        $each!(A1 A2 A3);
        $each!(A1 A2 A3 A4);
        $each!(A1 A2 A3 A4 A5);
        $each!(A1 A2 A3 A4 A5 A6);
        $each!(A1 A2 A3 A4 A5 A6 A7);
        $each!(A1 A2 A3 A4 A5 A6 A7 A8);
        $each!(A1 A2 A3 A4 A5 A6 A7 A8 A9);
        $each!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10);
        $each!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11);
        $each!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12);
        $each!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13);
        $each!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14);
        $each!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15);
        $each!(A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16);
    };
}

macro_rules! handler {
    ($($argument:ident)*) => {
        impl<F, Answering, C, R, $($argument),*> Handler<($($argument,)*)> for F
        where
            F: Fn($($argument),*) -> Answering,
            Answering: Future<Output = Answer<C, R>>,
            C: Declaration,
        {
            type Contract = C;
        }
    };
}

for_each_arity!(handler);
