//! The stock model of a 202. Its docs are shown in the OpenAPI documents of users, so they do not mention Rust.

use response_macros::ResponseModel;

/// The task that was queued.
///
/// ```
/// use steadfast::prelude::*;
///
/// /// Import the users of another service.
/// #[route(post, "/imports", status = 202, response = TaskAccepted)]
/// async fn start_import() -> Accepted<TaskAccepted> {
///     Accepted::at("/imports/17", TaskAccepted { task_id: "17".to_owned() })
/// }
/// # let _: axum::Router = Api::new("Imports", "1.0.0").routes(routes![start_import]).into_router();
/// ```
#[derive(Debug, Clone, PartialEq, Eq, ResponseModel)]
pub struct TaskAccepted {
    /// The id of the task, with which to ask for its status.
    pub task_id: String,
}
