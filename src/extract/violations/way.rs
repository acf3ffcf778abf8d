//! The steps of garde's path, whose `Serialize` is the public way to them.
//!
//! A serializer of our own does not copy the keys, of which only the beginning is told: every value below a long one has it
//! in its path.

use response_core::problem::Loc;
use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeSeq, SerializeTuple, Serializer};

/// The error of a value that is not a path.
type Error = serde::de::value::Error;

/// The steps of a path from the outside in. The one value of a container, which has no name, is not a step.
pub(super) fn steps(path: &garde::Path) -> Vec<Loc> {
    let mut steps = Steps::default();
    // A path that is not serialized as it is today has no steps.
    let _ = path.serialize(&mut steps);
    steps.found
}

#[derive(Default)]
struct Steps {
    /// The kind of the step whose text comes next: `key`, `index` or `none`.
    kind: &'static str,
    found: Vec<Loc>,
}

macro_rules! refuse {
    ($($method:ident($($type:ty),*);)*) => {$(
        fn $method(self $(, _: $type)*) -> Result<(), Error> {
            Err(Error::custom("not a path"))
        }
    )*};
}

macro_rules! refuse_parts {
    ($($method:ident($($type:ty),*) $part:ident;)*) => {$(
        fn $method(self $(, _: $type)*) -> Result<Self::$part, Error> {
            Err(Error::custom("not a path"))
        }
    )*};
}

impl Serializer for &mut Steps {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.kind = variant;
        Ok(())
    }

    fn serialize_str(self, step: &str) -> Result<(), Error> {
        match (self.kind, step.parse::<usize>()) {
            ("none", _) => {}
            ("index", Ok(index)) => self.found.push(Loc::from(index)),
            _ => self.found.push(Loc::chosen(step)),
        }
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error::custom("not a path"))
    }

    refuse! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
    }

    refuse_parts! {
        serialize_tuple_struct(&'static str, usize) SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) SerializeTupleVariant;
        serialize_map(Option<usize>) SerializeMap;
        serialize_struct(&'static str, usize) SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize) SerializeStructVariant;
    }
}

impl SerializeSeq for &mut Steps {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, step: &T) -> Result<(), Error> {
        step.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

impl SerializeTuple for &mut Steps {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, part: &T) -> Result<(), Error> {
        part.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_its_steps_from_the_outside_in() {
        let path = garde::Path::new("rows")
            .join(2_usize)
            .join(garde::error::NoKey::default());
        let path = path.join("2").join("k".repeat(1000).as_str());
        let long = "k".repeat(125) + "...";
        let steps = steps(&path);
        assert_eq!(
            steps,
            [
                Loc::from("rows"),
                Loc::from(2),
                Loc::from("2".to_owned()),
                Loc::from(long)
            ]
        );
    }
}
