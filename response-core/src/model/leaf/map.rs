//! Maps as response models.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use crate::json::Out;
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{FilledFrom, MapKey, MemberNames, ResponseModel, WrittenFrom};

macro_rules! maps {
    ($([$($bound:tt)*] [$($generics:tt)*] $type:ident<$($hasher:ident)?>;)*) => {$(
        impl<K: MapKey, V: ResponseModel, $($generics)*> ResponseModel for $type<K, V $(, $hasher)?> {
            const SHAPE: &'static Shape = &Shape::anonymous(Kind::Map {
                key: K::shape,
                value: V::shape,
            });
            const MEMBERS: bool = true;
            const NAMES: MemberNames = MemberNames::Any;
            const MODEL: &'static Shape = V::MODEL;
            const HAS_BYTES: bool = V::HAS_BYTES;
            fn size_hint(&self) -> usize {
                self.iter().fold(2, |size, (key, value)| {
                    size + key.key_size_hint() + value.size_hint() + 2
                })
            }
            fn is_default(&self) -> bool {
                self.is_empty()
            }
            #[inline]
            fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                out.each(*b"{}", self.iter(), |out, before, (key, value)| {
                    value.put::<P, 1>(b":", key.put_key(before, out))
                })
            }
            #[inline]
            fn write_members<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
                self.iter().fold(out, |out, (key, value)| {
                    value.put::<P, 1>(b":", key.put_key(b",", out))
                })
            }
        }

        impl<K: MapKey + $($bound)*, V: FilledFrom<S>, S, $($generics)*>
            FilledFrom<$type<K, S $(, $hasher)?>> for $type<K, V $(, $hasher)?>
        {
            fn fill(source: $type<K, S $(, $hasher)?>) -> Self {
                source.into_iter().map(|(key, value)| (key, V::fill(value))).collect()
            }
        }

        impl<K: MapKey + $($bound)*, V: WrittenFrom<S>, S, $($generics)*>
            WrittenFrom<$type<K, S $(, $hasher)?>> for $type<K, V $(, $hasher)?>
        {
            fn write_filled<P: Policy>(source: $type<K, S $(, $hasher)?>, out: Out<'_>) -> Out<'_> {
                out.each(*b"{}", source.into_iter(), |out, before, (key, value)| {
                    V::write_filled::<P>(value, key.put_key(before, out).literal(b":"))
                })
            }
            fn filled_size_hint(source: &$type<K, S $(, $hasher)?>) -> usize {
                source.iter().fold(2, |size, (key, value)| {
                    size + key.key_size_hint() + V::filled_size_hint(value) + 2
                })
            }
        }
    )*};
}

#[cfg(feature = "indexmap")]
pub(super) use maps;

maps! {
    [Ord] [] BTreeMap<>;
    [Eq + Hash] [H: BuildHasher + Default] HashMap<H>;
}
