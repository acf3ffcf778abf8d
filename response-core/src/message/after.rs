//! [`Work`] and [`After`]: work that runs once a response has been sent.

use std::any::type_name;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tracing::{Instrument, Span};

use super::log::LOG;

/// Work that runs once a response has been sent: a future, with the tracing span in which it was created.
///
/// Its name comes from its type: `mails::welcome` for the future of an `async fn`, the enclosing function for an
/// `async` block.
pub struct Work {
    name: &'static str,
    future: Pin<Box<dyn Future<Output = Result<(), Failed>> + Send>>,
}

/// The end of work that did not succeed, and has logged why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failed;

impl Failed {
    /// Work that has logged its failure.
    #[must_use]
    pub const fn logged() -> Self {
        Self
    }
}

impl Work {
    /// Creates the work from a future.
    pub fn new<F: Future<Output = ()> + Send + 'static>(future: F) -> Self {
        Self::that_may_fail(function(type_name::<F>()), async {
            future.await;
            Ok(())
        })
    }

    /// Creates work with this name, which may fail.
    pub fn that_may_fail<F>(name: &'static str, future: F) -> Self
    where
        F: Future<Output = Result<(), Failed>> + Send + 'static,
    {
        Self {
            name,
            future: Box::pin(future.instrument(Span::current())),
        }
    }

    /// The name of the function, or of the enclosing one.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the future, to be run.
    #[must_use]
    pub fn into_future(self) -> Pin<Box<dyn Future<Output = Result<(), Failed>> + Send>> {
        self.future
    }
}

impl fmt::Debug for Work {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Work").field(&self.name).finish()
    }
}

/// The function that a type is made in: `users::create` for `users::create::{{closure}}::{{closure}}`.
#[must_use]
pub fn function(mut type_name: &'static str) -> &'static str {
    while let Some(outer) = type_name.strip_suffix("::{{closure}}") {
        type_name = outer;
    }
    type_name
}

/// The work to run once a response has been sent, as an extension of the response. A layer takes it out: in the facade,
/// that of `Tasks`.
///
/// Work that no layer takes is not lost: with feature `tokio` it is started when the response is dropped, and a warning
/// is logged; without a runtime, the log names it as lost.
#[derive(Debug, Clone, Default)]
pub struct After(Arc<Untaken>);

impl After {
    /// Creates the extension with this work.
    #[must_use]
    pub fn new(work: Vec<Work>) -> Self {
        Self(Arc::new(Untaken(Mutex::new(work))))
    }

    /// Adds work.
    pub fn push(&self, work: Work) {
        self.0.lock().push(work);
    }

    /// Takes out the work.
    #[must_use]
    pub fn take(&self) -> Vec<Work> {
        std::mem::take(&mut *self.0.lock())
    }
}

#[derive(Debug, Default)]
struct Untaken(Mutex<Vec<Work>>);

impl Untaken {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Work>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Untaken {
    fn drop(&mut self) {
        for work in self.lock().drain(..) {
            start_untracked(work);
        }
    }
}

#[cfg(feature = "tokio")]
fn start_untracked(work: Work) {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        tracing::warn!(
            target: LOG,
            task = work.name,
            "no layer has taken this background task: it is started, and nobody waits for it"
        );
        drop(runtime.spawn(work.into_future()));
    } else {
        lose(&work);
    }
}

#[cfg(not(feature = "tokio"))]
#[expect(clippy::needless_pass_by_value, reason = "the other one runs it")]
fn start_untracked(work: Work) {
    lose(&work);
}

fn lose(work: &Work) {
    tracing::error!(
        target: LOG,
        task = work.name,
        "this background task is lost: no layer has taken it, and there is no runtime to start it on"
    );
}

#[cfg(test)]
mod tests {
    use super::{After, Work};

    async fn send_mail() {}

    #[test]
    fn work_is_named_by_its_function() {
        assert_eq!(
            Work::new(send_mail()).name(),
            "response_core::message::after::tests::send_mail"
        );
        assert_eq!(
            Work::new(async {}).name(),
            "response_core::message::after::tests::work_is_named_by_its_function"
        );
    }

    #[test]
    fn work_is_taken_once() {
        let after = After::new(vec![Work::new(send_mail())]);
        let same = after.clone();
        assert_eq!(after.take().len(), 1);
        assert!(same.take().is_empty());
    }
}
