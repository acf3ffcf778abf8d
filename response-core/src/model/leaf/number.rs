//! Numbers and booleans.

use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8,
    NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize, Saturating, Wrapping,
};

use crate::json::Out;
use crate::model::leaf::fills_itself;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{FilledFrom, MapKey, ResponseModel, WrittenFrom};

macro_rules! whole_numbers {
    ($($type:ty, $method:ident as $wide:ty, $size:literal, $non_zero:ty;)*) => {$(
        impl ResponseModel for $type {
            const SHAPE: &'static Shape = &Shape::leaf::<$type>(stringify!($type));
            const IS_BYTE: bool = <$type>::BITS == 8 && <$type>::MIN == 0;
            #[inline]
            fn size_hint(&self) -> usize {
                $size
            }
            #[inline]
            fn is_default(&self) -> bool {
                *self == 0
            }
            #[inline]
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                out.$method(b"", *self as $wide)
            }
            #[inline]
            fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
                out.$method(key, *self as $wide)
            }
        }
        impl MapKey for $type {
            fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
                out.$method(b"\"", *self as $wide).literal(b"\"")
            }
        }
        impl ResponseModel for $non_zero {
            const SHAPE: &'static Shape = &Shape::leaf::<$non_zero>(stringify!($non_zero));
            #[inline]
            fn size_hint(&self) -> usize {
                $size
            }
            #[inline]
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                self.get().write::<P>(out)
            }
        }
        impl MapKey for $non_zero {
            fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
                self.get().write_key(out)
            }
        }
        fills_itself! { [] $type [] $non_zero }
    )*};
}

whole_numbers! {
    i8, i64 as i64, 3, NonZeroI8;
    i16, i64 as i64, 5, NonZeroI16;
    i32, i64 as i64, 8, NonZeroI32;
    i64, i64 as i64, 12, NonZeroI64;
    isize, i64 as i64, 12, NonZeroIsize;
    i128, i128 as i128, 20, NonZeroI128;
    u8, u64 as u64, 3, NonZeroU8;
    u16, u64 as u64, 5, NonZeroU16;
    u32, u64 as u64, 8, NonZeroU32;
    u64, u64 as u64, 12, NonZeroU64;
    usize, u64 as u64, 12, NonZeroUsize;
    u128, u128 as u128, 20, NonZeroU128;
}

macro_rules! floats {
    ($($type:ty, $method:ident;)*) => {$(
        impl ResponseModel for $type {
            const SHAPE: &'static Shape = &Shape::leaf::<$type>(stringify!($type));
            #[inline]
            fn size_hint(&self) -> usize {
                20
            }
            #[inline]
            fn is_default(&self) -> bool {
                self.to_bits() == 0
            }
            #[inline]
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                self.put::<P, 0>(b"", out)
            }
            #[inline]
            fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
                if P::NON_FINITE_AS_NULL && !self.is_finite() {
                    return out.null(key);
                }
                out.$method(key, *self)
            }
        }
        fills_itself! { [] $type }
    )*};
}

floats! {
    f32, f32;
    f64, f64;
}

impl ResponseModel for bool {
    const SHAPE: &'static Shape = &Shape::leaf::<Self>("bool");
    #[inline]
    fn size_hint(&self) -> usize {
        5
    }
    #[inline]
    fn is_default(&self) -> bool {
        !*self
    }
    #[inline]
    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        out.bool(b"", *self)
    }
    #[inline]
    fn put<'b, P: Policy, const N: usize>(&self, key: &[u8; N], out: Out<'b>) -> Out<'b> {
        out.bool(key, *self)
    }
}

impl MapKey for bool {
    fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
        out.bool(b"\"", *self).literal(b"\"")
    }
}

fills_itself! { [] bool }

macro_rules! wrappers {
    ($($type:ident)*) => {$(
        impl<T: ResponseModel> ResponseModel for $type<T> {
            const SHAPE: &'static Shape = &Shape::anonymous(Kind::Transparent(T::shape));
            const OMITTABLE: bool = T::OMITTABLE;
            const NULLABLE: bool = T::NULLABLE;
            const HAS_BYTES: bool = T::HAS_BYTES;
            #[inline]
            fn size_hint(&self) -> usize {
                self.0.size_hint()
            }
            #[inline]
            fn is_omitted(&self) -> bool {
                self.0.is_omitted()
            }
            #[inline]
            fn is_none(&self) -> bool {
                self.0.is_none()
            }
            #[inline]
            fn is_default(&self) -> bool {
                self.0.is_default()
            }
            #[inline]
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                self.0.write::<P>(out)
            }
        }
        impl<T: MapKey> MapKey for $type<T> {
            fn write_key<'b>(&self, out: Out<'b>) -> Out<'b> {
                self.0.write_key(out)
            }
            fn key_size_hint(&self) -> usize {
                self.0.key_size_hint()
            }
        }
        impl<S, T: FilledFrom<S>> FilledFrom<$type<S>> for $type<T> {
            #[inline]
            fn fill(source: $type<S>) -> Self {
                Self(T::fill(source.0))
            }
        }

        impl<S, T: WrittenFrom<S>> WrittenFrom<$type<S>> for $type<T> {
            #[inline]
            fn write_filled<P: Policy>(source: $type<S>, out: Out<'_>) -> Out<'_> {
                T::write_filled::<P>(source.0, out)
            }
            #[inline]
            fn filled_size_hint(source: &$type<S>) -> usize {
                T::filled_size_hint(&source.0)
            }
        }
    )*};
}

wrappers! { Wrapping Saturating }
