//! [`Matched`]: the parameters of a path that a router of ours has matched.
//!
//! axum keeps those of its own router in the extensions of the request, in a private type. These are kept for the thread
//! while the arguments of a handler are read, which costs less than an extension.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use response_core::contract::Needs;

/// How many parameters a path may have that a router of ours matches.
pub(crate) const MOST: usize = 8;

/// The parameters of a matched path, by their places in the path of the request.
#[derive(Debug, Clone)]
pub(crate) struct Matched {
    names: Arc<[Box<str>]>,
    /// Where each begins and ends. A URI is shorter than 64 kB.
    places: [(u16, u16); MOST],
}

thread_local! {
    static MATCHED: Cell<Option<Matched>> = const { Cell::new(None) };
}

impl Matched {
    /// The parameters with these names, each with its text, which is a part of the path. `None` for a path that is longer
    /// than a URI can be, or if there are more or fewer texts than names.
    pub(crate) fn new<'p>(
        names: &Arc<[Box<str>]>,
        path: &'p str,
        texts: impl Iterator<Item = &'p str>,
    ) -> Option<Self> {
        let mut places = [(0, 0); MOST];
        let mut count = 0;
        for text in texts {
            let start = (text.as_ptr() as usize).checked_sub(path.as_ptr() as usize)?;
            let (start, end) = (
                u16::try_from(start).ok()?,
                u16::try_from(start + text.len()).ok()?,
            );
            *places.get_mut(count)? = (start, end);
            count += 1;
        }
        let names = Arc::clone(names);
        (count == names.len()).then_some(Self { names, places })
    }

    /// The number of parameters and the text of the last one, if nothing from the first one on is percent-encoded.
    pub(super) fn plain_last<'p>(&self, path: &'p str) -> Option<(usize, &'p str)> {
        let count = self.names.len();
        let (start, end) = self.places.get(count.checked_sub(1)?)?;
        let text = path.get(usize::from(*start)..usize::from(*end))?;
        let first = usize::from(self.places[0].0);
        let parameters = path.as_bytes().get(first..usize::from(*end))?;
        (!parameters.contains(&b'%')).then_some((count, text))
    }

    /// The names and the texts, percent-decoded; the name of one that is not UTF-8.
    pub(super) fn given<'m>(
        &'m self,
        path: &'m str,
    ) -> impl ExactSizeIterator<Item = Result<(&'m str, Cow<'m, str>), &'m str>> {
        let places = self.names.iter().zip(&self.places);
        places.map(|(name, (start, end))| {
            let text = path.get(usize::from(*start)..usize::from(*end));
            let text = percent_decode_str(text.unwrap_or_default()).decode_utf8();
            text.map(|text| (&**name, text)).map_err(|_| &**name)
        })
    }
}

/// Has these parameters read while something runs, if it reads any.
pub(crate) fn within<T>(matched: &mut Option<Matched>, needs: Needs, run: impl FnOnce() -> T) -> T {
    if !needs.path {
        return run();
    }
    let _within = Within::begin(matched);
    run()
}

/// Reads the parameters, if a router of ours has matched the path.
pub(super) fn read<T>(read: impl FnOnce(&Matched) -> T) -> Option<T> {
    MATCHED.with(|kept| {
        let matched = kept.take()?;
        let read = read(&matched);
        kept.set(Some(matched));
        Some(read)
    })
}

/// Puts the parameters back at its end, also after a panic.
struct Within<'m> {
    kept: &'m mut Option<Matched>,
    outer: Option<Matched>,
}

impl<'m> Within<'m> {
    fn begin(matched: &'m mut Option<Matched>) -> Self {
        let outer = MATCHED.replace(matched.take());
        Self {
            kept: matched,
            outer,
        }
    }
}

impl Drop for Within<'_> {
    fn drop(&mut self) {
        *self.kept = MATCHED.replace(self.outer.take());
    }
}
