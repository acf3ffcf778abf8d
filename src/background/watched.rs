//! [`Watched`]: what [`BackgroundLayer`](super::BackgroundLayer) does, for a request that no layer stands around.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use response_core::complete::{Begun, Completed};
use response_core::contract::Needs;
use response_core::message::after::After;

use super::asked::Asked;
use super::layer::Watch;
use super::{Background, Tasks};

/// A request that waits for its handler. If it is given up, that is logged.
pub(crate) struct Watched {
    begun: Begun,
    watch: Option<Box<Watch>>,
    tasks: Tasks,
    is_answered: bool,
}

impl Drop for Watched {
    fn drop(&mut self) {
        if self.is_answered {
            return;
        }
        match self.watch.take() {
            Some(watch) => watch.given_up(),
            None if self.tasks.gives_up_requests() => {
                Asked::begun(&self.begun).log_cut_off();
            }
            None => {}
        }
    }
}

impl Watched {
    /// Watches a request from now on.
    pub(crate) fn new(begun: Begun, watch: Option<Box<Watch>>, tasks: &Tasks) -> Self {
        Self {
            begun,
            watch,
            tasks: tasks.clone(),
            is_answered: false,
        }
    }

    /// The request.
    pub(crate) fn begun(&mut self) -> &mut Begun {
        &mut self.begun
    }

    /// The request is answered with this response.
    pub(crate) fn answered(&mut self, completed: Completed<Body>) -> Completed<Body> {
        self.is_answered = true;
        let watch = self.watch.take();
        self.tasks.answered(&self.begun, watch, completed)
    }
}

impl Tasks {
    /// Watches a request whose extractors add work or headers: few routes have one. The template of its path is given where no
    /// router of axum's has put it into the request.
    #[inline]
    pub(crate) fn watch(
        &self,
        request: &mut Request,
        template: Option<&Arc<str>>,
        needs: Needs,
    ) -> Option<Box<Watch>> {
        let begin = || Box::new(Watch::begin(self, request, template));
        needs.background.then(begin)
    }

    /// The request is answered with this response: its work starts once that has been sent.
    #[inline]
    pub(crate) fn answered(
        &self,
        begun: &Begun,
        watch: Option<Box<Watch>>,
        completed: Completed<Body>,
    ) -> Completed<Body> {
        if watch.is_none() && completed.extensions().get::<After>().is_none() {
            return completed;
        }
        let watch = watch
            .map(|watch| *watch)
            .unwrap_or_else(|| Watch::new(self.clone(), Background::new(), Asked::begun(begun)));
        completed.map(|response| watch.answered(response))
    }
}
