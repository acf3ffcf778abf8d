//! A model that is sent as it is, in its own type or behind a pointer.

use std::sync::Arc;

use crate::json::Out;
use crate::model::{Policy, ResponseModel};

/// A model, or a pointer that owns it: one implementation of `WrittenFrom` does for all of them.
pub trait OwnedModel<M> {
    /// Writes the model.
    fn write_owned<P: Policy>(self, out: Out<'_>) -> Out<'_>;

    /// About how many bytes that adds.
    fn owned_size_hint(&self) -> usize;
}

macro_rules! owned {
    ($($owner:ty),*) => {$(
        impl<M: ResponseModel> OwnedModel<M> for $owner {
            #[inline]
            fn write_owned<P: Policy>(self, out: Out<'_>) -> Out<'_> {
                M::write::<P>(&self, out)
            }

            #[inline]
            fn owned_size_hint(&self) -> usize {
                M::size_hint(self)
            }
        }
    )*};
}

owned!(M, Box<M>, Arc<M>);
