//! References and smart pointers: written as what they point to.

use std::rc::Rc;
use std::sync::Arc;

use crate::json::Out;
use crate::model::leaf::fills_itself;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{FilledFrom, HasField, MapKey, MemberNames, ResponseModel, WrittenFrom};

macro_rules! pointers {
    ($([$($lifetime:lifetime)?] $type:ty;)*) => {$(
        impl<$($lifetime,)? T: ResponseModel + ?Sized> ResponseModel for $type {
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
            #[inline]
            fn is_omitted(&self) -> bool {
                (**self).is_omitted()
            }
            #[inline]
            fn is_none(&self) -> bool {
                (**self).is_none()
            }
            #[inline]
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
        impl<$($lifetime,)? T: MapKey + ?Sized> MapKey for $type {
            fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
                (**self).write_key(out)
            }
            fn key_size_hint(&self) -> usize {
                (**self).key_size_hint()
            }
        }
        impl<$($lifetime,)? T: HasField<HASH> + ?Sized, const HASH: u64> HasField<HASH> for $type {}
    )*};
}

pointers! {
    ['a] &'a T;
    ['a] &'a mut T;
    [] Box<T>;
    [] Rc<T>;
    [] Arc<T>;
}

impl<S, T: FilledFrom<S>> FilledFrom<Box<S>> for Box<T> {
    #[inline]
    fn fill(source: Box<S>) -> Self {
        Self::new(T::fill(*source))
    }
}

impl<S, T: WrittenFrom<S>> WrittenFrom<Box<S>> for Box<T> {
    #[inline]
    fn write_filled<P: Policy>(source: Box<S>, out: Out<'_>) -> Out<'_> {
        T::write_filled::<P>(*source, out)
    }
    #[inline]
    fn filled_size_hint(source: &Box<S>) -> usize {
        T::filled_size_hint(source)
    }
}

fills_itself! {
    ['a, T: ResponseModel + ?Sized] &'a T
    ['a, T: ResponseModel + ?Sized] &'a mut T
    [T: ResponseModel + ?Sized] Rc<T>
    [T: ResponseModel + ?Sized] Arc<T>
    [] Box<str>
    [T: ResponseModel] Box<[T]>
}
