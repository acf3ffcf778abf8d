//! Reading the parts of a value: items, fields, variants.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::{slice, vec};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde_json::Value;

use super::failure::Failure;
use super::node::{self, Node, Step};
use super::pass::Pass;
use super::reader::Reader;
use crate::extract::schema::{At, TextKey};
use crate::extract::texts::Given;

pub(super) struct Items<'a, 'p> {
    pub pass: Option<&'p Pass<'p, 'a>>,
    pub rest: node::Items<'a>,
    /// Whether hopeless items can be left out: a list can do without them, a tuple cannot.
    pub is_list: bool,
}

impl<'a> SeqAccess<'a> for Items<'a, '_> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        let Some(pass) = self.pass else {
            let item = self.rest.next();
            let item = item.map(|(_, item)| seed.deserialize(Reader::plain(item)));
            return item.transpose();
        };
        for (step, item) in self.rest.by_ref() {
            if !self.is_list || !pass.gives_up(step)? {
                return pass.value(seed, item, step).map(Some);
            }
        }
        Ok(None)
    }

    fn next_element<V: Deserialize<'a>>(&mut self) -> Result<Option<V>, Failure> {
        let Some(pass) = self.pass else {
            return self.next_element_seed(PhantomData);
        };
        for (step, item) in self.rest.by_ref() {
            if !self.is_list || !pass.gives_up(step)? {
                return pass.value_of(item, step).map(Some);
            }
        }
        Ok(None)
    }
}

/// The fields that are not read yet.
pub(super) enum Rest<'a> {
    /// Those that were found before.
    Found(vec::IntoIter<(&'a str, Node<'a>)>),
    /// Those that were given, of which the schema says this.
    Given(slice::Iter<'a, (Cow<'a, str>, Given<'a>)>, Option<At>),
}

impl<'a> Iterator for Rest<'a> {
    type Item = (&'a str, Node<'a>);

    fn next(&mut self) -> Option<(&'a str, Node<'a>)> {
        match self {
            Self::Found(rest) => rest.next(),
            Self::Given(rest, at) => rest.next().map(|(name, given)| {
                let at = at.and_then(|at| at.member(name));
                (&**name, Node::given(given, at))
            }),
        }
    }
}

pub(super) struct Fields<'a, 'p> {
    pub pass: Option<&'p Pass<'p, 'a>>,
    pub rest: Rest<'a>,
    pub value: Option<(&'a str, Node<'a>)>,
    /// Whether the object comes from the request. A stand-in for a field then means that the field is missing.
    pub is_given: bool,
    /// What the schema says of the object.
    pub at: Option<At>,
}

impl<'a> MapAccess<'a> for Fields<'a, '_> {
    type Error = Failure;

    fn next_key_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        self.value = self.rest.next();
        match self.value {
            Some((name, _)) => {
                let is_whole = self.at.is_some_and(|at| at.is_whole_key(name));
                seed.deserialize(TextKey::<Failure>::new(name, is_whole))
                    .map(Some)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Failure> {
        let (name, node) = self.taken()?;
        match self.pass {
            None => seed.deserialize(Reader::plain(node)),
            Some(pass) => pass.value(seed, node, Step::Key(name)),
        }
    }

    fn next_value<V: Deserialize<'a>>(&mut self) -> Result<V, Failure> {
        let (name, node) = self.taken()?;
        match self.pass {
            None => V::deserialize(Reader::plain(node)),
            Some(pass) => pass.value_of(node, Step::Key(name)),
        }
    }

    fn next_entry<K: Deserialize<'a>, V: Deserialize<'a>>(
        &mut self,
    ) -> Result<Option<(K, V)>, Failure> {
        match self.next_key()? {
            Some(key) => Ok(Some((key, self.next_value()?))),
            None => Ok(None),
        }
    }
}

impl<'a> Fields<'a, '_> {
    /// The field whose key was read last.
    fn taken(&mut self) -> Result<(&'a str, Node<'a>), Failure> {
        let (name, node) = self.value.take().ok_or(Failure::Hopeless)?;
        if let Some(pass) = self.pass
            && self.is_given
            && node.stands_in()
        {
            pass.record_missing(name)?;
        }
        Ok((name, node))
    }
}

/// A variant and its content.
pub(super) struct Variant<'a, 'p> {
    pub pass: Option<&'p Pass<'p, 'a>>,
    pub name: &'a str,
    pub content: Node<'a>,
}

impl<'a, 'p> EnumAccess<'a> for Variant<'a, 'p> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<(S::Value, Self), Failure> {
        Ok((
            seed.deserialize(TextKey::<Failure>::new(self.name, false))?,
            self,
        ))
    }
}

impl<'a, 'p> Variant<'a, 'p> {
    /// Reads the content in place.
    fn below<R>(self, read: impl FnOnce(Reader<'a, 'p>) -> R) -> R {
        let reader = Reader {
            node: self.content,
            pass: self.pass,
        };
        match self.pass {
            Some(pass) => pass.below(Step::Key(self.name), || read(reader)),
            None => read(reader),
        }
    }
}

impl<'a> VariantAccess<'a> for Variant<'a, '_> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        match self.content {
            Node::StandIn { .. } | Node::Json(Value::Null, _) => Ok(()),
            _ => Err(Failure::wrong_type(&"no content")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<S::Value, Failure> {
        match self.pass {
            Some(pass) => pass.value(seed, self.content, Step::Key(self.name)),
            None => seed.deserialize(Reader::plain(self.content)),
        }
    }

    fn newtype_variant<V: Deserialize<'a>>(self) -> Result<V, Failure> {
        match self.pass {
            Some(pass) => pass.value_of(self.content, Step::Key(self.name)),
            None => V::deserialize(Reader::plain(self.content)),
        }
    }

    fn tuple_variant<V: Visitor<'a>>(self, len: usize, visitor: V) -> Result<V::Value, Failure> {
        self.below(|content| content.deserialize_tuple(len, visitor))
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.below(|content| content.deserialize_struct("", fields, visitor))
    }
}
