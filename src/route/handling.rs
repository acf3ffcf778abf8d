//! [`Handling`]: a handler at work, for one request.

use std::convert::Infallible;
use std::future::ready;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker, ready};

use axum::extract::Request;
use axum::response::Response;
use response_core::contract::Needs;
use response_core::message::LOG;
use response_core::problem::Problem;
use tracing::{Level, Span};

use super::Answered;
use crate::background::Background;
use crate::deadline::Deadline;
use crate::extract::matched::{Matched, within};

/// A handler at work. It ends with a response that nothing has completed yet.
pub(crate) struct Handling {
    answering: Pin<Box<dyn Future<Output = Answered> + Send>>,
    /// When it has to be over.
    deadline: Option<Deadline>,
    /// What extractors add to the response, and the name of the handler.
    added: Option<(Background, &'static str)>,
}

/// What is known of a handler before it is called for a request.
pub(super) struct Called {
    deadline: Option<Deadline>,
    added: Option<(Background, &'static str)>,
}

impl Called {
    /// Calls the handler of this name.
    pub(super) fn new(request: &mut Request, name: &'static str, adds_to_response: bool) -> Self {
        if tracing::enabled!(target: LOG, Level::ERROR) {
            Span::current().record("route", name);
        }
        Self {
            deadline: Deadline::of(request),
            added: adds_to_response.then(|| (Background::of(request.extensions_mut()), name)),
        }
    }

    /// Extracts the arguments, calls the handler with them, and lets it respond.
    ///
    /// If the extraction waits for nothing, it is done at once: its future would be the largest part of what is put on the
    /// heap, since it holds the request several times.
    pub(super) fn handled<E, T, R>(
        self,
        mut matched: Option<Matched>,
        extract: impl FnOnce() -> E,
        needs: Needs,
        respond: impl Fn(T) -> R + Send + 'static,
    ) -> Handling
    where
        E: Future<Output = Result<T, Response>> + Send + 'static,
        R: Future<Output = Answered> + Send + 'static,
        T: 'static,
    {
        if needs.time {
            return self.answered(Box::pin(Stages {
                matched,
                needs,
                respond,
                stage: Stage::Extracting {
                    extracting: extract(),
                },
            }));
        }
        self.answered(match at_once(&mut matched, needs, extract) {
            Poll::Ready(Ok(returned)) => Box::pin(respond(returned)),
            Poll::Ready(Err(refusal)) => Box::pin(ready(Answered::from(refusal))),
            // An extractor waits that says that it does not.
            Poll::Pending => Box::pin(ready(Answered::Refused(Problem::untold()))),
        })
    }

    fn answered(self, answering: Pin<Box<dyn Future<Output = Answered> + Send>>) -> Handling {
        Handling {
            answering,
            deadline: self.deadline,
            added: self.added,
        }
    }
}

/// What a future ends with that waits for nothing.
fn at_once<F: Future>(
    matched: &mut Option<Matched>,
    needs: Needs,
    start: impl FnOnce() -> F,
) -> Poll<F::Output> {
    let future = pin!(start());
    let mut nobody = Context::from_waker(Waker::noop());
    within(matched, needs, || future.poll(&mut nobody))
}

pin_project_lite::pin_project! {
    /// The extraction of the arguments, and then the handler.
    struct Stages<E, F, R> {
        matched: Option<Matched>,
        needs: Needs,
        respond: F,
        #[pin]
        stage: Stage<E, R>,
    }
}

pin_project_lite::pin_project! {
    #[project = StageProjection]
    enum Stage<E, R> {
        Extracting {
            #[pin]
            extracting: E,
        },
        Responding {
            #[pin]
            responding: R,
        },
    }
}

impl<E, T, F, R> Future for Stages<E, F, R>
where
    E: Future<Output = Result<T, Response>>,
    F: Fn(T) -> R,
    R: Future<Output = Answered>,
{
    type Output = Answered;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answered> {
        let mut this = self.project();
        loop {
            let extracted = match this.stage.as_mut().project() {
                StageProjection::Responding { responding } => return responding.poll(context),
                StageProjection::Extracting { extracting } => {
                    ready!(within(this.matched, *this.needs, || extracting.poll(context)))
                }
            };
            match extracted {
                Ok(returned) => this.stage.set(Stage::Responding {
                    responding: (this.respond)(returned),
                }),
                Err(refusal) => return Poll::Ready(Answered::from(refusal)),
            }
        }
    }
}

impl Handling {
    /// Something else than a handler, which answers.
    pub(crate) fn by(answering: impl Future<Output = Answered> + Send + 'static) -> Self {
        Self {
            answering: Box::pin(answering),
            deadline: None,
            added: None,
        }
    }

    /// What is answered, before it is completed.
    pub(crate) fn poll_answered(&mut self, context: &mut Context<'_>) -> Poll<Answered> {
        let answered = match self.answering.as_mut().poll(context) {
            Poll::Ready(answered) => answered,
            Poll::Pending => match self.deadline.filter(|deadline| deadline.is_over()) {
                Some(deadline) => Answered::from(deadline.overdue()),
                None => return Poll::Pending,
            },
        };
        Poll::Ready(match &self.added {
            Some((added, name)) => Answered::from(added.complete(answered.into_response(), name)),
            None => answered,
        })
    }
}

impl Future for Handling {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answered = ready!(self.poll_answered(context));
        Poll::Ready(Ok(answered.into_response()))
    }
}

pin_project_lite::pin_project! {
    /// A future that cannot fail, without the error.
    pub(crate) struct Certain<F> {
        #[pin]
        future: F,
    }
}

impl<F> Certain<F> {
    pub(crate) fn new(future: F) -> Self {
        Self { future }
    }
}

impl<F, T> Future for Certain<F>
where
    F: Future<Output = Result<T, Infallible>>,
{
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let Ok(output) = ready!(self.project().future.poll(context));
        Poll::Ready(output)
    }
}
