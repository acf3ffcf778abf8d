//! How a path of `pick` and `omit` goes through containers: `items.name` is a field of each item.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use super::{AtMost, CursorPage, Field, FieldOf, HasField, LimitOffsetPage, Page};

/// What is inside of a field of which only the compiler knows more: every name may be one of its fields.
#[doc(hidden)]
#[derive(Debug)]
pub struct AnyField;

impl<const HASH: u64> HasField<HASH> for AnyField {}
impl<const HASH: u64> FieldOf<HASH, Self> for AnyField {}

macro_rules! through {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)* T: FieldOf<HASH, V>, V: ?Sized, const HASH: u64> FieldOf<HASH, V> for $type {}
    )*};
}

through! {
    [] Option<T>;
    [] Field<T>;
    [] [T];
    [] Vec<T>;
    [] VecDeque<T>;
    [] LinkedList<T>;
    [] BinaryHeap<T>;
    [] BTreeSet<T>;
    [] Page<T>;
    [] CursorPage<T>;
    [] LimitOffsetPage<T>;
    [H,] HashSet<T, H>;
    [K,] BTreeMap<K, T>;
    [K, H,] HashMap<K, T, H>;
}

macro_rules! through_unsized {
    ($([$($lifetime:lifetime)?] $type:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)? T: FieldOf<HASH, V> + ?Sized, V: ?Sized, const HASH: u64> FieldOf<HASH, V> for $type {}
    )*};
}

through_unsized! {
    ['a] &'a T;
    ['a] &'a mut T;
    [] Box<T>;
    [] Rc<T>;
    [] Arc<T>;
}

impl<T: FieldOf<HASH, V> + ToOwned + ?Sized, V: ?Sized, const HASH: u64> FieldOf<HASH, V>
    for Cow<'_, T>
{
}
impl<T: FieldOf<HASH, V>, V: ?Sized, const N: usize, const HASH: u64> FieldOf<HASH, V> for [T; N] {}
impl<T: FieldOf<HASH, V>, V: ?Sized, const N: usize, const HASH: u64> FieldOf<HASH, V>
    for AtMost<T, N>
{
}

#[cfg(feature = "indexmap")]
mod of_indexmap {
    use indexmap::{IndexMap, IndexSet};

    use super::{FieldOf, HasField};

    impl<K, T: FieldOf<HASH, V>, H, V: ?Sized, const HASH: u64> FieldOf<HASH, V> for IndexMap<K, T, H> {}
    impl<K, T: HasField<HASH>, H, const HASH: u64> HasField<HASH> for IndexMap<K, T, H> {}
    impl<T: FieldOf<HASH, V>, H, V: ?Sized, const HASH: u64> FieldOf<HASH, V> for IndexSet<T, H> {}
}

impl<K, T: HasField<HASH>, const HASH: u64> HasField<HASH> for BTreeMap<K, T> {}
impl<K, T: HasField<HASH>, H, const HASH: u64> HasField<HASH> for HashMap<K, T, H> {}
impl<T: HasField<HASH> + ToOwned + ?Sized, const HASH: u64> HasField<HASH> for Cow<'_, T> {}
