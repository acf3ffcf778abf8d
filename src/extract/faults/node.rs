//! [`Node`]: a value from the request, or a stand-in.

use serde_json::Value;

use response_core::problem::Loc;

/// The value that is read.
#[derive(Clone, Copy)]
pub(in crate::extract) enum Node<'a> {
    Json(&'a Value),
    /// Names with their texts: a query, a form, path parameters.
    Named(&'a [(String, Vec<String>)]),
    /// The texts that were given under one name.
    Texts(&'a [String]),
    /// A stand-in, for a value that is missing or bad.
    StandIn {
        attempt: usize,
        nested: bool,
    },
}

impl<'a> Node<'a> {
    pub(super) fn stands_in(self) -> bool {
        matches!(self, Self::StandIn { .. })
    }

    /// The text, if there is exactly one.
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Self::Texts([only]) => Some(only),
            _ => None,
        }
    }

    /// The fields, if the value has any.
    pub(super) fn fields(self) -> Option<Vec<(&'a str, Self)>> {
        match self {
            Self::Json(Value::Object(fields)) => Some(
                fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), Self::Json(value)))
                    .collect(),
            ),
            Self::Named(named) => Some(
                named
                    .iter()
                    .map(|(name, texts)| (name.as_str(), Self::Texts(texts)))
                    .collect(),
            ),
            _ => None,
        }
    }

    /// The items and their number, if the value is a list.
    pub(super) fn items(self) -> Option<(usize, Items<'a>)> {
        Some(match self {
            Self::Json(Value::Array(items)) => {
                let each = |(index, item)| (Loc::from(index), Self::Json(item));
                (items.len(), Box::new(items.iter().enumerate().map(each)))
            }
            Self::Named(named) => {
                let each = |(name, texts): &'a (String, Vec<String>)| {
                    (Loc::from(name.clone()), Self::Texts(texts))
                };
                (named.len(), Box::new(named.iter().map(each)))
            }
            Self::Texts(texts) => {
                let each =
                    |(index, text)| (Loc::from(index), Self::Texts(std::slice::from_ref(text)));
                (texts.len(), Box::new(texts.iter().enumerate().map(each)))
            }
            _ => return None,
        })
    }
}

pub(super) type Items<'a> = Box<dyn Iterator<Item = (Loc, Node<'a>)> + 'a>;
