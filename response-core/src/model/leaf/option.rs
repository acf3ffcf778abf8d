//! `Option`, `()` and `PhantomData`.

use std::marker::PhantomData;

use crate::json::Out;
use crate::model::leaf::fills_itself;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{FilledFrom, HasField, MemberNames, ResponseModel, WrittenFrom};

impl<T: ResponseModel> ResponseModel for Option<T> {
    const SHAPE: &'static Shape = &Shape::anonymous(Kind::Nullable(T::shape));
    const NULLABLE: bool = true;
    const MEMBERS: bool = T::MEMBERS;
    const NAMES: MemberNames = T::NAMES;
    const MODEL: &'static Shape = T::MODEL;
    const HAS_BYTES: bool = T::HAS_BYTES;
    #[inline]
    fn size_hint(&self) -> usize {
        self.as_ref().map_or(4, T::size_hint)
    }
    #[inline]
    fn is_none(&self) -> bool {
        self.as_ref().is_none_or(T::is_none)
    }
    #[inline]
    fn is_default(&self) -> bool {
        self.is_none()
    }
    #[inline]
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        self.put::<P, 0>(b"", out)
    }
    #[inline]
    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        match self {
            Some(value) => value.put::<P, N>(key, out),
            None => out.null(key),
        }
    }
    #[inline]
    fn write_members<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        match self {
            Some(value) => value.write_members::<P>(out),
            None => out,
        }
    }
}

impl<S, T: FilledFrom<S>> FilledFrom<Option<S>> for Option<T> {
    #[inline]
    fn fill(source: Option<S>) -> Self {
        source.map(T::fill)
    }
}

impl<S, T: WrittenFrom<S>> WrittenFrom<Option<S>> for Option<T> {
    #[inline]
    fn write_filled<P: Policy>(source: Option<S>, out: Out<'_>) -> Out<'_> {
        match source {
            Some(source) => T::write_filled::<P>(source, out),
            None => out.null(b""),
        }
    }
    #[inline]
    fn filled_size_hint(source: &Option<S>) -> usize {
        source.as_ref().map_or(4, T::filled_size_hint)
    }
}

impl<T: HasField<HASH>, const HASH: u64> HasField<HASH> for Option<T> {}

impl ResponseModel for () {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("unit");
    const MEMBERS: bool = true;
    fn size_hint(&self) -> usize {
        4
    }
    fn is_default(&self) -> bool {
        true
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out.null(b"")
    }
    fn write_members<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out
    }
}

fills_itself! { [] () }

impl<T: ?Sized> ResponseModel for PhantomData<T> {
    const SHAPE: &'static Shape = <()>::SHAPE;
    const MEMBERS: bool = true;
    fn size_hint(&self) -> usize {
        4
    }
    fn is_default(&self) -> bool {
        true
    }
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out.null(b"")
    }
    fn write_members<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out
    }
}

impl<S: ?Sized, T: ?Sized> FilledFrom<PhantomData<S>> for PhantomData<T> {
    fn fill(_: PhantomData<S>) -> Self {
        PhantomData
    }
}

impl<S: ?Sized, T: ?Sized> WrittenFrom<PhantomData<S>> for PhantomData<T> {
    fn write_filled<P: Policy>(_: PhantomData<S>, out: Out<'_>) -> Out<'_> {
        out.null(b"")
    }
    fn filled_size_hint(_: &PhantomData<S>) -> usize {
        4
    }
}
