//! What the bodies of a request and a response report to the future that polls them.
//!
//! A request is answered by one task, which polls the service, the body of the request and the body of the response from
//! one call. What a body finds is left in a cell of the thread, where the outer future sees it as soon as the call returns:
//! no state has to be shared, and none allocated.

use std::cell::Cell;

thread_local! {
    static REQUEST: Cell<RequestBody> = const { Cell::new(RequestBody::Outside) };
    static RESPONSE: Cell<Response> = const { Cell::new(Response::Untouched) };
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RequestBody {
    /// No service is being polled.
    Outside,
    /// A service is being polled.
    Inside,
    /// It has waited too long for the body.
    Stalled,
}

/// What was done last for a response.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Response {
    Untouched,
    /// Nothing can be sent yet: the service, or the body of the response, waits for something.
    Waits,
    /// The body has given a piece.
    Gave,
}

/// Polls a service, and returns whether it has waited too long for the body of its request.
pub(super) fn of_service<T>(poll: impl FnOnce() -> T) -> (T, bool) {
    struct Leave(RequestBody);

    impl Drop for Leave {
        fn drop(&mut self) {
            REQUEST.set(self.0);
        }
    }

    let leave = Leave(REQUEST.replace(RequestBody::Inside));
    let polled = poll();
    let is_stalled = REQUEST.get() == RequestBody::Stalled;
    drop(leave);
    (polled, is_stalled)
}

/// Says that the service has waited too long for the body. Returns whether it is being polled.
pub(super) fn request_stalls() -> bool {
    if REQUEST.get() == RequestBody::Outside {
        return false;
    }
    REQUEST.set(RequestBody::Stalled);
    true
}

pub(super) fn response_did(done: Response) {
    RESPONSE.set(done);
}

/// Polls a stream, and returns what was done last for its response.
pub(super) fn of_stream<T>(poll: impl FnOnce() -> T) -> (T, Response) {
    RESPONSE.set(Response::Untouched);
    let polled = poll();
    (polled, RESPONSE.get())
}
