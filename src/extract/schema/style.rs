//! [`Style`]: how the text of a parameter holds a value (OpenAPI's `style` and `explode`).

use response_core::contract::{ParameterStyle, Place};

use super::guide::{At, Types};

/// How the text of a parameter holds a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Style {
    /// One text.
    Plain,
    List,
    Object,
}

/// What no text can hold.
pub(in crate::extract) type Unstyled = &'static str;

impl Style {
    /// The style of a value, which must not hold lists or objects in lists or objects.
    pub fn of(at: At) -> Result<Self, Unstyled> {
        let types = at.types().present();
        if types == Types::ANY {
            return Ok(Self::Plain);
        }
        match (types.has(Types::ARRAY), types.has(Types::OBJECT)) {
            (false, false) => Ok(Self::Plain),
            (true, false) if at.items().all(is_plain) => Ok(Self::List),
            (true, false) => Err("a list of lists or objects"),
            (false, true) if types != Types::OBJECT => Err("an object or something else"),
            (false, true) => {
                let members = at.members();
                let mut members = members.iter().map(|(_, at)| *at).chain(at.others());
                if members.all(is_plain) {
                    Ok(Self::Object)
                } else {
                    Err("an object with lists or objects inside")
                }
            }
            (true, true) => Err("a list or an object"),
        }
    }

    /// The style in OpenAPI at a place of the request; `None` for one text.
    pub fn at(self, place: Place) -> Result<Option<ParameterStyle>, Unstyled> {
        match (self, place) {
            (Self::Plain, _) => Ok(None),
            (Self::List, Place::Query) => Ok(Some(ParameterStyle::Form)),
            (Self::List, Place::Header) => Ok(Some(ParameterStyle::Simple)),
            (Self::List, Place::Cookie) => Ok(Some(ParameterStyle::Cookie)),
            (Self::Object, Place::Query) => Ok(Some(ParameterStyle::DeepObject)),
            (Self::List, _) => Err("a list"),
            (Self::Object, _) => Err("an object"),
        }
    }
}

fn is_plain(at: At) -> bool {
    let types = at.types();
    types == Types::ANY || !types.has(Types::ARRAY.with(Types::OBJECT))
}
