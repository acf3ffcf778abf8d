//! [`AtMost`]: a list that cannot grow beyond a length.

use std::borrow::Cow;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::{Error, Out};
use crate::model::policy::Policy;
use crate::model::shape::{Kind, Shape};
use crate::model::{FilledFrom, HasField, ResponseModel, WrittenFrom};

/// A list of at most `N` items, which the document says as `maxItems`.
///
/// A GET declares it for a list that does not grow with the data, such as the days of a week or the roles of a user: the
/// rule `unpaged_list` asks for a [`Page`](crate::Page) of any other. The handler returns a `Vec`.
///
/// ```
/// use steadfast::prelude::*;
///
/// struct Plan { name: String, price_id: String }
///
/// #[derive(ResponseModel)]
/// #[response(from = Plan)]
/// struct PlanOut { name: String }
///
/// /// List the plans.
/// #[route(get, "/plans", response = AtMost<PlanOut, 10>)]
/// async fn list_plans() -> Vec<Plan> {
///     vec![Plan { name: "Free".to_owned(), price_id: "price_1".to_owned() }]
/// }
/// ```
///
/// A longer list is never sent: the response is a 500, which is logged. A list of exactly `N` items is an array,
/// `[PlanOut; 3]`.
///
/// As a field of a request, a longer list is refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct AtMost<T, const N: usize>(Vec<T>);

impl<T, const N: usize> AtMost<T, N> {
    /// Makes the list, of any length: one that is too long cannot be sent.
    ///
    /// ```
    /// use steadfast::AtMost;
    ///
    /// let roles = AtMost::<_, 2>::new(vec!["owner", "member"]);
    /// assert_eq!(steadfast::json::to_vec(&roles)?, br#"["owner","member"]"#);
    /// assert_eq!(roles.into_items().len(), 2);
    ///
    /// let roles = AtMost::<_, 1>::new(vec!["owner", "member"]);
    /// let error = steadfast::json::to_vec(&roles).unwrap_err();
    /// assert_eq!(error.to_string(), "the list has 2 items, but its maximum is 1");
    /// # Ok::<(), steadfast::json::Error>(())
    /// ```
    #[must_use]
    pub const fn new(items: Vec<T>) -> Self {
        Self(items)
    }

    /// The items, by value.
    #[must_use]
    pub fn into_items(self) -> Vec<T> {
        self.0
    }
}

impl<T, const N: usize> From<Vec<T>> for AtMost<T, N> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T, const N: usize> FromIterator<T> for AtMost<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T, const N: usize> IntoIterator for AtMost<T, N> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T, const N: usize> IntoIterator for &'a AtMost<T, N> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T, const N: usize> Deref for AtMost<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

/// Why a list cannot be sent or read.
fn too_long(length: usize, most: usize) -> String {
    format!("the list has {length} items, but its maximum is {most}")
}

/// Writes a list of this length, unless it is too long.
fn within<'b, const N: usize>(
    length: usize,
    out: Out<'b>,
    write: impl FnOnce(Out<'b>) -> Out<'b>,
) -> Out<'b> {
    if length > N {
        return out.fail(Error::new(too_long(length, N)));
    }
    write(out)
}

impl<T: ResponseModel, const N: usize> ResponseModel for AtMost<T, N> {
    const SHAPE: &'static Shape = &Shape::anonymous(Kind::AtMost(T::shape, N));
    const MODEL: &'static Shape = T::MODEL;
    const HAS_BYTES: bool = T::HAS_BYTES;

    fn size_hint(&self) -> usize {
        self.0.size_hint()
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }

    fn write<'b, P: Policy>(&self, out: Out<'b>) -> Out<'b> {
        within::<N>(self.len(), out, |out| self.0.write::<P>(out))
    }
}

impl<S, T: FilledFrom<S>, const N: usize> FilledFrom<Vec<S>> for AtMost<T, N> {
    fn fill(source: Vec<S>) -> Self {
        Self(Vec::fill(source))
    }
}

impl<S, T: WrittenFrom<S>, const N: usize> WrittenFrom<Vec<S>> for AtMost<T, N> {
    fn write_filled<P: Policy>(source: Vec<S>, out: Out<'_>) -> Out<'_> {
        within::<N>(source.len(), out, |out| {
            Vec::<T>::write_filled::<P>(source, out)
        })
    }

    fn filled_size_hint(source: &Vec<S>) -> usize {
        Vec::<T>::filled_size_hint(source)
    }
}

impl<S, T: FilledFrom<S>, const N: usize> FilledFrom<AtMost<S, N>> for AtMost<T, N> {
    fn fill(source: AtMost<S, N>) -> Self {
        Self::fill(source.0)
    }
}

impl<S, T: WrittenFrom<S>, const N: usize> WrittenFrom<AtMost<S, N>> for AtMost<T, N> {
    fn write_filled<P: Policy>(source: AtMost<S, N>, out: Out<'_>) -> Out<'_> {
        Self::write_filled::<P>(source.0, out)
    }

    fn filled_size_hint(source: &AtMost<S, N>) -> usize {
        Vec::<T>::filled_size_hint(&source.0)
    }
}

impl<T: HasField<HASH>, const N: usize, const HASH: u64> HasField<HASH> for AtMost<T, N> {}

impl<T: Serialize, const N: usize> Serialize for AtMost<T, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.len() > N {
            return Err(serde::ser::Error::custom(too_long(self.len(), N)));
        }
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>, const N: usize> Deserialize<'de> for AtMost<T, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::deserialize(deserializer)?;
        if items.len() > N {
            return Err(D::Error::custom(too_long(items.len(), N)));
        }
        Ok(Self(items))
    }
}

impl<T: JsonSchema, const N: usize> JsonSchema for AtMost<T, N> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("AtMost_{}_{N}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("AtMost<{}, {N}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": generator.subschema_for::<T>(),
            "maxItems": N,
        })
    }
}
