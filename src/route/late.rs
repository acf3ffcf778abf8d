//! When a handler is judged: once the state of the app is known.

/// A number whose type rustc decides at the end of a function, since nothing else decides it.
///
/// A `State<Db>` is read from a `Db`, or from a state that `Db` implements `FromRef` for. Where no such implementation is
/// written, there is only axum's own, and rustc would take `Db` for the state of the app before it has read what that state
/// is. So no handler can be judged until the type of this number is known. By then the state is known
/// as well, from the type of the `Api` or from `with_state`; only where nothing says what it is, a `State<Db>` decides.
pub trait Late: Sized {
    /// The handler, which can be judged once the type of the number is known.
    type Kept<H>;

    /// Returns the handler.
    fn keep<H>(self, handler: H) -> Self::Kept<H>;
}

impl Late for i32 {
    type Kept<H> = H;

    fn keep<H>(self, handler: H) -> H {
        handler
    }
}

// With one implementation, rustc would know the type of the number at once.
impl Late for u8 {
    type Kept<H> = H;

    fn keep<H>(self, handler: H) -> H {
        handler
    }
}
