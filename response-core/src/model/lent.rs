//! Models that borrow from a row: `#[response(from = &Row)]`.
//!
//! A field is copied if it is `Copy` and borrowed otherwise; nothing is cloned. The model lives only while it is
//! written, so that a handler can return an `Arc<Row>` from a cache.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::json::Out;
use crate::model::leaf::guess_size;
use crate::model::{Policy, WrittenFrom};

/// `M: LentFrom<'a, S>`: the model or field `M` borrows what it needs from an `S`.
///
/// `#[response(from = &User)]` writes the implementation for a row.
#[diagnostic::on_unimplemented(
    message = "this field of the model is `{Self}`, which cannot be borrowed from `{S}` [wrong_model]",
    label = "`{Self}` here, a borrowed `{S}` in the source",
    note = "nothing is cloned: borrow the field as `&'a str`, `&'a [T]`, `&'a T` or `Option<&'a T>`",
    note = "a nested model is filled from its own row, `#[response(from = &Row)]`; anything else is converted with `#[response(map = path)]` on the field"
)]
pub trait LentFrom<'a, S: ?Sized>: Sized {
    /// Borrows the fields of `source`.
    fn lend(source: &'a S) -> Self;
}

#[diagnostic::do_not_recommend]
impl<'a, S: ?Sized> LentFrom<'a, S> for &'a S {
    #[inline]
    fn lend(source: &'a S) -> Self {
        source
    }
}

impl<'a, S, T: LentFrom<'a, S>> LentFrom<'a, Option<S>> for Option<T> {
    #[inline]
    fn lend(source: &'a Option<S>) -> Self {
        source.as_ref().map(T::lend)
    }
}

macro_rules! borrowed {
    ($([$($generics:tt)*] $type:ty, from $source:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<'a, $($generics)*> LentFrom<'a, $source> for &'a $type {
            #[inline]
            fn lend(source: &'a $source) -> Self {
                source
            }
        }
    )*};
}

borrowed! {
    [] str, from String;
    [T] [T], from Vec<T>;
    [T, const N: usize] [T], from [T; N];
    [T: ?Sized] T, from Box<T>;
    [T: ?Sized] T, from Rc<T>;
    [T: ?Sized] T, from Arc<T>;
    [T: ToOwned + ?Sized] T, from Cow<'_, T>;
}

#[diagnostic::do_not_recommend]
impl<'a> LentFrom<'a, String> for Cow<'a, str> {
    #[inline]
    fn lend(source: &'a String) -> Self {
        Self::Borrowed(source)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: Clone> LentFrom<'a, Vec<T>> for Cow<'a, [T]> {
    #[inline]
    fn lend(source: &'a Vec<T>) -> Self {
        Self::Borrowed(source)
    }
}

impl<'a, S, T: WrittenFrom<&'a S>> WrittenFrom<&'a Vec<S>> for Vec<T> {
    #[inline]
    fn write_filled<'b, P: Policy>(source: &'a Vec<S>, out: Out<'b>) -> Out<'b> {
        Self::write_filled::<P>(source.as_slice(), out)
    }
    #[inline]
    fn filled_size_hint(source: &&'a Vec<S>) -> usize {
        Self::filled_size_hint(&source.as_slice())
    }
}

impl<'a, S, T: WrittenFrom<&'a S>> WrittenFrom<&'a [S]> for Vec<T> {
    fn write_filled<'b, P: Policy>(source: &'a [S], out: Out<'b>) -> Out<'b> {
        out.list(|out| {
            source.iter().fold(out, |out, item| {
                T::write_filled::<P>(item, out.literal(b","))
            })
        })
    }
    fn filled_size_hint(source: &&'a [S]) -> usize {
        guess_size(source.iter(), |item| T::filled_size_hint(&item))
    }
}

macro_rules! shared_lists {
    ($($source:ty)*) => {$(
        impl<S, T> WrittenFrom<$source> for Vec<T>
        where
            T: for<'a> WrittenFrom<&'a S>,
        {
            #[inline]
            fn write_filled<P: Policy>(source: $source, out: Out<'_>) -> Out<'_> {
                <Self as WrittenFrom<&[S]>>::write_filled::<P>(&source, out)
            }
            #[inline]
            fn filled_size_hint(source: &$source) -> usize {
                <Self as WrittenFrom<&[S]>>::filled_size_hint(&&source[..])
            }
        }
    )*};
}

shared_lists! { Arc<Vec<S>> Arc<[S]> }
