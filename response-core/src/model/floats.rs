//! [`Floats`]: the types of a field with `#[response(non_finite_as_null)]`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, LinkedList, VecDeque};
use std::hash::BuildHasher;
use std::rc::Rc;
use std::sync::Arc;

use super::{Field, MapKey, ResponseModel};

/// `f32`, `f64` and containers of them: what a field with `#[response(non_finite_as_null)]` holds.
///
/// Such a field is sent as `null` where the number is NaN or an infinity, and its schema allows `null` in place of a
/// number. Without the attribute such a value is an error: JSON has no number for it (RFC 8259 section 6). The value is not
/// `None`, so `exclude_none` does not leave it out.
///
/// ```
/// use steadfast::{ResponseModel, json};
///
/// #[derive(ResponseModel)]
/// struct Reading {
///     #[response(non_finite_as_null)]
///     celsius: f64,
///     #[response(non_finite_as_null)]
///     history: Vec<f64>,
/// }
///
/// let reading = Reading { celsius: f64::NAN, history: vec![21.5, f64::INFINITY] };
/// assert_eq!(json::to_vec(&reading)?, br#"{"celsius":null,"history":[21.5,null]}"#);
/// # Ok::<(), json::Error>(())
/// ```
pub trait Floats: ResponseModel {}

impl Floats for f32 {}
impl Floats for f64 {}

macro_rules! floats {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Floats for $type {}
    )*};
}

floats! {
    [T: Floats] Option<T>;
    [T: Floats] Field<T>;
    [T: Floats] [T];
    [T: Floats, const N: usize] [T; N];
    [T: Floats] Vec<T>;
    [T: Floats] VecDeque<T>;
    [T: Floats] LinkedList<T>;
    [T: Floats + ?Sized] &T;
    [T: Floats + ?Sized] &mut T;
    [T: Floats + ?Sized] Box<T>;
    [T: Floats + ?Sized] Rc<T>;
    [T: Floats + ?Sized] Arc<T>;
    [T: Floats + ToOwned + ?Sized] Cow<'_, T>;
    [K: MapKey, V: Floats] BTreeMap<K, V>;
    [K: MapKey, V: Floats, H: BuildHasher + Default] HashMap<K, V, H>;
    [A: Floats, B: Floats] (A, B);
    [A: Floats, B: Floats, C: Floats] (A, B, C);
    [A: Floats, B: Floats, C: Floats, D: Floats] (A, B, C, D);
}
