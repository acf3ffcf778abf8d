//! Lists, sets and arrays.

use std::collections::{BTreeSet, BinaryHeap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};

use crate::json::Out;
use crate::leaf::fills_itself;
use crate::model::{FilledFrom, HasField, ResponseModel, WrittenFrom};
use crate::policy::Policy;
use crate::shape::{Kind, Shape};

fn write_items<'a, 'b, P: Policy, T: ResponseModel + 'a>(
    items: impl IntoIterator<Item = &'a T>,
    out: Out<'b>,
) -> Out<'b> {
    out.list(|out| {
        items
            .into_iter()
            .fold(out, |out, item| item.put::<P, 1>(b",", out))
    })
}

/// Above this many items a size is guessed from some of them.
const COUNTED: usize = 16;

pub(crate) fn guess_size<'a, T: 'a>(
    items: impl ExactSizeIterator<Item = &'a T>,
    size_hint: impl Fn(&'a T) -> usize,
) -> usize {
    let length = items.len();
    let stride = (length / COUNTED).max(1);
    let (looked_at, size) = items.step_by(stride).fold((0, 0), |(count, size), item| {
        (count + 1, size + size_hint(item) + 1)
    });
    2 + if stride == 1 {
        size
    } else {
        // A sixteenth more: growing once costs more than a few spare bytes.
        let guess = size / looked_at * length;
        guess + guess / 16
    }
}

impl<T: ResponseModel> ResponseModel for [T] {
    const SHAPE: &'static Shape = &Shape::anonymous(Kind::List(T::shape));
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
        fill_items::<P, S, T>(source, out)
    }
    fn filled_size_hint(source: &[S; N]) -> usize {
        guess_size(source.iter(), T::filled_size_hint)
    }
}

impl<T: HasField<HASH>, const N: usize, const HASH: u64> HasField<HASH> for [T; N] {}

/// Each item is filled, written and dropped before the next.
fn fill_items<P: Policy, S, T: WrittenFrom<S>>(
    items: impl IntoIterator<Item = S>,
    out: Out<'_>,
) -> Out<'_> {
    out.list(|out| {
        items.into_iter().fold(out, |out, item| {
            T::write_filled::<P>(item, out.literal(b","))
        })
    })
}

macro_rules! lists {
    ($([$($generics:tt)*] $type:ty, $kind:ident;)*) => {$(
        impl<T: ResponseModel, $($generics)*> ResponseModel for $type {
            const SHAPE: &'static Shape = &Shape::anonymous(Kind::$kind(T::shape));
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

lists! {
    [] Vec<T>, List;
    [] VecDeque<T>, List;
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
                fill_items::<P, S, T>(source, out)
            }
            #[inline]
            fn filled_size_hint(source: &$type<S>) -> usize {
                guess_size(source.iter(), T::filled_size_hint)
            }
        }
    )*};
}

lists_fill! { Vec VecDeque LinkedList }

// The items of these are ordered or hashed, and may fall together once converted.
fills_itself! {
    [T: ResponseModel + Ord] BinaryHeap<T>
    [T: ResponseModel + Ord] BTreeSet<T>
    [T: ResponseModel + Eq + Hash, H: BuildHasher] HashSet<T, H>
}
