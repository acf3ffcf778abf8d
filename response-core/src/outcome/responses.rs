//! [`Responses`]: a closed set of successes, each with its own status and model.

use super::Outcome;

/// An enum whose variants are the successes of a handler. `#[derive(Responses)]` writes the implementation.
///
/// ```
/// use steadfast::Responses;
/// use steadfast::prelude::*;
///
/// #[derive(ResponseModel)]
/// struct Row { line: u32 }
///
/// #[derive(Responses)]
/// enum Import {
///     /// All rows are there.
///     #[response(status = 200)]
///     Done(AtMost<Row, 100>),
///     /// The import goes on by itself.
///     #[response(status = 202)]
///     Queued(TaskAccepted),
/// }
///
/// #[route(post, "/imports", action, response = Import)]
/// async fn import() -> Import {
///     Import::Queued(TaskAccepted { task_id: "17".to_owned() })
/// }
///
/// assert_eq!(<Import as Responses>::STATUSES, [200, 202]);
/// # let _: axum::Router = Api::new("Imports", "1.0.0").routes(routes![import]).into_router();
/// ```
pub trait Responses: Outcome {
    /// The statuses of the variants. A route that declares no `status` declares these.
    const STATUSES: &'static [u16];

    /// The same statuses, as a list of types.
    #[doc(hidden)]
    type Statuses;
}
