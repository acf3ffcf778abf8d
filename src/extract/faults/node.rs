use serde_json::Value;

use response_core::problem::Loc;

/// What is read.
#[derive(Clone, Copy)]
pub(in crate::extract) enum Node<'a> {
    Json(&'a Value),
    /// Names, each with its texts: a query, a form, the parameters of a path.
    Named(&'a [(String, Vec<String>)]),
    /// What was given under one name.
    Texts(&'a [String]),
    /// A value of ours, where there is none or a bad one.
    StandIn {
        attempt: usize,
        nested: bool,
    },
}

impl<'a> Node<'a> {
    pub(super) fn stands_in(self) -> bool {
        matches!(self, Self::StandIn { .. })
    }

    /// The only text.
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Self::Texts([only]) => Some(only),
            _ => None,
        }
    }

    /// The fields, if it has any.
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

    /// The items, if it is a list, and how many there are.
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
