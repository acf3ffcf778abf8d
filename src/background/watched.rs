//! [`Watched`]: what [`BackgroundLayer`](super::BackgroundLayer) does, for a request that no layer stands around.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::extract::Request;
use axum::response::Response;
use pin_project_lite::pin_project;
use response_core::complete::Completing;
use response_core::message::after::After;

use super::asked::Asked;
use super::layer::Watch;
use super::{Background, Tasks};

pin_project! {
    /// A request whose response is completed. Its work starts once the response has been sent; that it was given up is
    /// logged.
    pub(crate) struct Watched<F> {
        #[pin]
        completing: Completing<F>,
        tasks: Tasks,
        // Where extractors add work or headers: few routes have it.
        watch: Option<Box<Watch>>,
        is_answered: bool,
    }

    impl<F> PinnedDrop for Watched<F> {
        fn drop(this: Pin<&mut Self>) {
            let this = this.project();
            if *this.is_answered {
                return;
            }
            match this.watch.take() {
                Some(watch) => watch.given_up(),
                None if this.tasks.gives_up_requests() => {
                    Asked::completing(&this.completing).log_cut_off();
                }
                None => {}
            }
        }
    }
}

impl Tasks {
    /// Watches a request to its end. The template of its path is given where no router of axum's has put it into the
    /// request.
    pub(crate) fn watch<F>(
        &self,
        mut request: Request,
        template: Option<&Arc<str>>,
        adds: bool,
        complete: impl FnOnce(Request) -> Completing<F>,
    ) -> Watched<F> {
        let watch = adds.then(|| Box::new(Watch::begin(self, &mut request, template)));
        Watched {
            completing: complete(request),
            tasks: self.clone(),
            watch,
            is_answered: false,
        }
    }
}

impl<F> Future for Watched<F>
where
    F: Future<Output = Result<Response, Infallible>>,
{
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let Ok(response) = ready!(this.completing.as_mut().poll(context));
        *this.is_answered = true;
        Poll::Ready(Ok(match this.watch.take() {
            Some(watch) => watch.answered(response),
            None if response.extensions().get::<After>().is_some() => {
                let asked = Asked::completing(&this.completing);
                Watch::new(this.tasks.clone(), Background::new(), asked).answered(response)
            }
            None => response,
        }))
    }
}
