//! Faults, which are collected while an item is read and judged, and turned into compile errors at the end.

mod allow;
mod nearest;
mod render;
mod span;

pub use allow::Allow;
pub use nearest::nearest;
pub use span::Place;

use proc_macro2::TokenStream;

/// One fault, at one place.
#[derive(Debug)]
pub struct Diagnostic {
    rule: Option<&'static str>,
    place: Place,
    message: String,
    notes: Vec<String>,
    help: Option<String>,
}

impl Diagnostic {
    /// What is wrong, and where. A rule's fault gets its name from the judge; any other is one of syntax.
    pub fn new(place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            rule: None,
            place: place.into(),
            message: message.into(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Names the rule that is broken.
    pub fn of_rule(mut self, slug: &'static str) -> Self {
        self.rule = Some(slug);
        self
    }

    /// The message with its notes and its help, as rustc shows it.
    pub fn text(&self) -> String {
        render::text(self)
    }

    pub fn place(&self) -> Place {
        self.place
    }

    /// Why it is a fault.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// What to type instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<syn::Error> for Diagnostic {
    fn from(error: syn::Error) -> Self {
        Self::new(error.span(), error.to_string())
    }
}

/// The faults of one item. It must be [finished](Self::finish), so that no fault goes unreported.
#[derive(Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    finished: bool,
}

impl Report {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn push(&mut self, diagnostic: impl Into<Diagnostic>) {
        self.diagnostics.push(diagnostic.into());
    }

    /// Returns the value, or `None` after noting the error.
    pub fn ok<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(errors) => {
                for error in errors {
                    self.push(error);
                }
                None
            }
        }
    }

    pub fn is_clean(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Forgets the faults of something that is read again, or only tentatively.
    pub fn forget(mut self) {
        self.finished = true;
    }

    /// The compile errors, one for each fault.
    pub fn finish(mut self) -> TokenStream {
        self.finished = true;
        self.diagnostics.iter().map(render::compile_error).collect()
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        debug_assert!(
            self.finished || std::thread::panicking(),
            "a report was dropped unread"
        );
    }
}
