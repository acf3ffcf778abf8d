//! [`Handler`]: a handler function, from whose type its contract is read.

use super::Answer;
use crate::contract::Contract;

/// A `#[route]` function that takes these arguments.
#[diagnostic::on_unimplemented(
    message = "this is not a handler with a contract",
    label = "has no `#[route]`",
    note = "write `#[route(get, \"/path\", response = ..)]` on the function, and name it without calling it"
)]
pub trait Handler<Arguments> {
    /// The contract of the handler.
    type Contract: Contract;
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
