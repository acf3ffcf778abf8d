//! Lists, sets and arrays.

use std::collections::{BTreeSet, BinaryHeap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};

use crate::json::Out;
use crate::model::leaf::fills_itself;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{FilledFrom, HasField, ResponseModel, WrittenFrom};

pub(super) fn write_items<'a, 'b, P: Policy, T: ResponseModel + 'a>(
    items: impl IntoIterator<Item = &'a T>,
    out: Out<'b>,
) -> Out<'b> {
    out.each(*b"[]", items.into_iter(), |out, before, item| {
        item.put::<P, 1>(before, out)
    })
}

/// Up to this many items are measured one by one; a longer list is estimated from a sample.
const COUNTED: usize = 16;

#[inline]
pub(crate) fn guess_size<'a, T: 'a>(
    items: impl ExactSizeIterator<Item = &'a T>,
    size_hint: impl Fn(&'a T) -> usize,
) -> usize {
    let length = items.len();
    if length <= COUNTED {
        return items.fold(2, |size, item| size + size_hint(item) + 1);
    }
    let (looked_at, size) = items
        .step_by(length / COUNTED)
        .fold((0, 0), |(count, size), item| {
            (count + 1, size + size_hint(item) + 1)
        });
    2 + size / looked_at * length
}

impl<T: ResponseModel> ResponseModel for [T] {
    const SHAPE: &'static Shape = &Shape::anonymous(Kind::List(T::shape));
    const MODEL: &'static Shape = T::MODEL;
    const HAS_BYTES: bool = T::IS_BYTE || T::HAS_BYTES;
    fn size_hint(&self) -> usize {
        guess_size(self.iter(), T::size_hint)
    }
    fn is_default(&self) -> bool {
        self.is_empty()
    }
    #[inline]
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        write_items::<P, T>(self, out)
    }
}

impl<T: HasField<HASH>, const HASH: u64> HasField<HASH> for [T] {}

impl<T: ResponseModel, const N: usize> ResponseModel for [T; N] {
    const SHAPE: &'static Shape = &Shape::anonymous(Kind::Array(T::shape, N));
    const MODEL: &'static Shape = T::MODEL;
    // Up to four bytes may be numbers: a colour, a version or an IPv4 address.
    const HAS_BYTES: bool = T::IS_BYTE && N > 4 || T::HAS_BYTES;
    fn size_hint(&self) -> usize {
        guess_size(self.iter(), T::size_hint)
    }
    fn is_default(&self) -> bool {
        self.iter().all(T::is_default)
    }
    #[inline]
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        write_items::<P, T>(self, out)
    }
}

impl<S, T: FilledFrom<S>, const N: usize> FilledFrom<[S; N]> for [T; N] {
    #[inline]
    fn fill(source: [S; N]) -> Self {
        source.map(T::fill)
    }
}

impl<S, T: WrittenFrom<S>, const N: usize> WrittenFrom<[S; N]> for [T; N] {
    #[inline]
    fn write_filled<P: Policy>(source: [S; N], out: Out<'_>) -> Out<'_> {
        fill_items::<P, S, T>(source.into_iter(), out)
    }
    fn filled_size_hint(source: &[S; N]) -> usize {
        guess_size(source.iter(), T::filled_size_hint)
    }
}

impl<T: HasField<HASH>, const N: usize, const HASH: u64> HasField<HASH> for [T; N] {}

/// Fills, writes and drops each item before the next. The size of a long list is estimated from the first items
/// written, since it could not be measured before.
fn fill_items<P: Policy, S, T: WrittenFrom<S>>(
    items: impl ExactSizeIterator<Item = S>,
    out: Out<'_>,
) -> Out<'_> {
    let (length, start) = (items.len(), out.position());
    out.each(*b"[]", items.enumerate(), |out, before, (index, item)| {
        let out = if index == COUNTED {
            let written = out.position() - start;
            out.expect(written / COUNTED * (length - COUNTED))
        } else {
            out
        };
        T::write_filled::<P>(item, out.literal(before))
    })
}

macro_rules! lists {
    ($([$($generics:tt)*] $type:ty, $kind:ident $(, $bytes:ident)?;)*) => {$(
        impl<T: ResponseModel, $($generics)*> ResponseModel for $type {
            const SHAPE: &'static Shape = &Shape::anonymous(Kind::$kind(T::shape));
            const MODEL: &'static Shape = T::MODEL;
            const HAS_BYTES: bool = $(T::$bytes ||)? T::HAS_BYTES;
            #[inline]
            fn size_hint(&self) -> usize {
                guess_size(self.iter(), T::size_hint)
            }
            #[inline]
            fn is_default(&self) -> bool {
                self.is_empty()
            }
            #[inline]
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                write_items::<P, T>(self, out)
            }
        }
        impl<T: HasField<HASH>, $($generics)* const HASH: u64> HasField<HASH> for $type {}
    )*};
}

#[cfg(feature = "indexmap")]
pub(super) use lists;

lists! {
    [] Vec<T>, List, IS_BYTE;
    [] VecDeque<T>, List, IS_BYTE;
    [] LinkedList<T>, List;
    [] BinaryHeap<T>, List;
    [] BTreeSet<T>, Set;
    [H: BuildHasher,] HashSet<T, H>, Set;
}

macro_rules! lists_fill {
    ($($type:ident)*) => {$(
        impl<S, T: FilledFrom<S>> FilledFrom<$type<S>> for $type<T> {
            #[inline]
            fn fill(source: $type<S>) -> Self {
                source.into_iter().map(T::fill).collect()
            }
        }

        impl<S, T: WrittenFrom<S>> WrittenFrom<$type<S>> for $type<T> {
            #[inline]
            fn write_filled<P: Policy>(source: $type<S>, out: Out<'_>) -> Out<'_> {
                fill_items::<P, S, T>(source.into_iter(), out)
            }
            #[inline]
            fn filled_size_hint(source: &$type<S>) -> usize {
                guess_size(source.iter(), T::filled_size_hint)
            }
        }
    )*};
}

lists_fill! { Vec VecDeque LinkedList }

// Items of these are ordered or hashed, and two that differ may be equal once converted.
fills_itself! {
    [T: ResponseModel + Ord] BinaryHeap<T>
    [T: ResponseModel + Ord] BTreeSet<T>
    [T: ResponseModel + Eq + Hash, H: BuildHasher] HashSet<T, H>
}
