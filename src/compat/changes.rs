//! [`Changes`]: all changes between two documents, and which of them are accepted.

use std::fmt;
use std::time::SystemTime;

use serde_json::Value;

use super::change::{Change, Kind, Verdict};
use super::document::{Document, DocumentError};
use super::{sunset, table, walk};

/// The changes between two documents. [The module](super) has an example.
///
/// Displayed, they are a table for people; [`markdown`](Self::markdown) is one for a pull request or a changelog.
///
/// ```
/// use std::time::SystemTime;
///
/// use serde_json::json;
/// use steadfast::compat::{Change, Changes, Direction, Kind, UnusedAllowance, Verdict, Witness};
///
/// let old = json!({
///     "openapi": "3.1.0",
///     "paths": { "/users": { "get": {
///         "operationId": "list_users", "responses": { "200": { "description": "The users" } },
///     } } },
/// });
/// let new = json!({ "openapi": "3.1.0", "paths": {} });
///
/// let changes = Changes::between(&old, &new)?;
/// assert_eq!((changes.len(), changes.is_empty(), changes.verdict()), (1, false, Verdict::Breaking));
/// let fatal: Vec<&Change> = changes.iter().filter(|change| change.is_fatal()).collect();
/// for change in fatal {
///     assert_eq!((change.verdict.name(), change.kind.name()), ("breaking", Kind::OperationRemoved.name()));
///     assert_eq!(change.direction.map(Direction::name), Some("sent"));
///     assert!(matches!(change.witness, Some(Witness::Request(_))));
/// }
/// println!("{}", changes.markdown());
///
/// let accepted = changes
///     .allow(Kind::OperationRemoved, "GET /users", "nobody asks for it")
///     .allow(Kind::OperationRemoved, "GET /plans", "a typo")
///     .allow_after_sunset(SystemTime::now());
/// assert!(accepted.iter().all(|change| !change.is_fatal()));
/// let unused: &UnusedAllowance = &accepted.unused()[0];
/// assert_eq!((unused.operation.as_str(), unused.reason.as_str()), ("GET /plans", "a typo"));
/// # Ok::<(), steadfast::compat::DocumentError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    changes: Vec<Change>,
    unused: Vec<UnusedAllowance>,
}

/// An [`allow`](Changes::allow) that matches no breaking change.
///
/// [`Changes`](super::Changes) has an example.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnusedAllowance {
    /// The kind that it allows.
    pub kind: Kind,
    /// The operation, or `*`, for which it allows the kind.
    pub operation: String,
    /// Its reason.
    pub reason: String,
}

impl fmt::Display for UnusedAllowance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            operation,
            reason,
        } = self;
        write!(
            formatter,
            "`allow(Kind::{kind:?}, {operation:?}, {reason:?})` matches no breaking change"
        )
    }
}

impl Changes {
    /// Compares two documents.
    ///
    /// # Errors
    /// If one of them is not an OpenAPI document of version 3.1 or 3.2, is too large to be compared, or has a reference that
    /// leads nowhere or to itself.
    pub fn between(old: &Value, new: &Value) -> Result<Self, DocumentError> {
        let old = Document::read(old, true)?;
        let new = Document::read(new, false)?;
        let mut changes = walk::changes(&old, &new);
        changes.sort_by_key(|change| change.verdict);
        Ok(Self {
            changes,
            unused: Vec::new(),
        })
    }

    /// Accepts the breaking changes of a kind in an operation, such as `"DELETE /users/{id}"` with the path of the old
    /// document; `"*"` stands for every operation.
    ///
    /// ```
    /// use serde_json::json;
    /// use steadfast::compat::{Changes, Kind};
    ///
    /// let operation = json!({ "responses": { "204": { "description": "Gone" } } });
    /// let old = json!({ "openapi": "3.1.0", "paths": { "/users/{id}": { "delete": operation } } });
    /// let new = json!({ "openapi": "3.1.0", "paths": {} });
    ///
    /// let changes = Changes::between(&old, &new)?;
    /// assert_eq!(changes.breaking().count(), 1);
    /// let changes = changes.allow(Kind::OperationRemoved, "DELETE /users/{id}", "v1 ends");
    /// assert_eq!(changes.breaking().count(), 0);
    /// # Ok::<(), steadfast::compat::DocumentError>(())
    /// ```
    #[must_use]
    pub fn allow(mut self, kind: Kind, operation: &str, reason: &str) -> Self {
        let mut is_used = false;
        for change in &mut self.changes {
            let is_of = operation == "*" || change.operation == operation;
            if change.kind == kind && is_of && change.verdict == Verdict::Breaking {
                is_used = true;
                change.accepted.get_or_insert_with(|| reason.to_owned());
            }
        }
        if !is_used {
            self.unused.push(UnusedAllowance {
                kind,
                operation: operation.to_owned(),
                reason: reason.to_owned(),
            });
        }
        self
    }

    /// Accepts the removal of an operation that the old document marks as deprecated, with a `Sunset` (RFC 8594) that has
    /// passed.
    #[must_use]
    pub fn allow_after_sunset(mut self, now: SystemTime) -> Self {
        for change in &mut self.changes {
            let has_passed = change
                .sunset
                .as_deref()
                .filter(|date| sunset::has_passed(date, now));
            if let Some(date) = has_passed.filter(|_| change.verdict == Verdict::Breaking) {
                let reason = format!("its sunset was {date}");
                change.accepted.get_or_insert(reason);
            }
        }
        self
    }

    /// All changes, the worst first.
    pub fn iter(&self) -> std::slice::Iter<'_, Change> {
        self.changes.iter()
    }

    /// The changes that break clients and are not accepted.
    pub fn breaking(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.is_fatal())
    }

    /// Whether nothing has changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many changes there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.changes.len()
    }

    /// The worst verdict of the changes that are not accepted.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let open = self
            .changes
            .iter()
            .filter(|change| change.accepted.is_none());
        open.map(|change| change.verdict)
            .min()
            .unwrap_or(Verdict::Compatible)
    }

    /// Each [`allow`](Self::allow) that matches no breaking change.
    #[must_use]
    pub fn unused(&self) -> &[UnusedAllowance] {
        &self.unused
    }

    /// The changes as a table in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        table::markdown(&self.changes, &self.unused)
    }
}

impl<'c> IntoIterator for &'c Changes {
    type Item = &'c Change;
    type IntoIter = std::slice::Iter<'c, Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&table::text(&self.changes, &self.unused))
    }
}
