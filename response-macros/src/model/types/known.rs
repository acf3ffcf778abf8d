//! The types that the macros know by name: the table of outcomes, kinds and containers.
//!
//! A type is known by the last segment of its path, so an alias is not. A new outcome, kind or container is one row.

/// What the macros know about a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An outcome that sends what it holds, with one of these statuses.
    Outcome(&'static [u16]),
    /// An outcome without a body.
    Bodiless,
    /// The outcome that redirects the client.
    Redirect,
    /// A container of what is sent. If `is_filled`, it is filled from the same container of what fills the model.
    Container { is_filled: bool },
    /// A body with its own media type.
    Kind,
    /// Text, from which the kinds of text are filled.
    Text,
}

const FILLED: Role = Role::Container { is_filled: true };
const NOT_FILLED: Role = Role::Container { is_filled: false };

const KNOWN: &[(&str, Role)] = &[
    ("Created", Role::Outcome(&[201])),
    ("CreatedWithoutLocation", Role::Outcome(&[201])),
    ("Accepted", Role::Outcome(&[202])),
    ("Upserted", Role::Outcome(&[200, 201])),
    ("MaybeContent", Role::Outcome(&[200, 204])),
    ("NoContent", Role::Bodiless),
    ("HeadersOnly", Role::Bodiless),
    ("Redirect", Role::Redirect),
    ("Option", FILLED),
    ("Vec", FILLED),
    ("VecDeque", FILLED),
    ("LinkedList", FILLED),
    ("Box", FILLED),
    ("Field", FILLED),
    ("AtMost", FILLED),
    ("Page", FILLED),
    ("CursorPage", FILLED),
    ("LimitOffsetPage", FILLED),
    ("Arc", NOT_FILLED),
    ("Text", Role::Kind),
    ("Html", Role::Kind),
    ("Bytes", Role::Kind),
    ("File", Role::Kind),
    ("Sse", Role::Kind),
    ("JsonLines", Role::Kind),
    ("Csv", Role::Kind),
    ("ByteStream", Role::Kind),
    ("Negotiated", Role::Kind),
    ("String", Role::Text),
];

/// What the macros know about a type with this name.
pub fn role(name: &str) -> Option<Role> {
    let (_, role) = KNOWN.iter().find(|(known, _)| *known == name)?;
    Some(*role)
}
