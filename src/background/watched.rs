//! [`Watched`]: what [`BackgroundLayer`](super::BackgroundLayer) does, for a request that no layer stands around.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use response_core::complete::{Begun, CompleteLayer, Completed};
use response_core::contract::Needs;
use response_core::message::after::After;

use super::asked::Asked;
use super::layer::Watch;
use super::{Background, Tasks};

/// A request that is begun. Its work starts once the response has been sent; that it was given up is logged.
pub(crate) struct Watched {
    // Boxed, since it is moved several times.
    begun: Box<Begun>,
    tasks: Tasks,
    // Where extractors add work or headers: few routes have it.
    watch: Option<Box<Watch>>,
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

impl Tasks {
    /// Begins a request, and watches it to its end. The template of its path is given where no router of axum's has put it into
    /// the request.
    pub(crate) fn watch(
        &self,
        complete: &CompleteLayer,
        request: &mut Request,
        template: Option<&Arc<str>>,
        needs: Needs,
    ) -> Watched {
        let watch = needs
            .background
            .then(|| Box::new(Watch::begin(self, request, template)));
        Watched {
            begun: Box::new(complete.begin(request, template, needs.request_id)),
            tasks: self.clone(),
            watch,
            is_answered: false,
        }
    }
}

impl Watched {
    /// The request.
    pub(crate) fn begun(&mut self) -> &mut Begun {
        &mut self.begun
    }

    /// The request is answered with this response.
    pub(crate) fn answered(&mut self, completed: Completed<Body>) -> Completed<Body> {
        self.is_answered = true;
        let watch = match self.watch.take() {
            Some(watch) => *watch,
            None if completed.extensions().get::<After>().is_some() => {
                let asked = Asked::begun(&self.begun);
                Watch::new(self.tasks.clone(), Background::new(), asked)
            }
            None => return completed,
        };
        completed.map(|response| watch.answered(response))
    }
}
