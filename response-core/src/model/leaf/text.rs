//! Strings and characters.

use std::borrow::Cow;

use crate::json::Out;
use crate::model::leaf::fills_itself;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{MapKey, MemberNames, ResponseModel};

impl ResponseModel for str {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("str");
    #[inline]
    fn size_hint(&self) -> usize {
        self.len() + 2
    }
    #[inline]
    fn is_default(&self) -> bool {
        self.is_empty()
    }
    #[inline]
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out.str(b"", self)
    }
    #[inline]
    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        out.str(key, self)
    }
}

impl MapKey for str {
    #[inline]
    fn put_key<'b, const N: usize>(&self, literal: &[u8; N], out: Out<'b>) -> Out<'b> {
        out.str(literal, self)
    }
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        out.str(b"", self)
    }
    fn key_size_hint(&self) -> usize {
        self.len() + 2
    }
}

impl ResponseModel for String {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("String");
    #[inline]
    fn size_hint(&self) -> usize {
        self.len() + 2
    }
    #[inline]
    fn is_default(&self) -> bool {
        self.is_empty()
    }
    #[inline]
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out.str(b"", self)
    }
    #[inline]
    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        out.str(key, self)
    }
}

impl MapKey for String {
    #[inline]
    fn put_key<'b, const N: usize>(&self, literal: &[u8; N], out: Out<'b>) -> Out<'b> {
        out.str(literal, self)
    }
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        out.str(b"", self)
    }
    fn key_size_hint(&self) -> usize {
        self.len() + 2
    }
}

impl ResponseModel for char {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("char");
    #[inline]
    fn size_hint(&self) -> usize {
        6
    }
    #[inline]
    fn is_default(&self) -> bool {
        *self == '\0'
    }
    #[inline]
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        self.put::<P, 0>(b"", out)
    }
    #[inline]
    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        out.str(key, self.encode_utf8(&mut [0; 4]))
    }
}

impl MapKey for char {
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        out.str(b"", self.encode_utf8(&mut [0; 4]))
    }
}

impl<T: ResponseModel + ToOwned + ?Sized> ResponseModel for Cow<'_, T> {
    const SHAPE: &'static Shape = &Shape::anonymous(Kind::Transparent(T::shape));
    const OMITTABLE: bool = T::OMITTABLE;
    const NULLABLE: bool = T::NULLABLE;
    const MEMBERS: bool = T::MEMBERS;
    const NAMES: MemberNames = T::NAMES;
    const MODEL: &'static Shape = T::MODEL;
    const HAS_BYTES: bool = T::HAS_BYTES;
    #[inline]
    fn size_hint(&self) -> usize {
        (**self).size_hint()
    }
    fn is_omitted(&self) -> bool {
        (**self).is_omitted()
    }
    fn is_none(&self) -> bool {
        (**self).is_none()
    }
    fn is_default(&self) -> bool {
        (**self).is_default()
    }
    #[inline]
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        (**self).write::<P>(out)
    }
    #[inline]
    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        (**self).put::<P, N>(key, out)
    }
    #[inline]
    fn write_members<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        (**self).write_members::<P>(out)
    }
}

impl<T: MapKey + ToOwned + ?Sized> MapKey for Cow<'_, T> {
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        (**self).write_key(out)
    }
    fn key_size_hint(&self) -> usize {
        (**self).key_size_hint()
    }
}

fills_itself! {
    [] String
    [] char
    ['a, T: ResponseModel + ToOwned + ?Sized] Cow<'a, T>
}
